"""Look at a stranger's query before any engine does.

Oxigraph follows ``SERVICE`` and cannot be told not to, a few thousand nested groups crash it, and a
join of five hundred patterns plans for minutes. This scan of the tokens refuses all three in a few
milliseconds. It does not judge the syntax: that is the engine's part, in a worker process, where a
query that names the word is read once more (:mod:`graph.sparql.reading`).

Oxigraph's parser knows no boundaries of words (``trueSERVICE`` is two of them), so a word counts by
what it contains, and a ``<`` inside parentheses may be "less than" whatever follows it.
See ``docs/decisions/0008-two-readings-of-a-query.md``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graph.errors import ForbiddenQuery, MalformedQuery, OversizedQuery, QueryTooLong
from graph.namespaces import DEFAULT_BASE
from graph.sparql.tokens import Token, code_points, place, tokens

MAX_CHARACTERS: Final = 50_000
MAX_DEPTH: Final = 60
#: Triple patterns, list items and groups.
MAX_PATTERNS: Final = 200
#: Operators and brackets: a thousand are answered, ten thousand crash the engine.
MAX_OPERATORS: Final = 1000

_FORMS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_PROLOGUE: Final = frozenset({"BASE", "PREFIX", "VERSION"})
_UPDATES: Final = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
)
_WITH_HOST: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")
#: Escapes that a store which reads escapes first would take for the end of a token.
_DELIMITER: Final = re.compile(r"\\(?:u00|U000000)(?:0[aAdD]|2[27]|3[cCeE]|5[cC])")
_AWAY: Final = (
    "would make this server fetch from another host; query that host yourself, or download the "
    "release and federate locally"
)


@dataclass(frozen=True)
class CheckedQuery:
    """A query that may be run: its text, its form, and the graphs of the SPARQL Protocol."""

    text: str
    form: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def check(
    text: str,
    base: str = DEFAULT_BASE,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
) -> CheckedQuery:
    """Check a query's size, depth and reach.

    Args:
        text: SPARQL 1.1.
        base: the IRI under which this graph names its documents, ``{base}graph/``.
        default_graphs: graphs to query as the default graph.
        named_graphs: graphs that GRAPH may name.

    Raises:
        QueryTooLong: too many characters.
        OversizedQuery: too many nested groups, patterns or operators.
        ForbiddenQuery: ``SERVICE``, ``LOAD``, an update, or a graph that is not of this data set.
        MalformedQuery: no query form in it, or a character that can be in no query.
    """
    for iri in (*default_graphs, *named_graphs):
        _refuse_foreign(iri, base)
    return CheckedQuery(text, query_form(text, base), tuple(default_graphs), tuple(named_graphs))


def query_form(text: str, base: str = DEFAULT_BASE) -> str:
    """Check a query as :func:`check` does and return its form, such as ``SELECT``."""
    if len(text) > MAX_CHARACTERS:
        raise QueryTooLong(
            f"the query has {len(text)} characters; at most {MAX_CHARACTERS} are accepted"
        )
    if found := _DELIMITER.search(text):
        raise MalformedQuery(
            *place(text, found.start()),
            f"the escape {found[0]} is read differently by different stores; write the character "
            "itself, in a string after a backslash",
            found[0],
        )
    scan = _Scan(text, base)
    for token in tokens(text):
        scan.read(token)
    return scan.finish()


def _refuse_foreign(iri: str, base: str) -> None:
    if not iri.startswith(f"{base}graph/") or "/.." in iri:
        raise ForbiddenQuery(
            f"<{iri}> is no graph of this data set and is not fetched; its graphs are named "
            f"{base}graph/…"
        )


class _Scan:
    """What is known of a query after some of its tokens."""

    def __init__(self, text: str, base: str) -> None:
        self._text = text
        self._base = base
        self._form = ""
        self._brackets: list[str] = []
        self._patterns = self._operators = 0
        self._prefixes: dict[str, str] = {}
        #: The last three tokens.
        self._last = (Token("", "", 0),) * 3

    def read(self, token: Token) -> None:
        """Take the next token into account."""
        if token.kind == "word":
            self._word(token)
        elif token.kind == "iri":
            self._iri(token)
        elif token.kind == "name":
            self._graph_of(token)
        elif token.kind == "open":
            self._open(token)
        elif token.kind == "close":
            del self._brackets[-1:]
        elif token.kind == "stray" and token.text in "\"'\\":
            raise self._malformed(token, "a string that does not end, or a misplaced backslash")
        self._patterns += token.kind == "separator" or token.text == "{"
        self._operators += token.kind in {"operator", "open"}
        self._last = (*self._last[1:], token)

    def finish(self) -> str:
        """Return the form of the query, if its size is within the bounds."""
        if self._patterns > MAX_PATTERNS:
            raise OversizedQuery(
                f"the query has {self._patterns} triple patterns, list items or groups; at most "
                f"{MAX_PATTERNS} are accepted"
            )
        if self._operators > MAX_OPERATORS:
            raise OversizedQuery(
                f"the query has {self._operators} operators and brackets; at most "
                f"{MAX_OPERATORS} are accepted"
            )
        if not self._form:
            end = Token("", "", len(self._text.rstrip()))
            raise self._malformed(end, "expected SELECT, ASK, CONSTRUCT or DESCRIBE")
        return self._form

    def _word(self, token: Token) -> None:
        word = token.text.upper()
        if "SERVICE" in word:
            raise ForbiddenQuery(f"SERVICE {_AWAY}")
        if not self._form and word in _UPDATES:
            raise ForbiddenQuery(
                f"{word} is an update and this endpoint is read-only; send SELECT, ASK, "
                "CONSTRUCT or DESCRIBE"
            )
        if word == "LOAD":
            raise ForbiddenQuery(f"LOAD {_AWAY}")
        if not self._form and word not in _PROLOGUE:
            if word not in _FORMS:
                raise self._malformed(token, "expected SELECT, ASK, CONSTRUCT or DESCRIBE")
            self._form = word

    def _iri(self, token: Token) -> None:
        """Read an IRI: a declaration, a graph, or perhaps the rest of a comparison."""
        iri = code_points(token.text[1:-1])
        before, last = self._last[1:]
        if _is(before, "PREFIX") and last.kind == "name":
            self._prefixes[last.text[:-1]] = iri
        elif _names_graph(before, last):
            _refuse_foreign(iri, self._base)
        elif "(" in self._brackets and not _WITH_HOST.match(token.text):
            self._comparison(token)

    def _comparison(self, token: Token) -> None:
        """Bound what ``<`` and its follow-up say if the engine takes it for "less than".

        Brackets are only opened, so that what comes later counts as inside them by either reading.
        """
        if "#" in token.text or "'" in token.text:
            raise self._malformed(
                token,
                f"{token.text} can be read as an IRI or as a comparison; write a blank after "
                "“less than”, or write the IRI in full",
            )
        if set(token.text) & set("()[]"):
            for inner in tokens(token.text[1:]):
                if inner.kind not in {"iri", "close"}:
                    self.read(inner)

    def _graph_of(self, token: Token) -> None:
        """Resolve a prefixed name that is the object of FROM."""
        if not _names_graph(*self._last[1:]):
            return
        prefix, _, local = token.text.partition(":")
        if prefix not in self._prefixes:
            raise ForbiddenQuery(f"{token.text} is no graph of this data set: declare {prefix}:")
        _refuse_foreign(self._prefixes[prefix] + local.replace("\\", ""), self._base)

    def _open(self, token: Token) -> None:
        before, last = self._last[1:]
        prefix = last.text.partition(":")[0] if last.kind == "name" else ""
        if token.text == "{" and "service" in prefix.lower() and not _is(before, "GRAPH"):
            raise ForbiddenQuery(
                f"{last.text} before a group can be read as SERVICE, which {_AWAY}; if it is a "
                f"name, write a dot after it, or another prefix than {prefix}:"
            )
        self._brackets.append(token.text)
        if len(self._brackets) > MAX_DEPTH:
            raise OversizedQuery(f"the query nests groups deeper than {MAX_DEPTH}; flatten it")

    def _malformed(self, token: Token, message: str) -> MalformedQuery:
        return MalformedQuery(*place(self._text, token.start), message, token.text[:40])


def _is(token: Token, word: str) -> bool:
    return token.kind == "word" and token.text.upper() == word


def _names_graph(before: Token, last: Token) -> bool:
    """Tell whether the next token follows FROM or FROM NAMED."""
    return _is(last, "FROM") or (_is(last, "NAMED") and _is(before, "FROM"))
