"""Studies side by side: a row for each feature, a column for each study, and where they differ."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graph.namespaces import EQ
from graph.records import ComparedStudy, Ref
from web.reading.balance import STANCES
from web.reading.features import NEVER_ALIKE, NOT_APPLICABLE, SECTIONS, Cell, Item, Look

#: How many studies stand side by side at most.
MOST: Final = 6

_SHORT: Final = re.compile(r"\(([^()]*\d{4}[^()]*)\)$")
_INDIRECT: Final = f"{EQ}Indirect"


@dataclass(frozen=True)
class Row:
    """One feature of every study.

    Attributes:
        label: the feature in words.
        iri: what its name links to, if anything.
        mark: ``differs``, ``alike``, ``in part`` (alike as far as it is reported), ``opposite``
            (one supports what another refutes), or empty where the two are never alike.
    """

    label: str
    cells: tuple[Cell, ...]
    mark: str
    iri: str = ""


@dataclass(frozen=True)
class Section:
    """Rows that belong together, and the features that none of the studies reports."""

    heading: str
    rows: tuple[Row, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Studies side by side.

    Attributes:
        studies: the columns.
        alone: how many hypotheses only one of the studies was weighed against.
        hidden: how many rows are left out because the studies are alike in them.
    """

    studies: tuple["Column", ...]
    sections: tuple[Section, ...]
    alone: int
    hidden: int

    def lines(self) -> Iterator[list[str]]:
        """Yield the table as text, its head first."""
        yield ["section", "feature", "compared", *(column.ref.label for column in self.studies)]
        for section in self.sections:
            for row in section.rows:
                yield [section.heading, row.label, row.mark, *(cell.words for cell in row.cells)]


@dataclass(frozen=True)
class Column:
    """One study: its name, what it is called in short, and whether it was retracted."""

    ref: Ref
    short: str
    retracted: bool


def short(label: str) -> str:
    """Return what a study is called in short: ``Roerink 2017``, or its whole label."""
    match = _SHORT.search(label)
    return match[1] if match else label


def comparison(studies: Sequence[ComparedStudy], only_differences: bool = False) -> Comparison:
    """Arrange studies side by side; *only_differences* leaves out the rows that are alike."""
    shared, alone = _hypotheses(studies)
    sections = [_section("How it was weighed", [_stances(studies, ref) for ref in shared])]
    for heading, looks in SECTIONS:
        sections.append(_section(heading, [_row(label, look, studies) for label, look in looks]))
    total = sum(len(section.rows) for section in sections)
    if only_differences:
        sections = [_differing(section) for section in sections]
    kept = tuple(section for section in sections if section.rows or section.silent)
    return Comparison(
        studies=tuple(
            Column(study.ref, short(study.ref.label), "retracted" in study.features)
            for study in studies
        ),
        sections=kept,
        alone=alone,
        hidden=total - sum(len(section.rows) for section in kept),
    )


def _section(heading: str, rows: Iterable[Row]) -> Section:
    listed = tuple(rows)
    told = tuple(row for row in listed if any(cell.items for cell in row.cells))
    return Section(heading, told, tuple(row.label for row in listed if row not in told))


def _differing(section: Section) -> Section:
    return Section(section.heading, tuple(row for row in section.rows if row.mark != "alike"), ())


def _row(label: str, look: Look, studies: Sequence[ComparedStudy]) -> Row:
    cells = tuple(look(study) for study in studies)
    return Row(label, cells, "" if label in NEVER_ALIKE else _mark(cells))


def _mark(cells: Sequence[Cell]) -> str:
    """Tell whether the cells are alike; what is not reported is not known to differ."""
    known = [cell for cell in cells if cell.items or cell.missing == NOT_APPLICABLE]
    if len({_said(cell) for cell in known}) > 1:
        return "differs"
    return "alike" if len(known) == len(cells) else "in part"


def _said(cell: Cell) -> frozenset[str]:
    return frozenset(item.words.lower() for item in cell.items)


def _hypotheses(studies: Sequence[ComparedStudy]) -> tuple[tuple[Ref, ...], int]:
    """Return the hypotheses that at least two of the studies bear on, and how many others."""
    bearing = Counter(
        ref
        for study in studies
        for ref in {
            feature.value
            for feature in study.features.get("weighed", ())
            if isinstance(feature.value, Ref)
        }
    )
    shared = sorted((ref for ref, found in bearing.items() if found > 1), key=lambda ref: ref.label)
    return tuple(shared), len(bearing) - len(shared)


def _stances(studies: Sequence[ComparedStudy], hypothesis: Ref) -> Row:
    cells = tuple(_stance(study, hypothesis) for study in studies)
    taken = {item.stance.key for cell in cells for item in cell.items if item.stance}
    mark = "opposite" if {"supports", "refutes"} <= taken else _mark(cells)
    return Row(hypothesis.label, cells, mark, hypothesis.iri)


def _stance(study: ComparedStudy, hypothesis: Ref) -> Cell:
    found: dict[Item, None] = {}
    for feature in study.features.get("weighed", ()):
        if feature.value == hypothesis and feature.detail:
            taken = STANCES[feature.detail.iri]
            basis = feature.basis.label if feature.basis else ""
            indirect = feature.basis is not None and feature.basis.iri == _INDIRECT
            found[Item(taken.word, "", basis, taken, indirect)] = None
    order = list(STANCES.values())
    items = sorted(
        found, key=lambda item: (order.index(item.stance) if item.stance else 9, item.indirect)
    )
    return Cell(tuple(items), "" if items else "not weighed")
