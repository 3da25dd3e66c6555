"""Look at a stranger's query before any engine does.

Oxigraph follows ``SERVICE`` and cannot be told not to, a few thousand nested groups crash it, and a
join of five hundred patterns plans for seconds. A scan of the tokens of SPARQL 1.1
(https://www.w3.org/TR/sparql11-query/#sparqlGrammar) refuses all three in well under a millisecond.
It never judges the syntax: that is the engine's part.
"""

import re
from typing import Final

from graph.errors import ForbiddenQuery, MalformedQuery, OversizedQuery

MAX_CHARACTERS: Final = 50_000
MAX_DEPTH: Final = 60
MAX_PATTERNS: Final = 200

_TOKEN: Final = re.compile(
    r"""
    (?P<comment>\#[^\n]*)
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
  | (?P<string>\"{3}(?:[^"\\]|\\.|\"(?!\"\"))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}
              |\"(?:[^"\\\n\r]|\\.)*\"|'(?:[^'\\\n\r]|\\.)*')
  | (?P<variable>[?$]\w+)
  | (?P<name>[\w.-]*:[\w.:%\\-]*)
  | (?P<word>[A-Za-z]\w*)
  | (?P<number>\d[\d.eE]*)
  | (?P<open>[({\[])
  | (?P<close>[)}\]])
  | (?P<separator>[.;,])
    """,
    re.VERBOSE | re.DOTALL,
)
_FORMS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_UPDATES: Final = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
)


def query_form(query: str) -> str:
    """Check a query's size, depth and reach, and return its form.

    Returns:
        ``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``.

    Raises:
        OversizedQuery: too many characters, nested groups or patterns.
        ForbiddenQuery: ``SERVICE``, ``LOAD`` or an update.
        MalformedQuery: no query form in it at all.
    """
    if len(query) > MAX_CHARACTERS:
        raise OversizedQuery(
            f"the query has {len(query)} characters; at most {MAX_CHARACTERS} are accepted"
        )
    form = None
    depth = patterns = 0
    for match in _TOKEN.finditer(query):
        kind, text = match.lastgroup, match[0]
        if kind == "word":
            form = form or _form(text.upper())
            _refuse_reaching_out(text.upper())
        elif kind == "open":
            depth += 1
            if depth > MAX_DEPTH:
                raise OversizedQuery(f"the query nests groups deeper than {MAX_DEPTH}; flatten it")
        elif kind == "close":
            depth -= 1
        elif kind == "separator":
            patterns += 1
    if patterns > MAX_PATTERNS:
        raise OversizedQuery(
            f"the query has {patterns} triple patterns or list items; at most {MAX_PATTERNS} "
            "are accepted"
        )
    if form is None:
        raise MalformedQuery(1, 1, "expected SELECT, ASK, CONSTRUCT or DESCRIBE")
    return form


def _form(word: str) -> str | None:
    if word in _UPDATES:
        raise ForbiddenQuery(
            f"{word} is an update and this endpoint is read-only; send SELECT, ASK, CONSTRUCT "
            "or DESCRIBE"
        )
    return word if word in _FORMS else None


def _refuse_reaching_out(word: str) -> None:
    if word in {"SERVICE", "LOAD"}:
        raise ForbiddenQuery(
            f"{word} would make this server fetch from another host; query that host yourself, "
            "or download the release and federate locally"
        )
