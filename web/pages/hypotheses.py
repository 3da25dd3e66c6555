"""The pages about a hypothesis and about a question."""

from collections.abc import Mapping

from flask import request

from graph.records import Hypothesis, Ref
from web.contexts import Crumb, HypothesisContext, Narrowing, QuestionContext
from web.linked import structured_data
from web.pages.parts import panel_questions, trail
from web.pages.plots import plots
from web.reading import narrowing
from web.reading.balance import companions, counted, groups, sentence
from web.reading.narrowing import Filters
from web.reading.settling import design, facets
from web.reading.timeline import Timeline, timeline
from web.rendering import citation, frame
from web.site import site

#: What the address of a page may say besides filters.
CARRIED = ("depth",)


def hypothesis(iri: str) -> HypothesisContext:
    """Show a hypothesis and every finding that somebody has weighed against it."""
    here = site()
    catalogue = here.service.catalogue
    record = catalogue.hypothesis(iri)
    ref = record.summary.ref
    filters = narrowing.read(request.args, narrowing.definitions_in(record.evidence))
    left = narrowing.narrow(record.evidence, filters)
    history = timeline(record.evidence, _year_of_release(), filters.as_of)
    return HypothesisContext(
        page=frame(
            ref.label,
            sentence(record.evidence),
            "hypotheses",
            trail=trail("hypothesis") + _topic(record.summary.tree),
            iri=iri,
            json_ld=structured_data.hypothesis(record),
        ),
        asked=panel_questions(
            "hypothesis", iri, {"balance": filters.values(), "grid": {"as_of": filters.as_of}}
        ),
        cite=citation(ref.label, iri),
        hypothesis=record,
        sentence=sentence(left.evidence),
        groups=groups(counted(left.evidence), left.evidence),
        companions=companions(left.evidence),
        narrowing=_narrowing(record, filters, left),
        withdrawn={item.study.iri: item.retracted_in for item in record.evidence if item.retracted},
        timeline=history,
        years=_years(history, iri, filters),
        facets=facets(catalogue.scopes(iri, filters.as_of)),
        dependences=catalogue.dependences(iri),
        pairs=catalogue.pairs(iri),
        design=design(catalogue.needs(iri)),
        forest=plots(catalogue, "hypothesis", iri, _studies(filters, left))["forest"],
        today=_here(iri, filters.without("as_of") | _carried()),
        choices=narrowing.CHOICES,
        labels=narrowing.LABELS,
    )


def _studies(filters: Filters, left: narrowing.Narrowed) -> frozenset[str] | None:
    """Return the studies that the filters leave, for the plot; none if nothing is filtered."""
    return frozenset(item.study.iri for item in left.evidence) if filters.values() else None


def question(iri: str) -> QuestionContext:
    """Show an open question: who raised it, and who has tried to answer it since."""
    catalogue = site().service.catalogue
    record = catalogue.question(iri)
    ref = record.summary.ref
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
        steps=catalogue.steps(iri),
        attempts=catalogue.attempts(iri),
        dependences=catalogue.dependences(iri),
        designs=tuple(
            (item.ref, design(catalogue.needs(item.ref.iri))) for item in record.hypotheses
        ),
        near=catalogue.duplicates(iri),
    )


def _narrowing(record: Hypothesis, filters: Filters, left: narrowing.Narrowed) -> Narrowing:
    definitions = narrowing.definitions_in(record.evidence)
    return Narrowing(
        filters=filters,
        words=narrowing.words(filters, definitions),
        definitions=definitions,
        counts=narrowing.option_counts(record.evidence),
        studies=left.studies,
        left_out=left.left_out,
        carried=_carried(),
        clear=_here(record.summary.ref.iri, _carried()),
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
