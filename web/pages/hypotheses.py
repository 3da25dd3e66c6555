"""The page about a hypothesis: for whom, as of when, and everything weighed against it."""

from collections.abc import Mapping

from flask import request

from graph.records import Choices, Filters, Ref, Weighing
from web.contexts import Crumb, HypothesisContext, Narrowing
from web.linked import structured_data
from web.pages.parts import panel_questions, trail
from web.pages.plots import ALL, plots
from web.reading import narrowing
from web.reading.balance import groups, sentence
from web.reading.depth import depth
from web.reading.forest import MOST as DRAWN
from web.reading.settling import Part, design, facets
from web.reading.timeline import Timeline, timeline
from web.rendering import citation, frame
from web.site import site

#: What the address of a page may say besides filters.
CARRIED = ("depth",)
#: How many pieces of evidence of each stance, and how many disagreements, the page shows.
MOST = 25
#: How many pieces of evidence of each stance three minutes leave time for.
FEW = 2
PAIRS = 5


def hypothesis(iri: str) -> HypothesisContext:
    """Show a hypothesis and every finding that somebody has weighed against it."""
    here = site()
    catalogue, lists = here.service.catalogue, here.service.lists
    record = catalogue.hypothesis(iri)
    ref = record.summary.ref
    choices = lists.weighings.choices(iri)
    filters = narrowing.read(request.args, choices.definitions)
    brief = depth("hypothesis", request.args.get("depth")) == "3min"
    left = lists.weighings.weighed(iri, filters, FEW if brief else MOST)
    history = timeline(lists.weighings.history(iri), _year_of_release(), filters.as_of)
    return HypothesisContext(
        page=frame(
            ref.label,
            sentence(lists.weighings.counts(iri)),
            "hypotheses",
            trail=trail("hypothesis") + _topic(record.summary.tree),
            iri=iri,
            json_ld=structured_data.hypothesis(record, left),
        ),
        asked=panel_questions(
            "hypothesis", iri, {"balance": filters.values(), "grid": {"as_of": filters.as_of}}
        ),
        cite=citation(ref.label, iri),
        hypothesis=record,
        sentence=sentence(left),
        groups=groups(left),
        weighing=left,
        narrowing=_narrowing(iri, filters, choices, left),
        timeline=history,
        years=_years(history, iri, filters),
        facets=facets(lists.weighings.scopes(iri, filters.as_of)),
        dependences=catalogue.dependences(iri),
        pairs=lists.records.panel("hypothesis", "pairs", iri, PAIRS),
        design=settling_study(iri),
        forest=plots(lists, "hypothesis", iri, DRAWN, filters)["forest"],
        today=_here(iri, filters.without("as_of") | _carried()),
        choices=narrowing.CHOICES,
        labels=narrowing.LABELS,
    )


def settling_study(iri: str) -> tuple[Part, ...]:
    """Return what a study that settles a hypothesis would need."""
    return design(site().service.lists.records.panel("hypothesis", "needs", iri, ALL).records)


def _narrowing(iri: str, filters: Filters, choices: Choices, left: Weighing) -> Narrowing:
    return Narrowing(
        filters=filters,
        words=narrowing.words(filters, choices.definitions),
        choices=choices,
        studies=left.studies,
        left_out=left.left_out,
        carried=_carried(),
        clear=_here(iri, _carried()),
    )


def _years(history: Timeline | None, iri: str, filters: Filters) -> tuple[tuple[str, str], ...]:
    """Return each year in which something changed, and the path of the page as of its end."""
    if history is None:
        return ()
    rest = filters.without("as_of") | _carried()
    return tuple(
        (str(moment.year), _here(iri, rest | {"as_of": str(moment.year)}))
        for moment in history.moments
    )


def _here(iri: str, values: Mapping[str, str]) -> str:
    """Return the path of a record's page with a query."""
    urls = site().urls
    return urls.path(f"{urls.kind(iri)}/{urls.slug(iri)}", values)


def _carried() -> dict[str, str]:
    return {name: request.args[name] for name in CARRIED if request.args.get(name, "").isalnum()}


def _year_of_release() -> int:
    return int(site().service.release.issued[:4])


def _topic(tree: Ref | None) -> tuple[Crumb, ...]:
    """Return the step to the group of the list that a hypothesis stands in."""
    return (Crumb(tree.label, site().urls.tree(tree.iri)),) if tree else ()
