"""Find the line on which a Turtle document describes each subject.

RDF parsers drop positions, and a report without a line is of little use, so this scans the tokens
of Turtle 1.1 (https://www.w3.org/TR/turtle/#sec-grammar) just far enough to see where statements
begin. The document has been parsed before; this never judges its syntax.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple
from urllib.parse import urljoin

_TOKEN: Final = re.compile(
    r"""
    (?P<comment>\#[^\n]*)
  | (?P<string>\"{3}(?:[^"\\]|\\.|\"(?!\"\"))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}
              |\"(?:[^"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')
  | (?P<iri><[^<>\s]*>)
  | (?P<directive>@prefix\b|@base\b|(?i:prefix|base)(?=\s))
  | (?P<number>[+-]?(?:\d+\.\d*|\.\d+|\d+)(?:[eE][+-]?\d+)?)
  | (?P<name>[^\s<>"';,.()\[\]{}#@^]*:(?:[^\s<>"';,()\[\]{}\#^.\\]|\\.|\.(?=[^\s;,.\]\)]))*)
  | (?P<open>[\[(])
  | (?P<close>[\])])
  | (?P<end>\.)
  | (?P<other>\S)
    """,
    re.VERBOSE | re.DOTALL,
)


class _Token(NamedTuple):
    kind: str
    text: str
    line: int


def _tokens(text: str) -> Iterator[_Token]:
    line = 1
    reached = 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", reached, match.start())
        reached = match.start()
        if match.lastgroup not in {None, "comment"}:
            yield _Token(str(match.lastgroup), match[0], line)


def subject_lines(text: str) -> dict[str, int]:
    """Return the line, counted from 1, on which each subject IRI is first described.

    Args:
        text: a Turtle 1.1 document that parses.
    """
    lines: dict[str, int] = {}
    prefixes: dict[str, str] = {}
    base = ""
    statement: list[_Token] = []
    depth = 0
    for token in _tokens(text):
        depth += (token.kind == "open") - (token.kind == "close")
        if token.kind != "end" or depth:
            statement.append(token)
            if not _finished_sparql_directive(statement):
                continue
        if statement and statement[0].kind == "directive":
            base = _declare(statement, prefixes, base)
        elif statement and (iri := _iri(statement[0], prefixes, base)):
            lines.setdefault(iri, statement[0].line)
        statement = []
    return lines


def _finished_sparql_directive(statement: list[_Token]) -> bool:
    """Tell whether a ``PREFIX`` or ``BASE`` line, which has no full stop, is complete."""
    first = statement[0]
    return (
        first.kind == "directive" and not first.text.startswith("@") and statement[-1].kind == "iri"
    )


def _declare(statement: list[_Token], prefixes: dict[str, str], base: str) -> str:
    """Record a prefix, or return the new base."""
    iri = next((token.text[1:-1] for token in statement if token.kind == "iri"), "")
    if "prefix" in statement[0].text.lower():
        prefixes[statement[1].text.rstrip(":")] = urljoin(base, iri) if base else iri
        return base
    return urljoin(base, iri) if base else iri


def _iri(token: _Token, prefixes: dict[str, str], base: str) -> str | None:
    """Resolve the token of a subject, or return None for a blank node or a collection."""
    if token.kind == "iri":
        relative = token.text[1:-1]
        return urljoin(base, relative) if base and relative else relative or base
    if token.kind == "name" and not token.text.startswith("_:"):
        prefix, _, local = token.text.partition(":")
        return prefixes.get(prefix, "") + re.sub(r"\\(.)", r"\1", local)
    return None
