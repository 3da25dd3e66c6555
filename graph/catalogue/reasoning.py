"""What rules and questions say of one hypothesis or one question."""

from collections.abc import Iterable
from typing import Final

from graph.catalogue.gaps import sides
from graph.catalogue.rows import (
    count,
    flag,
    grouped,
    iri,
    number,
    refs,
    sure,
    text,
)
from graph.endpoint import Row
from graph.reader import Reader
from graph.records import (
    Attempt,
    Bearing,
    Dependence,
    Duplicate,
    Need,
    Pair,
    Ref,
    Step,
)

#: How many needs of a detail, and how many studies that moved a question, a page tells.
NEEDS: Final = 12
MOVERS: Final = 12


def dependences(reader: Reader, thing: str) -> tuple[Dependence, ...]:
    """Return without which studies a hypothesis or a question would have another status."""
    return tuple(
        Dependence(refs(rows, "leftOut"), iri(rows[0], "before"), iri(rows[0], "after"))
        for rows in grouped(reader.ask("dependences", thing=thing), "sample").values()
    )


def needs(reader: Reader, hypothesis: str) -> tuple[Need, ...]:
    """Return what a study that settles a hypothesis would need, as far as it is known."""
    asked = reader.ask("hypothesis-settling", hypothesis=hypothesis)
    return tuple(
        Need(
            detail=iri(row, "detail"),
            value=iri(row, "value"),
            thing=Ref(iri(row, "thing"), iri(row, "value")) if "thing" in row else None,
            studies=count(row, "studies"),
            total=len(rows),
        )
        for rows in grouped(asked, "detail").values()
        for row in rows[:NEEDS]
    )


def pairs(reader: Reader, hypothesis: str) -> tuple[Pair, ...]:
    """Return the disagreements on a hypothesis, the most comparable first."""
    return tuple(
        _pair(row) for row in reader.ask("hypothesis-disagreements", hypothesis=hypothesis)
    )


def _pair(row: Row) -> Pair:
    support, opposition = sides(row)
    return Pair(
        support=support,
        opposition=opposition,
        agrees_in=count(row, "agreesIn"),
        compared=count(row, "compared"),
        retracted=flag(row, "retracted"),
    )


def steps(reader: Reader, question: str) -> tuple[Step, ...]:
    """Return how a question moved from status to status, the oldest step first."""
    return _steps(reader.ask("question-status", question=question))


def attempts(reader: Reader, question: str) -> tuple[Attempt, ...]:
    """Return the studies that address a question, and how far each got, the oldest first."""
    return _attempts(reader.ask("question-attempts", question=question))


def _steps(rows: Iterable[Row]) -> tuple[Step, ...]:
    found: dict[tuple[str | None, str], list[Row]] = {}
    for row in rows:
        found.setdefault((text(row, "year"), iri(row, "step")), []).append(row)
    return tuple(_step(year, status, movers) for (year, status), movers in found.items())


def _step(year: str | None, status: str, rows: Iterable[Row]) -> Step:
    movers = refs(rows, "movedBy")
    return Step(year, status, movers[:MOVERS], len(movers))


def _attempts(rows: Iterable[Row]) -> tuple[Attempt, ...]:
    return tuple(_attempt(found) for found in grouped(rows, "study").values())


def _attempt(rows: list[Row]) -> Attempt:
    row = rows[0]
    return Attempt(
        study=sure(row, "study"),
        n=number(row, "n"),
        since=text(row, "from"),
        until=text(row, "until"),
        reached=sure(row, "reached"),
        bearings=tuple(
            Bearing(sure(item, "stance"), sure(item, "hypothesis"), sure(item, "finding"))
            for item in rows
            if "hypothesis" in item
        ),
    )


def duplicates(reader: Reader, question: str) -> tuple[Duplicate, ...]:
    """Return the questions that may be the same as one, the nearest first."""
    return tuple(
        Duplicate(
            question=sure(row, "near"),
            hypotheses=count(row, "sharedHypotheses"),
            things=count(row, "sharedThings"),
            words=count(row, "sharedWords"),
        )
        for row in reader.ask("question-duplicates", question=question)
    )
