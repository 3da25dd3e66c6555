"""Full-text search over a release: an SQLite FTS5 index beside its store.

The index is built from the ``searchable`` questions and only ever read afterwards. Ranking is
BM25, a label weighing more than another name and a name more than running text; words are reduced
to their stems, and the last one matches as a prefix, so that results come while somebody types.
What a great many records match says nothing of any of them: those come by label.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Final

from graph.endpoint import Endpoint
from graph.namespaces import local_part
from graph.queries import question
from graph.records import Hit, Ref
from graph.sqlite import is_version, new_file, rows
from graph.tables import plain

#: To be raised when what is written changes.
_VERSION: Final = 2

_SCHEMA: Final = f"""
PRAGMA user_version = {_VERSION};
CREATE VIRTUAL TABLE record USING fts5(
  label, names, body, iri UNINDEXED, kind,
  tokenize = 'porter unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE TABLE identifier (value TEXT, iri TEXT, label TEXT, kind TEXT);
CREATE INDEX identifier_value ON identifier (value);
CREATE VIRTUAL TABLE spelling USING fts5(
  text, iri UNINDEXED, label UNINDEXED, tokenize = 'trigram'
);
"""

#: Records that match, as they lie in the index: by label.
_MATCHES: Final = """
SELECT iri, kind, label, snippet(record, -1, '[', ']', '…', 24) FROM record WHERE record MATCH ?
"""
_RANKED: Final = f"{_MATCHES} ORDER BY bm25(record, 10.0, 4.0, 1.0, 0.0, 0.0), rowid LIMIT ?"
_FIRST: Final = f"{_MATCHES} ORDER BY rowid LIMIT ?"
_HOW_MANY: Final = "SELECT COUNT(*) FROM (SELECT 1 FROM record WHERE record MATCH ? LIMIT ?)"
#: Of more matches than these no word tells one from another, and they are not ranked.
_RANKABLE: Final = 20_000

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
_WHAT: Final = "search index"
#: A DOI, a PMID, or a number in a registry of trials, in lower case and without resolver.
_IDENTIFIER: Final = re.compile(
    r"10\.\d{4,9}/\S+|\d{4,9}|[a-z]{3,8}\d{8,14}|(?:eudract )?\d{4}-\d{6}-\d{2}"
)
#: The IRI, the path or the slug of a record, in lower case.
_PATH: Final = re.compile(r"https?://\S+|(?:/?(?:id/)?[a-z-]+[/:])?[a-z0-9]+(?:-[a-z0-9]+)*")
#: Kinds whose records are named by slugs that nobody types as words.
_SLUGGED: Final = frozenset({"study", "publication", "hypothesis", "question"})
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
    with new_file(path, _WHAT, _SCHEMA) as database:
        database.executemany("INSERT INTO record VALUES (?, ?, ?, ?, ?)", _records(entries))
        database.executemany("INSERT INTO identifier VALUES (?, ?, ?, ?)", _known(entries))
        database.executemany("INSERT INTO spelling VALUES (?, ?, ?)", _spellings(entries))
        database.execute("INSERT INTO record(record) VALUES ('optimize')")


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
    """Yield rows of the text index by label, without brackets, which mark matches in excerpts."""
    for iri, entry in sorted(entries.items(), key=lambda item: (item[1].label, item[0])):
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

    @property
    def usable(self) -> bool:
        """Tell whether this version wrote the file."""
        return is_version(self.path, _VERSION)

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

    def exact(self, text: str) -> Ref | None:
        """Return the one record whose identifier a text is, if it can be nothing but that.

        That is a DOI, a PMID, a number in a registry of trials, or the IRI, path or slug of a
        record. A DOI or PMID is that of the study before that of its paper. What a target or an
        agent is called, such as ``il-1``, may be meant as a word: it needs ``target/`` before it.

        Raises:
            ReleaseError: the index cannot be read.
        """
        bare = _RESOLVER.sub("", text.strip().lower()).strip("/ ")
        identifier, path = _IDENTIFIER.fullmatch(bare), _PATH.fullmatch(bare)
        if not (identifier or path):
            return None
        name = bare if identifier or "://" in bare else bare.rpartition("/")[2].rpartition(":")[2]
        found = self._rows(_IDENTIFIED, _normal(name), None, None, _WORDS)
        if not identifier and path:
            found = [row for row in found if _is_named(row[0].lower(), row[1], bare)]
        kinds = [[row for row in found if (row[1] == "publication") == late] for late in (0, 1)]
        one = next((rows for rows in kinds if rows), [])
        return Ref(one[0][0], one[0][2]) if len(one) == 1 else None

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
        asked = f"{{label names body}} : ({query})" + (f' AND kind : "{kind}"' if kind else "")
        [[known]] = self._rows(_HOW_MANY, asked, _RANKABLE)
        return [
            Hit(Ref(iri, label), found_kind, excerpt)
            for iri, found_kind, label, excerpt in self._rows(
                _RANKED if known < _RANKABLE else _FIRST, asked, limit
            )
        ]

    def _rows(self, statement: str, *values: str | int | None) -> list[Any]:
        return rows(self.path, _WHAT, statement, values)


def _is_named(iri: str, kind: str, written: str) -> bool:
    """Tell whether what is written in lower case is the IRI, the path or the slug of a record."""
    if "://" in written:
        return iri == written
    path = written.replace(":", "/").lstrip("/")
    if "/" in path:
        return iri.endswith((f"/{path}", f"-{path}"))
    return kind in _SLUGGED and "-" in path and iri.endswith(f"/{path}")


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
