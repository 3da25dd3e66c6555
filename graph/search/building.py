"""Writing the search index: what is indexed of each record, and how."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from graph.endpoint import Endpoint
from graph.namespaces import local_part
from graph.queries import question
from graph.sqlite import new_file
from graph.tables import plain

#: What the file is called in an error.
WHAT: Final = "search index"
#: To be raised when what is written changes.
VERSION: Final = 3
#: How a text becomes words; a question has to be read the same way.
TOKENIZE: Final = "porter unicode61 remove_diacritics 2"

#: The tables of the index.
SCHEMA: Final = f"""
PRAGMA user_version = {VERSION};
CREATE VIRTUAL TABLE record USING fts5(
  label, names, body, iri UNINDEXED, kind, tokenize = '{TOKENIZE}', prefix = '1 2 3'
);
CREATE TABLE word (word TEXT PRIMARY KEY, records INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE identifier (value TEXT, iri TEXT, label TEXT, kind TEXT);
CREATE INDEX identifier_value ON identifier (value);
CREATE VIRTUAL TABLE spelling USING fts5(
  text, iri UNINDEXED, label UNINDEXED, tokenize = 'trigram'
);
"""

#: Every word of the index, with the number of records that have it in one of the columns searched.
_COUNTED: Final = """
CREATE VIRTUAL TABLE temp.counted USING fts5vocab(main, record, col);
INSERT INTO word SELECT term, MAX(doc) FROM counted WHERE col <> 'kind' GROUP BY term;
"""
RESOLVER: Final = re.compile(
    r"^(?:https?://(?:dx\.)?doi\.org/|https?://pubmed\.ncbi\.nlm\.nih\.gov/|(?:doi|pmid)[: ])"
)
BRACKETS: Final = str.maketrans("[]", "()")


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
            self.identifiers |= {normal(text), normal(local_part(text))}
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
    with new_file(path, WHAT, SCHEMA) as database:
        database.executemany("INSERT INTO record VALUES (?, ?, ?, ?, ?)", _records(entries))
        database.executemany("INSERT INTO identifier VALUES (?, ?, ?, ?)", _known(entries))
        database.executemany("INSERT INTO spelling VALUES (?, ?, ?)", _spellings(entries))
        database.execute("INSERT INTO record(record) VALUES ('optimize')")
        count_words(database)


def count_words(database: sqlite3.Connection) -> None:
    """Keep how many records have each word, so that a search need not count them."""
    for statement in _COUNTED.strip().splitlines():
        database.execute(statement)


def _entries(endpoint: Endpoint) -> dict[str, _Entry]:
    entries: dict[str, _Entry] = {}
    for row in endpoint.select(question("searchable").bind({})):
        iri, label, kind = (plain(row[name]) for name in ("thing", "label", "kind"))
        if iri not in entries:
            entries[iri] = _Entry(label, kind, identifiers={normal(iri), normal(local_part(iri))})
        entries[iri].add(plain(row["field"]), plain(row["text"]))
    for row in endpoint.select(question("searchable-parts").bind({})):
        entries[plain(row["thing"])].add(plain(row["field"]), plain(row["text"]))
    return entries


def _records(entries: dict[str, _Entry]) -> Iterator[tuple[str, ...]]:
    """Yield rows of the text index by label, without brackets, which mark matches in excerpts."""
    for iri, entry in sorted(entries.items(), key=lambda item: (item[1].label, item[0])):
        texts = (entry.label, " · ".join(entry.names), " · ".join(entry.body))
        yield (*(text.translate(BRACKETS) for text in texts), iri, entry.kind)


def _known(entries: dict[str, _Entry]) -> Iterator[tuple[str, ...]]:
    for iri, entry in entries.items():
        for value in sorted(entry.identifiers):
            yield value, iri, entry.label, entry.kind


def _spellings(entries: dict[str, _Entry]) -> Iterator[tuple[str, ...]]:
    for iri, entry in entries.items():
        yield f"{local_part(iri)} {entry.label}".lower(), iri, entry.label


def normal(name: str) -> str:
    """Return a name or identifier without resolver, case and punctuation: ``IL-1`` is ``il1``."""
    return re.sub(r"[\W_]+", "", RESOLVER.sub("", name.strip().lower()))
