"""Rules with one condition less, made from the text of a rule.

A condition is a triple pattern, one of several objects of a pattern, one step of alternatives in a
property path, a FILTER, an OPTIONAL, a MINUS, or a branch of a UNION.
"""

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r'"(?:[^"\\]|\\.)*"|<[^<>\s]*>|\?\w+|[A-Za-z][\w-]*:[\w-]*|\w+|!=|&&|\|\||[<>]=|\S'
)
_COMMENT = re.compile(r"^\s*#.*$", re.MULTILINE)
_CLOSING = {"{": "}", "(": ")"}
#: What stands in a group beside patterns, and is kept; its arguments follow in brackets.
_KEPT = {"BIND", "VALUES"}
_DROPPED = {"FILTER", "OPTIONAL", "MINUS"}
_MODIFIERS = {"GROUP", "ORDER", "HAVING", "LIMIT"}


@dataclass(frozen=True)
class Mutant:
    """A rule without one of its conditions, which is quoted with single spaces."""

    dropped: str
    text: str


class _Rule:
    def __init__(self, text: str) -> None:
        self.text = _COMMENT.sub(lambda line: " " * len(line[0]), text)
        self.spans = [match.span() for match in _TOKEN.finditer(self.text)]
        self.tokens = [self.text[start:end] for start, end in self.spans]

    def without(self, first: int, last: int, quoted: tuple[int, int] | None = None) -> Mutant:
        """Return the rule without the tokens from *first* up to but not including *last*."""
        start, end = self.spans[first][0], self.spans[last - 1][1]
        shown = quoted or (first, last)
        dropped = " ".join(self.tokens[shown[0] : shown[1]])
        return Mutant(dropped, f"{self.text[:start]} {self.text[end:]}")

    def closing(self, at: int) -> int:
        """Return where the bracket that opens at *at* closes."""
        opening, depth = self.tokens[at], 0
        for index in range(at, len(self.tokens)):
            depth += self.tokens[index] == opening
            depth -= self.tokens[index] == _CLOSING[opening]
            if depth == 0:
                return index
        raise ValueError(f"{opening} is not closed")

    def group(self, start: int, end: int) -> Iterator[Mutant]:
        """Yield mutants of what stands between two braces."""
        at = start
        while at < end:
            word = self.tokens[at]
            if word == "SELECT":
                where = self.tokens.index("{", at)
                yield from self.group(where + 1, self.closing(where))
                return
            if word in _DROPPED or word in _KEPT:
                last = self._clause(at)
                if word in _DROPPED:
                    yield self.without(at, last)
                if word in {"OPTIONAL", "MINUS"}:
                    yield from self._inside(at + 1, last - 1)
                at = last
            elif word == "{":
                at = yield from self._union(at)
            elif word == ".":
                at += 1
            else:
                at = yield from self._statement(at, end)

    def _inside(self, opening: int, closing: int) -> Iterator[Mutant]:
        """Yield mutants inside a group that have anything left of it."""
        inside = list(self.group(opening + 1, closing))
        if len(inside) > 1:
            yield from inside

    def _clause(self, at: int) -> int:
        """Return the end of FILTER, OPTIONAL, MINUS, BIND or VALUES with all its brackets."""
        opening = next(i for i in range(at, len(self.tokens)) if self.tokens[i] in _CLOSING)
        end = self.closing(opening)
        if self.tokens[at] == "VALUES" and self.tokens[opening] == "(":
            end = self.closing(end + 1)
        return end + 1

    def _union(self, at: int) -> Generator[Mutant, None, int]:
        """Yield mutants of a group or of a chain of UNION; return where it ends."""
        branches = [(at, self.closing(at))]
        while self.tokens[branches[-1][1] + 1] == "UNION":
            opening = branches[-1][1] + 2
            branches.append((opening, self.closing(opening)))
        for number, (opening, closing) in enumerate(branches):
            if len(branches) > 1:
                first, last = (opening - 1, closing + 1) if number else (opening, closing + 2)
                yield self.without(first, last, (opening + 1, closing))
                yield from self._inside(opening, closing)
            else:
                yield from self.group(opening + 1, closing)
        return branches[-1][1] + 1

    def _statement(self, at: int, end: int) -> Generator[Mutant, None, int]:
        """Yield mutants of one subject with what is said of it; return where it ends."""
        cuts, depth, index = [at], 0, at
        while index < end:
            token = self.tokens[index]
            depth += (token == "(") - (token == ")")
            if depth == 0 and index > at:
                if token == ";":
                    cuts.append(index)
                elif token in {".", "{", "}"} or token in _DROPPED or token in _KEPT:
                    break
            index += 1
        cuts.append(index)
        for number in range(len(cuts) - 1):
            first, last = cuts[number], cuts[number + 1]
            yield from self._said(first + 1, last)
            if len(cuts) == 2:
                yield self.without(first, last + (self.tokens[last] == "."), (first, last))
            elif number == 0:
                yield self.without(first + 1, last + 1, (first, last))
            else:
                yield self.without(first, last, (first + 1, last))
        return index

    def _said(self, first: int, last: int) -> Iterator[Mutant]:
        """Yield mutants of a predicate and its objects: each object, each alternative of a path."""
        for at in range(first, last):
            if self.tokens[at] == ",":
                yield self.without(at, at + 2, (at + 1, at + 2))
            if self.tokens[at] == "|":
                last = self._step(at + 1)
                yield self.without(at, last, (at + 1, last))
            if self.tokens[at] == "(" or at == first:
                start = at + (self.tokens[at] == "(")
                last = self._step(start)
                if self.tokens[last] == "|":
                    yield self.without(start, last + 1, (start, last))

    def _step(self, at: int) -> int:
        """Return the end of one alternative of a property path."""
        while self.tokens[at] == "^" or self.tokens[at - 1] == "/" or self.tokens[at] == "/":
            at += 1
        if self.tokens[at] == "(":
            at = self.closing(at)
        return self._step(at + 1) if self.tokens[at + 1] == "/" else at + 1


def mutants(text: str) -> list[Mutant]:
    """Return a rule without each of its conditions in turn."""
    rule = _Rule(text)
    where = rule.tokens.index("{", rule.tokens.index("WHERE"))
    return list(rule.group(where + 1, rule.closing(where)))
