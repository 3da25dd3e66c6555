"""Gap maps, ready to draw: of everything and within each hypothesis, most studied rows first."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Final

from graph.listing.encoding import WHAT
from graph.listing.gap_cells import COLUMNS, ROWS, Cell, Facts, at, first_year, last_year, told
from graph.reader import Reader
from graph.records import Gap, Ref
from graph.sqlite import rows

GAPS_SCHEMA: Final = """
CREATE TABLE gap_row (
  shape TEXT, topic TEXT, place INTEGER, iri TEXT NOT NULL, label TEXT NOT NULL,
  now INTEGER NOT NULL, since INTEGER, until INTEGER, cells TEXT NOT NULL
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
SELECT iri, label FROM gap_column WHERE shape = :shape AND topic = :topic ORDER BY place
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
            database.executemany(
                "INSERT INTO gap_row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                ((shape, topic, *line) for line in _lines(cells)),
            )
            database.executemany(
                "INSERT INTO gap_column VALUES (?, ?, ?, ?, ?)",
                (
                    (shape, topic, place, column.iri, column.label)
                    for place, column in enumerate(_by_studies(cells))
                ),
            )
    database.executemany(
        "INSERT INTO gap_topic VALUES (?, ?, ?, ?)",
        ((topic.iri, topic.label, top, sizes[topic.iri]) for topic, top in facts.topics()),
    )


def _lines(
    cells: dict[Ref, dict[Ref, Cell]],
) -> Iterator[tuple[int, str, str, bool, int | None, int | None, str]]:
    """Yield the rows of a map, the most studied first."""
    studies = {row: sum(cell.studies() for cell in found.values()) for row, found in cells.items()}
    ordered = sorted(cells, key=lambda row: (-studies[row], row.label, row.iri))
    for place, row in enumerate(ordered):
        spans = [span for cell in cells[row].values() for span in cell.spans()]
        now = any(until is None for _, until in spans)
        line = told(cells[row])
        yield place, row.iri, row.label, now, first_year(spans), last_year(spans), line


def _by_studies(cells: dict[Ref, dict[Ref, Cell]]) -> list[Ref]:
    """Return the columns of a map, the most studied first."""
    studies: Counter[Ref] = Counter()
    for found in cells.values():
        for column, cell in found.items():
            studies[column] += cell.studies()
    return sorted(studies, key=lambda column: (-studies[column], column.label, column.iri))


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
        asked = {"shape": f"{kind} {columns}", "topic": topic, "year": year, "most": most[0]}
        known = _KNOWN if year is None else _KNOWN_THEN
        [[total]] = rows(self.path, WHAT, f"SELECT COUNT(*) {known}", asked)
        named = {iri: Ref(iri, label) for iri, label in rows(self.path, WHAT, _COLUMNS, asked)}
        shown = set(list(named)[: most[1]])
        statement = f"SELECT iri, label, cells {known} ORDER BY place LIMIT :most"
        cells = []
        for iri, label, line in rows(self.path, WHAT, statement, asked):
            for column, cell in json.loads(line).items():
                studies, questions = at(cell, year)
                if column in shown and (studies or questions):
                    cells.append(Gap(Ref(iri, label), named[column], studies, questions))
        return GapTable(tuple(cells), total, len(named))

    def topics(self, chosen: str) -> tuple[Ref, ...]:
        """Return the hypotheses under no other that reach furthest, and the chosen one."""
        found = rows(self.path, WHAT, _TOPICS, {"chosen": chosen, "most": OFFERED})
        return tuple(Ref(iri, label) for iri, label in found)
