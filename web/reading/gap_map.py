"""The gap map as a table: every row with every column, what is known there and what is asked."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.namespaces import EQ
from graph.records import Gap, Ref
from web.reading.balance import STANCES, Stance

_NOT_SPECIFIED = f"{EQ}NotSpecified"


@dataclass(frozen=True)
class Cell:
    """What is known of one row and one column.

    Attributes:
        counts: the stances that a study takes there, with the number of independent studies.
        questions: who asks about it, if studies there only left it open, or there is none.
    """

    counts: tuple[tuple[Stance, int], ...]
    questions: tuple[Ref, ...]


@dataclass(frozen=True)
class GapRow:
    """One target or intervention, with a cell for each column."""

    row: Ref
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class GapMap:
    """The columns and the rows of a gap map; *empty* counts the cells without a study."""

    columns: tuple[Ref, ...]
    rows: tuple[GapRow, ...]
    empty: int


def gap_map(gaps: Iterable[Gap]) -> GapMap:
    """Lay out what is known as a table; the column of what nobody has said comes first."""
    listed = tuple(gaps)
    known = {(gap.row.iri, gap.column.iri): gap for gap in listed}
    columns = sorted({gap.column for gap in listed}, key=_place)
    rows = tuple(
        GapRow(row, tuple(_cell(known.get((row.iri, column.iri))) for column in columns))
        for row in sorted({gap.row for gap in listed}, key=_place)
    )
    empty = sum(not cell.counts for row in rows for cell in row.cells)
    return GapMap(tuple(columns), rows, empty)


def _place(ref: Ref) -> tuple[bool, str, str]:
    return ref.iri != _NOT_SPECIFIED, ref.label.lower(), ref.iri


def _cell(gap: Gap | None) -> Cell:
    if gap is None:
        return Cell((), ())
    counts = tuple(
        (named, gap.studies[iri]) for iri, named in STANCES.items() if iri in gap.studies
    )
    tested = any(stance.key != "leaves-open" for stance, _ in counts)
    return Cell(counts, () if tested else gap.questions)
