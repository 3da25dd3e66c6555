"""Write and read where hypotheses were tested: in whom and with what, today or as of a year.

Counting follows the named question ``refuted-for-whom``, and a test holds the two together.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from graph.catalogue.rows import iri, number, text
from graph.listing.spans import Changes, Span, changes, count_at, counts_now
from graph.namespaces import local_part
from graph.reader import Reader
from graph.records import Ref, Scope
from graph.sqlite import Ask

SCHEMA: Final = """
CREATE TABLE tested (
  hypothesis TEXT, place INTEGER, facet TEXT, value TEXT, label TEXT, now TEXT, years TEXT
);
CREATE UNIQUE INDEX tested_place ON tested (hypothesis, place);
"""
#: How many scopes of one facet a page tells.
MOST: Final = 50
#: The facet whose scopes are the hypothesis itself and all narrower ones.
_ITSELF: Final = "hypothesis"

#: What is counted in each scope: samples by stance, then whether a review speaks of it, and
#: whether anything does.
_STANCES: Final = ("Supports", "Refutes", "Inconclusive", "LeavesOpen")
_REVIEWED, _ANYTHING = range(len(_STANCES), len(_STANCES) + 2)

_DIRECT: Final = """
SELECT study.iri, people, said.iri, review, year, retracted, retracted_in
FROM weighing JOIN term study ON study.number = weighing.study
  JOIN term said ON said.number = weighing.stance
WHERE hypothesis = ? AND NOT indirect
"""
_TESTED: Final = """
SELECT facet, value, label, {} FROM tested WHERE hypothesis = :hypothesis ORDER BY place
"""

#: A value that studies have: the place of its facet among the others, facet, value and label.
_Value = tuple[int, str, str, str]


class Writer:
    """Writes where each hypothesis was tested, once all evidence is in the file.

    Args:
        database: a file with :data:`SCHEMA`, and the evidence in it.
        reader: asks the graph in whom and with what each study was done.
        hypotheses: every hypothesis.
    """

    def __init__(
        self, database: sqlite3.Connection, reader: Reader, hypotheses: Iterable[Ref]
    ) -> None:
        self.database = database
        self.named = {ref.iri: ref.label for ref in hypotheses}
        above: dict[str, set[str]] = {}
        for row in reader.ask("listed-broader"):
            above.setdefault(iri(row, "hypothesis"), set()).add(iri(row, "broader"))
        self.within: dict[str, list[str]] = {}
        for narrow in self.named:
            for broad in _closure(narrow, above):
                self.within.setdefault(broad, []).append(narrow)
        self.values: dict[str, list[_Value]] = {}
        for row in reader.ask("listed-scopes"):
            place, facet = number(row, "place") or 0, iri(row, "facet")
            value = (place, facet, text(row, "value") or "", iri(row, "valueLabel"))
            self.values.setdefault(iri(row, "study"), []).append(value)

    def write(self, hypothesis: str) -> None:
        """Write where one hypothesis was tested, it and all narrower ones."""
        found: dict[_Value, list[dict[object, list[Span]]]] = {}
        for narrow in self.within[hypothesis]:
            itself = (-1, _ITSELF, narrow, self.named[narrow])
            found[itself] = _nothing()
            for study, told in self._direct(narrow):
                for value in (itself, *self.values.get(study, ())):
                    _count(found.setdefault(value, _nothing()), *told)
        ordered = sorted(found, key=lambda value: (value[0], value[3], value[2]))
        self.database.executemany(
            "INSERT INTO tested VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (hypothesis, place, *value[1:], *_written(found[value]))
                for place, value in enumerate(ordered)
            ),
        )

    def _direct(self, narrow: str) -> Iterator[tuple[str, tuple[int, str, bool, Span]]]:
        """Yield the direct evidence on one hypothesis that ever counts, with its study."""
        for study, people, stance, review, year, gone, until in self.database.execute(
            _DIRECT, (narrow,)
        ):
            if not gone or until is not None:
                yield (
                    study,
                    (people, local_part(stance), bool(review), (year, until if gone else None)),
                )


def scopes(ask: Ask, hypothesis: str, as_of: str = "") -> tuple[Scope, ...]:
    """Return where a hypothesis was tested and what came out there, at the end of a year.

    Args:
        ask: answers a statement over the lists.
        hypothesis: its IRI.
        as_of: the year; today without one.
    """
    facets: dict[str, list[tuple[str, str, list[int]]]] = {}
    statement = _TESTED.format("years" if as_of else "now")
    for facet, value, label, told in ask(statement, {"hypothesis": hypothesis}):
        kept = json.loads(told)
        counts = [count_at(one, int(as_of)) for one in kept] if as_of else kept
        if facet == _ITSELF or counts[_ANYTHING]:
            facets.setdefault(facet, []).append((value, label, counts))
    return tuple(
        _scope(facet, *row, len(rows)) for facet, rows in facets.items() for row in rows[:MOST]
    )


def _closure(narrow: str, above: Mapping[str, set[str]]) -> set[str]:
    """Return a hypothesis and everything that it stands under."""
    found, waiting = {narrow}, [narrow]
    while waiting:
        fresh = above.get(waiting.pop(), set()) - found
        found |= fresh
        waiting += fresh
    return found


def _nothing() -> list[dict[object, list[Span]]]:
    return [{} for _ in range(_ANYTHING + 1)]


def _count(
    found: Sequence[dict[object, list[Span]]], people: int, stance: str, review: bool, span: Span
) -> None:
    """Add one piece of evidence to what is counted in a scope."""
    if not review and stance in _STANCES:
        found[_STANCES.index(stance)].setdefault(people, []).append(span)
    if review and stance != "LeavesOpen":
        found[_REVIEWED].setdefault(None, []).append(span)
    found[_ANYTHING].setdefault(None, []).append(span)


def _written(found: Iterable[Mapping[object, list[Span]]]) -> tuple[str, str]:
    """Return how many samples count now, and how that came to be, as text."""
    now: list[int] = []
    years: list[Changes] = []
    for samples in found:
        now.append(sum(map(counts_now, samples.values())))
        years.append(changes(samples.values()))
    return json.dumps(now), json.dumps(years, separators=(",", ":"))


def _scope(facet: str, value: str, label: str, counts: Sequence[int], total: int) -> Scope:
    supports, refutes, inconclusive, leaves_open = counts[: len(_STANCES)]
    return Scope(
        facet=facet,
        value=Ref(value, label),
        supports=supports,
        refutes=refutes,
        inconclusive=inconclusive,
        leaves_open=leaves_open,
        standing=_standing(supports, refutes, inconclusive, counts[_REVIEWED]),
        total=total,
    )


def _standing(supports: int, refutes: int, inconclusive: int, reviews: int) -> str:
    """Return what counts come to in words, as the named question says it."""
    if supports:
        return "supported and refuted" if refutes else "supported only"
    if refutes:
        return "refuted only"
    if inconclusive:
        return "neither supported nor refuted"
    return "only reviewed" if reviews else "untested"
