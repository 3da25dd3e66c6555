"""The second reading of a query: by the engine's own parser, in the worker process.

:mod:`graph.sparql.guard` says of each ``service`` in a text that it is part of a string, a comment,
an IRI, a variable or a name. That is put to the proof: with the word spoilt everywhere, the text
must still parse, since a group that began with the keyword would then be no SPARQL at all.

The parser's own account of an error is off by the length of the keywords that it tried. Parsed once
more with wide gaps between the tokens, the text shows at which token the parser stopped.
"""

import re
from typing import Final

import pyoxigraph as ox

from graph.errors import ForbiddenQuery, MalformedQuery
from graph.sparql.tokens import Token, place, tokens

_WORD: Final = re.compile(r"(serv)i(ce)", re.IGNORECASE)
_PLACE: Final = re.compile(r"error at (\d+):(\d+): (?:expected )?(.*)", re.DOTALL)
#: Wider than the longest keyword, which is how far the parser looks beyond a token.
_GAP: Final = " " * 40
_SHOWN: Final = 8
_TOKEN: Final = 6
_SENTENCE: Final = re.compile(r"(?:^|, |one of )([A-Z][a-z]+ .*?)(?=, [\[\"A-Z]|$)", re.DOTALL)
_ITEM: Final = re.compile(r'"[^"]+"|\bBY\b')


def read(text: str) -> None:
    """Parse a query, whatever store it is for, without running it.

    Raises:
        MalformedQuery: it is not SPARQL 1.1.
        ForbiddenQuery: the engine reads a SERVICE in it.
    """
    spoilt = _spoilt(text)
    problem = _problem(spoilt)
    if problem is None:
        return
    error, keyword = _diagnosis(text, spoilt, problem)
    if keyword:
        raise ForbiddenQuery(
            f"line {error.line}, column {error.column}: {error.token} is read as SERVICE, which "
            "would make this server fetch from another host; query that host yourself"
        )
    raise error


def _spoilt(text: str) -> str:
    """Return a text of the same length without the word; itself if it does not have the word."""
    if not _WORD.search(text):
        return text
    letter = next(one for one in "qxzjkvw0123456789" if f"serv{one}ce" not in text.lower())
    return _WORD.sub(rf"\g<1>{letter}\g<2>", text)


def _problem(text: str) -> str | None:
    """Return what the engine's parser says of a text, or None; the text is not run."""
    try:
        ox.Store().query(text)
    except SyntaxError as error:
        return str(error)
    return None


def _diagnosis(text: str, spoilt: str, problem: str) -> tuple[MalformedQuery, bool]:
    """Return an error with the token where the parser stopped, and whether that is SERVICE."""
    found = list(tokens(spoilt))
    starts: list[int] = []
    spaced = ""
    for token in found:
        starts.append(len(spaced))
        spaced += token.text + _GAP
    match = _PLACE.match(_problem(spaced) or problem)
    if match is None:
        return MalformedQuery(1, 1, problem), False
    stopped = _offset(spaced, int(match[1]), int(match[2]))
    index = max((i for i, start in enumerate(starts) if start <= stopped), default=0)
    at_end = not found or stopped >= len(spaced)
    end = Token("end", "", len(text.rstrip()))
    token = end if at_end else found[index]
    shown = "" if at_end else text[token.start : token.start + len(token.text)][:40]
    message = _message(shown, match[3].strip())
    following = "".join(one.text for one in found[index + 1 : index + 2])
    keyword = token.kind == "word" or (token.kind == "name" and following == "{")
    error = MalformedQuery(*place(text, token.start), message, shown)
    return error, keyword and _WORD.search(shown) is not None


def _offset(text: str, line: int, column: int) -> int:
    lines = text.split("\n")
    return sum(len(one) + 1 for one in lines[: line - 1]) + column - 1


def _message(shown: str, expected: str) -> str:
    """Put the parser's expectations into words.

    Of keywords it knows only the longest that it tried, so they are left out, as are classes of
    characters, which would only make the token longer.
    """
    what = f"unexpected {shown}" if shown else "the query ends too early"
    if sentence := _SENTENCE.search(expected):
        return f"{shown}: {sentence[1]}" if shown else sentence[1]
    if shown.startswith("<") and "://" not in shown:
        return f"{what}; a relative IRI needs a BASE"
    if '"$"' in expected:
        return f"{what}; expected a variable, an IRI or a literal"
    items = [item for item in _ITEM.findall(expected) if len(item) < _TOKEN]
    listed = ", ".join(items[:_SHOWN]) + (", …" if len(items) > _SHOWN else "")
    return f"{what}; expected {listed}" if items else what
