"""Full-text search over a release: an SQLite FTS5 index beside its store.

The index is built from the ``searchable`` questions and only ever read afterwards. Ranking is
BM25, a label weighing more than another name and a name more than running text; words are reduced
to their stems, and the last one matches as a prefix, so that results come while somebody types.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Final

from graph.endpoint import Endpoint
from graph.errors import ReleaseError
from graph.namespaces import local_part
from graph.queries import question
from graph.records import Hit, Ref
from graph.tables import plain

_SCHEMA: Final = """
CREATE VIRTUAL TABLE record USING fts5(
  label, names, body, iri UNINDEXED, kind UNINDEXED,
  tokenize = 'porter unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE TABLE identifier (value TEXT, iri TEXT, label TEXT, kind TEXT);
CREATE INDEX identifier_value ON identifier (value);
CREATE VIRTUAL TABLE spelling USING fts5(
  text, iri UNINDEXED, label UNINDEXED, tokenize = 'trigram'
);
"""

_MATCHES: Final = """
SELECT iri, kind, label, snippet(record, -1, '[', ']', '…', 24)
FROM record
WHERE record MATCH ? AND (? IS NULL OR kind = ?)
ORDER BY bm25(record, 10.0, 4.0, 1.0), label, iri
LIMIT ?
"""

_IDENTIFIED: Final = """
SELECT DISTINCT iri, kind, label FROM identifier
WHERE value = ? AND (? IS NULL OR kind = ?)
ORDER BY kind = 'publication', iri
LIMIT ?
"""

_SPELT_ALIKE: Final = """
SELECT iri, label FROM spelling WHERE spelling MATCH ? ORDER BY bm25(spelling), iri LIMIT 50
"""

_RESOLVER: Final = re.compile(
    r"^(?:https?://(?:dx\.)?doi\.org/|https?://pubmed\.ncbi\.nlm\.nih\.gov/|(?:doi|pmid)[: ])"
)
_BRACKETS: Final = str.maketrans("[]", "()")
_WORDS: Final = 16
_ALIKE: Final = 0.55


@dataclass
class _Entry:
    """What is indexed of one entity."""

    label: str
    kind: str
    names: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    identifiers: set[str] = field(default_factory=set)

    def add(self, part: str, text: str) -> None:
        """Add a text, which is a name, a source, an identifier or running text."""
        if part in {"identifier", "name"}:
            self.identifiers |= {_normal(text), _normal(local_part(text))}
        if part == "text":
            self.body.append(text)
        elif part != "identifier" and text != self.label:
            self.names.append(text)


def build_index(endpoint: Endpoint, path: Path) -> None:
    """Write the search index of a graph to *path*, replacing what is there.

    Raises:
        EndpointError: the graph did not answer.
        ReleaseError: the file cannot be written.
    """
    entries = _entries(endpoint)
    path.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(path)) as database, database:
            database.executescript(_SCHEMA)
            database.executemany("INSERT INTO record VALUES (?, ?, ?, ?, ?)", _records(entries))
            database.executemany("INSERT INTO identifier VALUES (?, ?, ?, ?)", _known(entries))
            database.executemany("INSERT INTO spelling VALUES (?, ?, ?)", _spellings(entries))
            database.execute("INSERT INTO record(record) VALUES ('optimize')")
    except sqlite3.Error as error:
        raise ReleaseError(f"cannot write the search index {path}: {error}") from error


def _entries(endpoint: Endpoint) -> dict[str, _Entry]:
    entries: dict[str, _Entry] = {}
    for row in endpoint.select(question("searchable").bind({})):
        iri, label, kind = (plain(row[name]) for name in ("thing", "label", "kind"))
        if iri not in entries:
            entries[iri] = _Entry(label, kind, identifiers={_normal(iri), _normal(local_part(iri))})
        entries[iri].add(plain(row["field"]), plain(row["text"]))
    for row in endpoint.select(question("searchable-parts").bind({})):
        entries[plain(row["thing"])].add(plain(row["field"]), plain(row["text"]))
    return entries


def _records(entries: dict[str, _Entry]) -> Iterator[tuple[str, ...]]:
    """Yield rows of the text index; brackets mark matches in excerpts, so texts have none."""
    for iri, entry in entries.items():
        texts = (entry.label, " · ".join(entry.names), " · ".join(entry.body))
        yield (*(text.translate(_BRACKETS) for text in texts), iri, entry.kind)


def _known(entries: dict[str, _Entry]) -> Iterator[tuple[str, ...]]:
    for iri, entry in entries.items():
        for value in sorted(entry.identifiers):
            yield value, iri, entry.label, entry.kind


def _spellings(entries: dict[str, _Entry]) -> Iterator[tuple[str, ...]]:
    for iri, entry in entries.items():
        yield f"{local_part(iri)} {entry.label}".lower(), iri, entry.label


def _normal(name: str) -> str:
    """Return a name or identifier without resolver, case and punctuation: ``IL-1`` is ``il1``."""
    return re.sub(r"[\W_]+", "", _RESOLVER.sub("", name.strip().lower()))


@dataclass(frozen=True)
class SearchIndex:
    """A search index, read only; safe to use from several threads."""

    path: Path

    def search(self, text: str, kind: str | None = None, limit: int = 50) -> tuple[Hit, ...]:
        """Return records that match what a person typed, best first.

        A record whose name or identifier (DOI, PMID, registry number, slug, IRI) is the text comes
        first, then records with all words; if there are none, records with any of them.

        Args:
            text: any text; nothing in it is syntax.
            kind: an entity type such as ``study``, or None for all.
            limit: how many hits at most.

        Raises:
            ReleaseError: the index cannot be read.
        """
        found = [
            Hit(Ref(iri, label), found_kind, f"[{text.translate(_BRACKETS).strip()}]")
            for iri, found_kind, label in self._rows(_IDENTIFIED, _normal(text), kind, kind, limit)
        ]
        known = {hit.ref.iri for hit in found}
        terms = _terms(text)
        matches = self._matches(" AND ".join(terms), kind, limit)
        if not matches and not found:
            matches = self._matches(" OR ".join(terms), kind, limit)
        found += [hit for hit in matches if hit.ref.iri not in known]
        return tuple(found[:limit])

    def near(self, iri_or_slug: str, limit: int = 5) -> tuple[tuple[str, str], ...]:
        """Return IRI and label of the records spelt most like a missing one, the likest first.

        Raises:
            ReleaseError: the index cannot be read.
        """
        *path, last = iri_or_slug.rstrip("/#").split("/")
        wanted = re.sub(r"[^\w-]+", " ", last.lower()).strip()
        pieces = sorted({wanted[i : i + 3] for i in range(len(wanted) - 2)})
        if not pieces:
            return ()
        query = " OR ".join(f'"{piece}"' for piece in pieces[: 4 * _WORDS])
        scored = [
            (_likeness(wanted, iri, label) + (path[-1:] == iri.split("/")[-2:-1]) / 10, iri, label)
            for iri, label in self._rows(_SPELT_ALIKE, query)
        ]
        best = sorted((-score, iri, label) for score, iri, label in scored if score >= _ALIKE)
        return tuple((iri, label) for _, iri, label in best[:limit])

    def _matches(self, query: str, kind: str | None, limit: int) -> list[Hit]:
        if not query:
            return []
        return [
            Hit(Ref(iri, label), found_kind, excerpt)
            for iri, found_kind, label, excerpt in self._rows(_MATCHES, query, kind, kind, limit)
        ]

    def _rows(self, statement: str, *values: str | int | None) -> list[Any]:
        try:
            uri = f"{self.path.resolve().as_uri()}?mode=ro"
            with closing(sqlite3.connect(uri, uri=True)) as database:
                return database.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise ReleaseError(
                f"cannot read the search index {self.path}: {error}; run `equipoise build`"
            ) from error


def _likeness(wanted: str, iri: str, label: str) -> float:
    words = wanted.replace("-", " ")
    return max(
        SequenceMatcher(None, wanted, local_part(iri)).ratio(),
        SequenceMatcher(None, words, label.lower()).ratio(),
    )


def _terms(text: str) -> list[str]:
    """Return FTS5 phrases for the words of a text, the last one also as a prefix.

    Words are quoted, so nothing a person types is syntax. Where a letter meets a digit there may
    be a break: ``il1`` finds IL-1.
    """
    words = [word for word in text.replace('"', " ").split() if re.search(r"[^\W_]", word)]
    terms = []
    for word in words[:_WORDS]:
        clean = "".join(c for c in word if c.isprintable())
        broken = re.sub(r"(?<=[^\W\d_])(?=\d)", " ", clean)
        phrases = [f'"{spelling}"' for spelling in dict.fromkeys((clean, broken))]
        if word is words[-1]:
            phrases += [f"{phrase}*" for phrase in phrases]
        terms.append(f"({' OR '.join(phrases)})")
    return terms
