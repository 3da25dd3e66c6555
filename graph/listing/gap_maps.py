"""Gap maps, ready to draw: of everything and within each hypothesis, most studied rows first."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Final

from graph.listing.encoding import WHAT
from graph.listing.gap_cells import COLUMNS, ROWS, Cell, Facts, first_year, last_year, read, told
from graph.reader import Reader
from graph.records import Gap, Ref
from graph.sqlite import rows

GAPS_SCHEMA: Final = """
CREATE TABLE gap_row (
  shape TEXT, topic TEXT, place INTEGER, iri TEXT NOT NULL, label TEXT NOT NULL,
  now INTEGER NOT NULL, since INTEGER, until INTEGER, cells TEXT NOT NULL,
  years TEXT NOT NULL
);
CREATE UNIQUE INDEX gap_row_place ON gap_row (shape, topic, place);
CREATE INDEX gap_row_known ON gap_row (shape, topic, now, since, until);
CREATE TABLE gap_column (
  shape TEXT, topic TEXT, place INTEGER, iri TEXT NOT NULL, label TEXT NOT NULL,
  PRIMARY KEY (shape, topic, place)
) WITHOUT ROWID;
CREATE TABLE gap_topic (
  iri TEXT PRIMARY KEY, label TEXT NOT NULL, top INTEGER NOT NULL, rows INTEGER NOT NULL
) WITHOUT ROWID;
"""

_KNOWN: Final = """
FROM gap_row WHERE shape = :shape AND topic = :topic AND now
"""
_KNOWN_THEN: Final = """
FROM gap_row WHERE shape = :shape AND topic = :topic AND since <= :year
  AND (until IS NULL OR :year < until)
"""
_COLUMNS: Final = """
SELECT iri, label FROM gap_column WHERE shape = :shape AND topic = :topic
ORDER BY place LIMIT :columns
"""
_ALL_COLUMNS: Final = """
SELECT COUNT(*) FROM gap_column WHERE shape = :shape AND topic = :topic
"""
_TOPICS: Final = """
SELECT iri, label FROM gap_topic WHERE top OR iri = :chosen
ORDER BY iri <> :chosen, rows DESC, label, iri LIMIT :most
"""

#: How many hypotheses a page offers to draw the map within.
OFFERED: Final = 200


def write_gap_maps(database: sqlite3.Connection, reader: Reader) -> None:
    """Write every map: each kind of row with each kind of column, within each hypothesis."""
    facts = Facts(reader)
    sizes: Counter[str] = Counter()
    for kind, columns in product(ROWS, COLUMNS):
        shape = f"{kind} {columns}"
        for topic, cells in facts.cells(kind, columns).items():
            sizes[topic] = max(sizes[topic], len(cells))
            places = _by_studies(cells)
            database.executemany(
                "INSERT INTO gap_row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                ((shape, topic, *line) for line in _lines(cells, places)),
            )
            database.executemany(
                "INSERT INTO gap_column VALUES (?, ?, ?, ?, ?)",
                (
                    (shape, topic, place, column.iri, column.label)
                    for column, place in places.items()
                ),
            )
    database.executemany(
        "INSERT INTO gap_topic VALUES (?, ?, ?, ?)",
        ((topic.iri, topic.label, top, sizes[topic.iri]) for topic, top in facts.topics()),
    )


def _lines(
    cells: dict[Ref, dict[Ref, Cell]], places: Mapping[Ref, int]
) -> Iterator[tuple[int, str, str, bool, int | None, int | None, str, str]]:
    """Yield the rows of a map, the most studied first."""
    studies = {row: sum(cell.studies() for cell in found.values()) for row, found in cells.items()}
    ordered = sorted(cells, key=lambda row: (-studies[row], row.label, row.iri))
    for place, row in enumerate(ordered):
        spans = [span for cell in cells[row].values() for span in cell.spans()]
        now = any(until is None for _, until in spans)
        known = (now, first_year(spans), last_year(spans))
        yield place, row.iri, row.label, *known, *told(cells[row], places)


def _by_studies(cells: dict[Ref, dict[Ref, Cell]]) -> dict[Ref, int]:
    """Return the place of each column of a map, the most studied first."""
    studies: Counter[Ref] = Counter()
    for found in cells.values():
        for column, cell in found.items():
            studies[column] += cell.studies()
    ordered = sorted(studies, key=lambda column: (-studies[column], column.label, column.iri))
    return {column: place for place, column in enumerate(ordered)}


@dataclass(frozen=True)
class GapTable:
    """A part of a gap map.

    Attributes:
        cells: those that are not empty, of the most studied rows and columns.
        rows, columns: how many there are in all, shown or not.
    """

    cells: tuple[Gap, ...]
    rows: int
    columns: int


@dataclass(frozen=True)
class GapMaps:
    """The gap maps of one graph, read only."""

    path: Path

    def draw(
        self, kind: str, columns: str, topic: str, as_of: str, most: tuple[int, int]
    ) -> GapTable:
        """Return the most studied rows and columns of a map, and how many there are.

        Args:
            kind: what the rows are, one of :data:`ROWS`.
            columns: what the columns are, one of :data:`COLUMNS`.
            topic: IRI of a hypothesis: only what bears on it and on narrower ones; or empty.
            as_of: as it was at the end of this year, or empty.
            most: how many rows, and how many columns, at most.
        """
        year = int(as_of) if as_of else None
        asked = {"shape": f"{kind} {columns}", "topic": topic, "year": year}
        asked |= {"most": most[0], "columns": most[1]}
        known, cells = (_KNOWN, "cells") if year is None else (_KNOWN_THEN, "years")
        [[of_rows]] = rows(self.path, WHAT, f"SELECT COUNT(*) {known}", asked)
        [[of_columns]] = rows(self.path, WHAT, _ALL_COLUMNS, asked)
        shown = [Ref(*column) for column in rows(self.path, WHAT, _COLUMNS, asked)]
        statement = f"SELECT iri, label, {cells} {known} ORDER BY place LIMIT :most"
        found = [
            Gap(Ref(iri, label), shown[place], studies, questions)
            for iri, label, line in rows(self.path, WHAT, statement, asked)
            for place, studies, questions in read(line, most[1], year)
        ]
        return GapTable(tuple(found), of_rows, of_columns)

    def topics(self, chosen: str) -> tuple[Ref, ...]:
        """Return the hypotheses under no other that reach furthest, and the chosen one."""
        found = rows(self.path, WHAT, _TOPICS, {"chosen": chosen, "most": OFFERED})
        return tuple(Ref(iri, label) for iri, label in found)
