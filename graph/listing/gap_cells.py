"""What stands in each cell of a gap map, and from which year: counted once, by the build.

A study counts from its first publication until its retraction, so a cell has, for each stance, how
many independent studies it has now and the years in which that number was another one.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from graph.catalogue.rows import iri, ref, text
from graph.endpoint import Row
from graph.listing.spans import Span, changes, count_at, counts_now
from graph.reader import Reader
from graph.records import Ref

#: What the rows and the columns of a gap map can be.
ROWS: Final = ("target", "intervention")
COLUMNS: Final = ("compartment", "case-definition", "instrument")


@dataclass
class Cell:
    """One cell: when each sample counts by stance, and since when each question is asked."""

    samples: dict[str, dict[str, list[Span]]] = field(default_factory=dict)
    questions: dict[Ref, list[Span]] = field(default_factory=dict)

    def spans(self) -> Iterator[Span]:
        """Yield when anything in it counts."""
        for found in self.samples.values():
            for spans in found.values():
                yield from spans
        for spans in self.questions.values():
            yield from spans

    def studies(self) -> int:
        """Return how many studies count now, once for each stance."""
        return sum(counts_now(spans) for found in self.samples.values() for spans in found.values())

    def told(self) -> tuple[list[Any], list[Any]]:
        """Return as values for JSON what counts now, and in which years; see :func:`at`."""
        stances = sorted(self.samples.items())
        counts = {stance: sum(map(counts_now, found.values())) for stance, found in stances}
        asked = sorted(self.questions.items(), key=lambda item: (item[0].label, item[0].iri))
        now = [
            {stance: count for stance, count in counts.items() if count},
            [[question.iri, question.label] for question, spans in asked if counts_now(spans)],
        ]
        years = [
            {stance: changes(found.values()) for stance, found in stances},
            [[question.iri, question.label, first_year(spans)] for question, spans in asked],
        ]
        return now, years


def at(told: list[Any], year: int | None) -> tuple[dict[str, int], tuple[Ref, ...]]:
    """Return the studies by stance and the questions of a cell at the end of a year, or now."""
    stances, asked = told
    if year is None:
        return stances, tuple(Ref(address, label) for address, label in asked)
    counts = {stance: count_at(kept, year) for stance, kept in stances.items()}
    return {stance: count for stance, count in counts.items() if count}, tuple(
        Ref(address, label) for address, label, since in asked if since and since <= year
    )


def first_year(spans: Iterable[Span]) -> int | None:
    """Return the first year that any of some spans begins in."""
    return min((since for since, _ in spans if since is not None), default=None)


def last_year(spans: Iterable[Span]) -> int | None:
    """Return the year in which the last one of some spans ends; None if one of them lasts."""
    ends = [until for since, until in spans if since is not None]
    return None if None in ends else max((end for end in ends if end is not None), default=None)


class Facts:
    """What gap maps count and where it stands, as the graph says it."""

    def __init__(self, reader: Reader) -> None:
        self._found: dict[str, dict[str, list[Ref]]] = {}
        for row in reader.ask("listed-gap-places"):
            value = Ref(iri(row, "value"), text(row, "valueLabel") or "")
            of = self._found.setdefault(iri(row, "relation"), {})
            of.setdefault(iri(row, "thing"), []).append(value)
        self._rows = list(reader.ask("listed-gap-facts"))
        [[self.unsaid]] = self._of("unsaid").values() or [[Ref("", "")]]

    def topics(self) -> tuple[tuple[Ref, bool], ...]:
        """Return every hypothesis, and whether it stands under no other."""
        within = self._of("within")
        named = {value for values in within.values() for value in values}
        return tuple(
            (topic, all(above == topic for above in within.get(topic.iri, ())))
            for topic in sorted(named, key=lambda topic: topic.iri)
        )

    def cells(self, rows: str, columns: str) -> dict[str, dict[Ref, dict[Ref, Cell]]]:
        """Return the cells by topic (empty: everything), row and column."""
        found: dict[str, dict[Ref, dict[Ref, Cell]]] = {}
        for fact in self._rows:
            spans = self._spans(fact)
            if spans is None:
                continue
            claim = iri(fact, "hypothesis")
            topics = ["", *(topic.iri for topic in self._of("within").get(claim, ()))]
            for topic in topics:
                of_topic = found.setdefault(topic, {})
                for row in self._of(rows).get(claim, ()):
                    of_row = of_topic.setdefault(row, {})
                    for column in self._columns(fact, columns):
                        _add(of_row.setdefault(column, Cell()), fact, spans)
        return found

    def _of(self, relation: str) -> dict[str, list[Ref]]:
        return self._found.get(relation, {})

    def _columns(self, fact: Row, columns: str) -> list[Ref]:
        """Return where a fact stands; a fact that says nothing of it stands in one place."""
        if columns == "compartment":
            thing = iri(fact, "hypothesis")
        elif columns == "instrument":
            thing = text(fact, "finding") or ""
        else:
            thing = iri(fact, "study" if "finding" in fact else "hypothesis")
        return self._of(columns).get(thing) or [self.unsaid]

    def _spans(self, fact: Row) -> Span | None:
        """Return when a fact counts; None if it never does."""
        study = iri(fact, "study")
        since = min((int(year.iri) for year in self._of("published").get(study, ())), default=None)
        if "question" in fact:
            return since, None
        if study in self._of("review"):
            return None
        if study not in self._of("retracted"):
            return since, None
        until = max((int(year.iri) for year in self._of("until").get(study, ())), default=None)
        return None if until is None or since is None else (since, until)


def _add(cell: Cell, fact: Row, span: Span) -> None:
    question = ref(fact, "question")
    if question:
        cell.questions.setdefault(question, []).append(span)
    else:
        samples = cell.samples.setdefault(iri(fact, "stance"), {})
        samples.setdefault(iri(fact, "sample"), []).append(span)


def told(cells: dict[Ref, Cell], places: Mapping[Ref, int]) -> tuple[str, str]:
    """Return a row of cells as text, now and by year: a line for each, by the place of its column.

    A cell that has nothing has no line.
    """
    now, years = [], []
    for place, cell in sorted((places[column], cell) for column, cell in cells.items()):
        known, then = cell.told()
        if any(known):
            now.append(_line([place, *known]))
        years.append(_line([place, *then]))
    return "\n".join(now), "\n".join(years)


def read(
    line: str, most: int, year: int | None
) -> Iterator[tuple[int, dict[str, int], tuple[Ref, ...]]]:
    """Yield the cells of a row that stand in its first columns: place, studies and questions."""
    first = ",".join(line.split("\n", most)[:most])
    for place, *cell in json.loads(f"[{first}]"):
        studies, questions = at(cell, year)
        if place < most and (studies or questions):
            yield place, studies, questions


def _line(values: list[Any]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
