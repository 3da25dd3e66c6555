"""The lists: studies with filters, hypotheses as a tree, questions by status, and the rest."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from flask import request

from graph.records import Ref
from web.contexts import (
    Frame,
    HypothesesContext,
    QuestionsContext,
    StudiesContext,
    ThingsContext,
)
from web.linked.page_data import listing
from web.linked.signposting import of_list
from web.panels import LISTS, THINGS
from web.reading.lists import (
    PAGE_SIZE,
    QUESTION_FILTERS,
    STUDY_FILTERS,
    by_status,
    by_year,
    facets,
    narrowed,
    trees,
)
from web.rendering import asked, frame
from web.site import site
from web.urls import PLURALS

#: Lists of plain things: the plural in the path, its heading, and what such a thing is.
HEADINGS: Final = {
    "interventions": (
        "Interventions",
        "Drugs, supplements, programmes and procedures that somebody has given to participants.",
    ),
    "targets": (
        "Targets",
        "Molecules, cells, pathways and processes that a hypothesis or an intervention is about.",
    ),
    "conditions": ("Conditions", "Illnesses that the participants of a study had."),
    "case-definitions": (
        "Case definitions",
        "Published rules for who counts as a case. They differ in whether they require PEM.",
    ),
    "instruments": (
        "Instruments",
        "Questionnaires, scales and tests that outcomes are measured with.",
    ),
    "publications": ("Publications", "Papers, protocols, corrections and retraction notices."),
}


def studies() -> StudiesContext:
    """List studies, newest first, narrowed by the filters in the address."""
    here = site()
    everything = here.service.catalogue.studies()
    chosen = {name: request.args.get(name, "") for name in STUDY_FILTERS}
    matching = narrowed(everything, chosen, STUDY_FILTERS)
    asked_for = request.args.get("page", "1")
    last = max(1, -(-len(matching) // PAGE_SIZE))
    number = min(max(int(asked_for), 1), last) if asked_for.isdecimal() else 1

    def path(other: int) -> str | None:
        if not 1 <= other <= last:
            return None
        return here.urls.listing("study", chosen | {"page": str(other) if other > 1 else ""})

    shown = matching[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return StudiesContext(
        page=_frame(
            "Studies",
            "Every study in the graph, newest first.",
            "studies",
            (study.ref for study in shown),
            len(matching),
        ),
        years=by_year(shown),
        total=len(matching),
        facets=facets(everything, chosen, STUDY_FILTERS),
        first=(number - 1) * PAGE_SIZE + 1,
        last=(number - 1) * PAGE_SIZE + len(shown),
        earlier=path(number - 1),
        later=path(number + 1),
        asked=replace(asked(LISTS["study"], {}), csv=here.urls.path("studies.csv", chosen)),
    )


def hypotheses() -> HypothesesContext:
    """Show hypotheses by tree, each with its evidence balance."""
    listed = site().service.catalogue.hypotheses()
    return HypothesesContext(
        page=_frame(
            "Hypotheses",
            "Every hypothesis in the graph by topic, broad ones first, with the evidence on each.",
            "hypotheses",
            (item.ref for item in listed),
        ),
        trees=trees(listed),
        total=len(listed),
        asked=replace(asked(LISTS["hypothesis"], {}), csv=site().urls.path("hypotheses.csv")),
    )


def questions() -> QuestionsContext:
    """List questions by status, the oldest first, narrowed by the topic in the address."""
    listed = site().service.catalogue.questions()
    chosen = {name: request.args.get(name, "") for name in QUESTION_FILTERS}
    matching = narrowed(listed, chosen, QUESTION_FILTERS)
    return QuestionsContext(
        page=_frame(
            "Questions",
            "What studies asked and could not answer, and whether anyone has tried since.",
            "questions",
            (item.ref for item in matching),
        ),
        groups=by_status(matching),
        total=len(matching),
        facets=facets(listed, chosen, QUESTION_FILTERS),
        asked=replace(asked(LISTS["question"], {}), csv=site().urls.path("questions.csv", chosen)),
    )


def things(plural: str) -> ThingsContext:
    """List the things of one type by label."""
    heading, purpose = HEADINGS[plural]
    found = site().service.catalogue.things(PLURALS[plural])
    by_label = tuple(sorted(found, key=lambda ref: ref.label.lower()))
    return ThingsContext(
        page=_frame(heading, purpose, "", by_label),
        heading=heading,
        purpose=purpose,
        things=by_label,
        asked=asked(THINGS, {"kind": PLURALS[plural]}),
    )


def _frame(
    title: str, description: str, section: str, items: Iterable[Ref], total: int | None = None
) -> Frame:
    """Return what surrounds a list, with the items in it for search engines."""
    return frame(
        title,
        description,
        section,
        json_ld=listing(request.base_url, items, total),
        links=of_list(site().urls),
        kind="CollectionPage",
    )
