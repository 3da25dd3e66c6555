"""What stands in each cell of a gap map, and from which year: counted once, by the build.

A study counts from its first publication until its retraction, so a cell has, for each stance, how
many independent studies it has now and the years in which that number was another one.
"""

import json
from collections.abc import Iterable, Iterator
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

    def told(self) -> list[Any]:
        """Return the cell as values for JSON; see :func:`at`."""
        stances = {
            stance: [sum(map(counts_now, found.values())), changes(found.values())]
            for stance, found in sorted(self.samples.items())
        }
        asked = [
            [question.iri, question.label, counts_now(spans), first_year(spans)]
            for question, spans in sorted(
                self.questions.items(), key=lambda item: (item[0].label, item[0].iri)
            )
        ]
        return [stances, asked]


def at(told: list[Any], year: int | None) -> tuple[dict[str, int], tuple[Ref, ...]]:
    """Return the studies by stance and the questions of a cell at the end of a year, or now."""
    stances, asked = told
    counts = {
        stance: now if year is None else count_at(kept, year)
        for stance, (now, kept) in stances.items()
    }
    questions = tuple(
        Ref(address, label)
        for address, label, now, since in asked
        if (now if year is None else since is not None and since <= year)
    )
    return {stance: count for stance, count in counts.items() if count}, questions


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


def told(cells: dict[Ref, Cell]) -> str:
    """Return a row of cells as text, by the IRI of the column."""
    ordered = sorted(cells.items(), key=lambda item: item[0].iri)
    found = {column.iri: cell.told() for column, cell in ordered}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))
