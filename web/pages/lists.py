"""The lists: studies with filters, hypotheses as a tree, questions by status, and the rest."""

from typing import Final

from flask import request

from web.contexts import HypothesesContext, QuestionsContext, StudiesContext, ThingsContext
from web.lists import FILTERS, PAGE_SIZE, by_status, facets, narrowed, tree
from web.rendering import frame
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
    chosen = {name: request.args.get(name, "") for name in FILTERS}
    matching = narrowed(everything, chosen)
    asked_for = request.args.get("page", "1")
    last = max(1, -(-len(matching) // PAGE_SIZE))
    number = min(max(int(asked_for), 1), last) if asked_for.isdecimal() else 1

    def path(other: int) -> str | None:
        if not 1 <= other <= last:
            return None
        return here.urls.listing("study", chosen | {"page": str(other) if other > 1 else ""})

    return StudiesContext(
        page=frame("Studies", "Every study in the graph, newest first.", "studies"),
        studies=matching[(number - 1) * PAGE_SIZE : number * PAGE_SIZE],
        total=len(matching),
        facets=facets(everything, chosen),
        first=(number - 1) * PAGE_SIZE + 1,
        earlier=path(number - 1),
        later=path(number + 1),
    )


def hypotheses() -> HypothesesContext:
    """Show hypotheses as a tree, each with its evidence balance."""
    listed = site().service.catalogue.hypotheses()
    return HypothesesContext(
        page=frame(
            "Hypotheses",
            "Every hypothesis in the graph, broad ones first, with the evidence on each.",
            "hypotheses",
        ),
        tree=tree(listed),
        total=len(listed),
    )


def questions() -> QuestionsContext:
    """List questions by status, the oldest first."""
    listed = site().service.catalogue.questions()
    return QuestionsContext(
        page=frame(
            "Questions",
            "What studies asked and could not answer, and whether anyone has tried since.",
            "questions",
        ),
        groups=by_status(listed),
        total=len(listed),
    )


def things(plural: str) -> ThingsContext:
    """List the things of one type by label."""
    heading, purpose = HEADINGS[plural]
    found = site().service.catalogue.things(PLURALS[plural])
    return ThingsContext(
        page=frame(heading, purpose),
        heading=heading,
        purpose=purpose,
        things=tuple(sorted(found, key=lambda ref: ref.label.lower())),
    )
