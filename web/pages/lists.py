"""The lists: studies with filters, hypotheses as a tree, questions by status, and the rest."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from flask import request

from graph.records import Listing, Ref, Selection
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
    FILTERS,
    ORDERS,
    PAGE_SIZE,
    PAGE_SIZES,
    by_status,
    by_year,
    facets,
    orders,
    topics,
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
    """List studies, newest first or in another order, narrowed by filters."""
    here, wanted = site(), asked_for("study")
    found = here.service.lists.studies(wanted)
    turn = Turn(wanted, found, "study")
    return StudiesContext(
        page=_frame(
            "Studies",
            "Every study in the graph, newest first.",
            "studies",
            (study.ref for study in found.records),
            found.total,
        ),
        years=by_year(found.records, wanted.order),
        **turn.fields(),
        asked=replace(asked(LISTS["study"], {}), csv=here.urls.path("studies.csv", wanted.chosen)),
    )


def hypotheses() -> HypothesesContext:
    """Show hypotheses by tree, each with its evidence balance."""
    here, wanted = site(), asked_for("hypothesis")
    lists = here.service.lists
    found = lists.hypotheses(wanted)
    disputed = lists.hypotheses(Selection({"state": "contested"}, size=1))
    everything = lists.hypotheses(Selection(size=1))
    every = topics(everything.options["tree"], disputed.options["tree"], everything.total)
    shown = {item.ref.iri for item in found.records}
    parents = {item.parent for item in found.records if item.parent} - shown
    return HypothesesContext(
        page=_frame(
            "Hypotheses",
            "Every hypothesis in the graph by topic, broad ones first, with the evidence on each.",
            "hypotheses",
            (item.ref for item in found.records),
            found.total,
        ),
        trees=trees(
            found.records, {topic.key: topic for topic in every}, lists.some_hypotheses(parents)
        ),
        topics=every,
        **Turn(wanted, found, "hypothesis").fields(),
        asked=replace(
            asked(LISTS["hypothesis"], {}), csv=here.urls.path("hypotheses.csv", wanted.chosen)
        ),
    )


def questions() -> QuestionsContext:
    """List questions by status, the oldest first, narrowed by the topic in the address."""
    here, wanted = site(), asked_for("question")
    found = here.service.lists.questions(wanted)
    totals = {option.choice.value: option.count for option in found.options.get("status", ())}
    return QuestionsContext(
        page=_frame(
            "Questions",
            "What studies asked and could not answer, and whether anyone has tried since.",
            "questions",
            (item.ref for item in found.records),
            found.total,
        ),
        groups=by_status(found.records, totals),
        **Turn(wanted, found, "question").fields(),
        asked=replace(
            asked(LISTS["question"], {}), csv=here.urls.path("questions.csv", wanted.chosen)
        ),
    )


def things(plural: str) -> ThingsContext:
    """List the things of one type by label, narrowed by the filters in the address."""
    heading, purpose = HEADINGS[plural]
    kind = PLURALS[plural]
    wanted = asked_for(kind)
    lists = site().service.lists
    found = lists.things(kind, wanted)
    return ThingsContext(
        page=_frame(heading, purpose, "", found.records, found.total),
        heading=heading,
        purpose=purpose,
        plural=plural,
        things=found.records,
        studies=lists.counts("study", (ref.iri for ref in found.records)),
        **Turn(wanted, found, kind).fields(),
        asked=replace(
            asked(THINGS, {"kind": kind}), csv=site().urls.path(f"{plural}.csv", wanted.chosen)
        ),
    )


def page_number() -> int:
    """Return which page the address asks for, counted from 1; the first unless it is a number."""
    number = request.args.get("page", "")
    return max(int(number), 1) if number.isdecimal() and len(number) < 10 else 1


def asked_for(kind: str) -> Selection:
    """Return which part of a list the address asks for."""
    order = request.args.get("order", "")
    return Selection(
        chosen={name: request.args.get(name, "") for name in FILTERS.get(kind, {})},
        number=page_number(),
        size=PAGE_SIZES.get(kind, PAGE_SIZE),
        order=order if order in ORDERS.get(kind, {}) else "",
    )


@dataclass(frozen=True)
class Turn:
    """A page of a list among its pages."""

    wanted: Selection
    found: Listing[object]
    kind: str

    def fields(self) -> dict[str, Any]:
        """Return what every list says of its filters and its pages, by field of its context."""
        return {
            "total": self.found.total,
            "facets": facets(self.kind, self.found.options, self.wanted.chosen),
            "orders": orders(self.kind, self.wanted.order),
            "first": self.found.first,
            "last": self.found.last,
            "earlier": self._path(self.found.number - 1),
            "later": self._path(self.found.number + 1),
        }

    def _path(self, number: int) -> str | None:
        """Return the path of another page, if there is one."""
        if not 1 <= number <= self.found.pages:
            return None
        order, page = self.wanted.order, str(number) if number > 1 else ""
        values = {**self.wanted.chosen, "order": order, "page": page}
        return site().urls.listing(self.kind, values)


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
