"""The page about a question: as it stands today, or as it stood at the end of a year."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from flask import request

from graph.listing import standing
from graph.records import (
    Attempt,
    Duplicate,
    Listing,
    Question,
    Standing,
    Step,
    StudySummary,
)
from web.contexts import QuestionContext
from web.linked import structured_data
from web.pages.hypotheses import settling_study
from web.pages.parts import panel_questions, trail
from web.pages.plots import ALL
from web.reading import narrowing
from web.rendering import citation, frame
from web.site import site

#: How many attempts the page shows; their table has all of them.
MOST: Final = 50
#: The panels whose questions know years.
_DATED: Final = ("steps", "addressed")


def question(iri: str) -> QuestionContext:
    """Show an open question; with ``as_of`` in the address, as it stood at the end of that year."""
    now = _today(iri)
    year = narrowing.read(request.args, ()).as_of
    return _then(now, iri, year) if year else now


def _today(iri: str) -> QuestionContext:
    catalogue, lists = site().service.catalogue, site().service.lists
    record = catalogue.question(iri)
    ref = record.summary.ref
    steps: tuple[Step, ...] = lists.records.panel("question", "steps", iri, MOST).records
    near: tuple[Duplicate, ...] = lists.records.panel("question", "near", iri, ALL).records
    attempts: Listing[Attempt] = lists.records.panel("question", "attempts", iri, MOST)
    return QuestionContext(
        page=frame(
            ref.label,
            f"{record.summary.status.label}: {ref.label}",
            "questions",
            trail=trail("question"),
            iri=iri,
            json_ld=structured_data.question(record),
        ),
        asked=panel_questions("question", iri),
        cite=citation(ref.label, iri),
        question=record,
        steps=steps,
        attempts=attempts,
        dependences=catalogue.dependences(iri),
        designs=tuple((item.ref, settling_study(item.ref.iri)) for item in record.hypotheses),
        near=near,
        years=_years(steps, attempts.records, iri),
        today=_here(iri),
    )


def _then(now: QuestionContext, iri: str, year: str) -> QuestionContext:
    stood = standing(site().service.lists.records, iri, year, MOST)
    words = stood.status.label if stood.status else "not raised yet"
    label = now.question.summary.ref.label
    return replace(
        now,
        page=replace(
            now.page,
            title=f"{label} (at the end of {year})",
            description=f"At the end of {year} {words}: {label}",
        ),
        asked=panel_questions("question", iri, {name: {"as_of": year} for name in _DATED}),
        question=_as_it_stood(now.question, stood, year),
        steps=stood.steps,
        attempts=stood.attempts,
        as_of=year,
        raised=stood.status is not None,
    )


def _as_it_stood(record: Question, stood: Standing, year: str) -> Question:
    """Return a question with its status and its studies of a year; all else is as of today."""
    raised, left_open = (_by(year, found) for found in (record.raised_by, record.left_open_by))
    status = stood.status or record.summary.status
    known = {"reports": (record.raised_by, raised), "leaves": (record.left_open_by, left_open)}
    return replace(
        record,
        summary=replace(record.summary, status=status, since=stood.since),
        status_meaning=record.status_meaning if stood.status == record.summary.status else None,
        raised_by=raised,
        left_open_by=left_open,
        totals={
            **record.totals,
            **{name: len(kept) for name, (found, kept) in known.items() if found != kept},
        },
    )


def _by(year: str, studies: Iterable[StudySummary]) -> tuple[StudySummary, ...]:
    """Return the studies published by the end of a year; the others have no year or a later one."""
    return tuple(study for study in studies if study.year is not None and study.year <= year)


def _years(
    steps: Iterable[Step], attempts: Iterable[Attempt], iri: str
) -> tuple[tuple[str, str], ...]:
    """Return each year in which something changed, and the path of the page as of its end."""
    found = {step.year for step in steps}
    found |= {year for item in attempts for year in (item.since, item.until)}
    return tuple((year, _here(iri, year)) for year in sorted(filter(None, found)))


def _here(iri: str, year: str = "") -> str:
    urls = site().urls
    return urls.path(f"question/{urls.slug(iri)}", {"as_of": year})
