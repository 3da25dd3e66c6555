"""The tokens of SPARQL 1.1, exactly (https://www.w3.org/TR/sparql11-query/#sparqlGrammar).

Exactly, because a token that ends elsewhere for the engine than for us could hide a keyword: a
string that only a lax reader takes for one, or a name that goes on after an escaped quote. A text
that the engine accepts is read here as the engine reads it, but for a ``<`` that may be "less than"
(see :mod:`graph.sparql.guard`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_BASE: Final = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_VARIABLE: Final = rf"{_BASE}_0-9\u00b7\u0300-\u036f\u203f\u2040"
_NAME: Final = rf"{_VARIABLE}\-"
_ESCAPED: Final = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_CODE: Final = r"\\u(?![dD][89abAB])[0-9A-Fa-f]{4}|\\U00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4}"
_CHARACTER: Final = rf"\\[tbnrf\"'\\]|{_CODE}"

#: A prefix longer than this is read as words, so that reading takes time in proportion to length.
_PREFIX: Final = 200

_KINDS: Final = {
    "blank": r"[ \t\r\n]+",
    "comment": r"\#[^\r\n]*",
    "iri": rf'<(?:[^<>"{{}}|^`\\\x00-\x20]|{_CODE})*>',
    "string": "|".join(
        (
            rf'"{{3}}(?:"{{0,2}}(?:[^"\\]|{_CHARACTER}))*"{{3}}',
            rf"'{{3}}(?:'{{0,2}}(?:[^'\\]|{_CHARACTER}))*'{{3}}",
            rf'"(?:[^"\\\r\n]|{_CHARACTER})*"',
            rf"'(?:[^'\\\r\n]|{_CHARACTER})*'",
        )
    ),
    "variable": rf"[?$][{_BASE}_0-9][{_VARIABLE}]*",
    "language": r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[A-Za-z]+)?",
    "node": rf"_:[{_BASE}_0-9](?:[{_NAME}.]*[{_NAME}])?",
    "name": (
        rf"(?:[{_BASE}](?:[{_NAME}.]{{0,{_PREFIX}}}[{_NAME}])?)?:"
        rf"(?:(?:[{_BASE}_0-9:]|{_ESCAPED})"
        rf"(?:(?:[{_NAME}.:]|{_ESCAPED})*(?:[{_NAME}:]|{_ESCAPED}))?)?"
    ),
    "word": r"[A-Za-z][A-Za-z0-9_]*",
    "number": r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?",
    "open": r"[({\[]",
    "close": r"[)}\]]",
    "separator": r"[.,;]",
    "operator": r"\^\^|&&|\|\||!=|<=|>=|[-+*/|^!=<>?~]",
    "stray": r"[\s\S]",
}
_TOKEN: Final = re.compile("|".join(f"(?P<{kind}>{text})" for kind, text in _KINDS.items()))


@dataclass(frozen=True)
class Token:
    """One token: what it is, its text, and where it starts, counted in characters from 0."""

    kind: str
    text: str
    start: int


def tokens(text: str) -> Iterator[Token]:
    """Return the tokens of a text, without blanks and comments."""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "stray"
        if kind not in {"blank", "comment"}:
            yield Token(kind, match[0], match.start())


def place(text: str, start: int) -> tuple[int, int]:
    """Return the line and the column of a character, both counted from 1."""
    before = text[:start].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def code_points(text: str) -> str:
    """Return a text with its ``\\u`` and ``\\U`` escapes read."""
    return re.sub(_CODE, lambda match: chr(int(match[0][2:], 16)), text)
