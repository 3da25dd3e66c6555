"""Studies side by side: a row for each feature, a column for each study, and where they differ."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graph.records import ComparedStudy, Judgement, Ref
from web.reading.features import NEVER_ALIKE, NOT_APPLICABLE, SECTIONS, Cell, Look
from web.reading.judgements import Offer, bare, judgements, offered, opposed, stances

#: How many studies stand side by side at most.
MOST: Final = 6

_SHORT: Final = re.compile(r"\(([^()]*\d{4}[^()]*)\)$")


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
        offers: the hypotheses that at least one of the studies was weighed against, those that
            most of them share first.
        alone: how many of these only one was weighed against, and which are not shown.
        hidden: how many rows are left out because the studies are alike in them.
    """

    studies: tuple["Column", ...]
    sections: tuple[Section, ...]
    offers: tuple[Offer, ...]
    alone: int
    hidden: int

    def lines(self, transposed: bool = False) -> Iterator[list[str]]:
        """Yield the table as text, its head first; *transposed* with a line for each study."""
        lines = list(self._lines())
        yield from map(list, zip(*lines, strict=True)) if transposed else lines

    def _lines(self) -> Iterator[list[str]]:
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


def comparison(
    studies: Sequence[ComparedStudy],
    only_differences: bool = False,
    hypothesis: Ref | None = None,
    judged: Iterable[Judgement] = (),
) -> Comparison:
    """Arrange studies side by side.

    Args:
        studies: the columns.
        only_differences: leave out the rows that are alike.
        hypothesis: one that is chosen; how each study bears on it stands first, alike or not.
        judged: how they bear on that one.
    """
    offers = offered(studies)
    rest = [offer for offer in offers if offer.hypothesis != hypothesis]
    shared = sorted((one.hypothesis for one in rest if one.studies > 1), key=lambda ref: ref.label)
    sections = [_section("How it was weighed", [_shared(studies, ref) for ref in shared])]
    for heading, looks in SECTIONS:
        sections.append(_section(heading, [_row(label, look, studies) for label, look in looks]))
    total = sum(len(section.rows) for section in sections)
    if only_differences:
        sections = [_differing(section) for section in sections]
    hidden = total - sum(len(section.rows) for section in sections)
    if hypothesis:
        row = _chosen(studies, hypothesis, judged)
        sections.insert(0, Section("On the chosen hypothesis", (row,), ()))
    kept = tuple(section for section in sections if section.rows or section.silent)
    return Comparison(
        studies=tuple(
            Column(study.ref, short(study.ref.label), "retracted" in study.features)
            for study in studies
        ),
        sections=kept,
        offers=offers,
        alone=len(rest) - len(shared),
        hidden=hidden,
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


def _shared(studies: Sequence[ComparedStudy], hypothesis: Ref) -> Row:
    """Return the row of a hypothesis that several studies were weighed against."""
    cells = stances(studies, hypothesis)
    return Row(hypothesis.label, cells, _stance_mark(cells), hypothesis.iri)


def _chosen(studies: Sequence[ComparedStudy], hypothesis: Ref, judged: Iterable[Judgement]) -> Row:
    """Return the row of the hypothesis that is chosen, with the findings that were weighed."""
    cells = judgements(studies, judged)
    mark = _stance_mark(tuple(bare(cell) for cell in cells))
    return Row(hypothesis.label, cells, mark, hypothesis.iri)


def _stance_mark(cells: Sequence[Cell]) -> str:
    return "opposite" if opposed(cells) else _mark(cells)
