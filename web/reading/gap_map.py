"""The gap map as a table: every row with every column, what is known there and what is asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from graph.namespaces import EQ
from graph.records import Gap, Ref
from web.reading.balance import STANCES, Stance

_LEAVES_OPEN: Final = f"{EQ}LeavesOpen"
_NOT_SPECIFIED: Final = f"{EQ}NotSpecified"


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


_EMPTY: Final = Cell((), ())


def gap_map(gaps: Iterable[Gap]) -> GapMap:
    """Lay out what is known as a table; the column of what nobody has said comes first."""
    named: dict[str, Ref] = {}
    heads: dict[str, Ref] = {}
    known: dict[str, dict[str, Cell]] = {}
    for gap in gaps:
        named[gap.row.iri], heads[gap.column.iri] = gap.row, gap.column
        known.setdefault(gap.row.iri, {})[gap.column.iri] = _cell(gap)
    columns = tuple(sorted(heads.values(), key=_place))
    rows = tuple(
        GapRow(row, tuple([known[row.iri].get(column.iri, _EMPTY) for column in columns]))
        for row in sorted(named.values(), key=_place)
    )
    return GapMap(columns, rows, sum(not cell.counts for row in rows for cell in row.cells))


def _place(ref: Ref) -> tuple[bool, str, str]:
    return ref.iri != _NOT_SPECIFIED, ref.label.lower(), ref.iri


def _cell(gap: Gap) -> Cell:
    counts = [(named, gap.studies[iri]) for iri, named in STANCES.items() if iri in gap.studies]
    return Cell(tuple(counts), gap.questions if gap.studies.keys() <= {_LEAVES_OPEN} else ())
