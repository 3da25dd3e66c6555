"""The pages about one record each."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from graph.namespaces import EQ
from graph.records import Publication, Ref
from web.contexts import (
    Asked,
    Crumb,
    HypothesisContext,
    QuestionContext,
    RecordContext,
    StudyContext,
    ThingContext,
)
from web.linked import structured_data
from web.pages.lists import HEADINGS
from web.panels import COMMON, PANELS, WIDER
from web.reading.balance import companions, groups, left_open, sentence, weighed
from web.reading.numbers import numbers, observations
from web.rendering import asked, citation, frame
from web.site import site
from web.urls import PLURALS

#: What each kind of record is called on its page.
WORDS: Final = {
    "study": "Study",
    "hypothesis": "Hypothesis",
    "question": "Open question",
    "intervention": "Intervention",
    "target": "Target",
    "condition": "Condition",
    "case-definition": "Case definition",
    "instrument": "Instrument",
    "publication": "Publication",
    "contributor": "Contributor",
}


def context(kind: str, slug: str) -> RecordContext:
    """Return the context of a record's page.

    Raises:
        NotFound: there is no such record.
    """
    iri = site().urls.entity(kind, slug)
    return PAGES.get(kind, thing)(iri)


def study(iri: str) -> StudyContext:
    """Show a study: what it did, saw, concluded, and does not show."""
    here = site()
    record = here.service.catalogue.study(iri)
    return StudyContext(
        page=frame(
            record.ref.label,
            record.summary or record.ref.label,
            "studies",
            trail=_trail("study"),
            iri=iri,
            json_ld=structured_data.study(record, here.urls),
        ),
        asked=_asked("study", iri),
        cite=citation(record.ref.label, iri),
        study=record,
        publications=tuple(sorted(record.publications, key=_by_role)),
        numbers=numbers(record),
        observations=observations(record),
        weighed=weighed(record.evidence),
        left_open=left_open(record.evidence),
    )


def hypothesis(iri: str) -> HypothesisContext:
    """Show a hypothesis and every finding that somebody has weighed against it."""
    here = site()
    record = here.service.catalogue.hypothesis(iri)
    ref = record.summary.ref
    return HypothesisContext(
        page=frame(
            ref.label,
            sentence(record.evidence),
            "hypotheses",
            trail=_trail("hypothesis") + _topic(record.summary.tree),
            iri=iri,
            json_ld=structured_data.hypothesis(record),
        ),
        asked=_asked("hypothesis", iri),
        cite=citation(ref.label, iri),
        hypothesis=record,
        sentence=sentence(record.evidence),
        groups=groups(record.summary.balance, record.evidence),
        companions=companions(record.evidence),
    )


def question(iri: str) -> QuestionContext:
    """Show an open question: who raised it, and who has tried to answer it since."""
    record = site().service.catalogue.question(iri)
    ref = record.summary.ref
    return QuestionContext(
        page=frame(
            ref.label,
            f"{record.summary.status.label}: {ref.label}",
            "questions",
            trail=_trail("question"),
            iri=iri,
            json_ld=structured_data.question(record),
        ),
        asked=_asked("question", iri),
        cite=citation(ref.label, iri),
        question=record,
    )


def thing(iri: str) -> ThingContext:
    """Show any other record as it is, with the studies and hypotheses it occurs in."""
    here = site()
    record = here.service.catalogue.thing(iri)
    return ThingContext(
        page=frame(
            record.ref.label,
            f"{WORDS[record.kind]}: {record.ref.label}",
            trail=_trail(record.kind),
            iri=iri,
            json_ld=structured_data.thing(record, here.urls),
        ),
        asked=_asked(record.kind, iri),
        cite=citation(record.ref.label, iri),
        thing=record,
        word=WORDS[record.kind],
    )


PAGES: Final[Mapping[str, Callable[[str], RecordContext]]] = {
    "study": study,
    "hypothesis": hypothesis,
    "question": question,
}


def _trail(kind: str) -> tuple[Crumb, ...]:
    """Return the way from the home page to a record of one type."""
    plural = next((name for name, one in PLURALS.items() if one == kind), None)
    if plural is None:
        return ()
    label = HEADINGS[plural][0] if plural in HEADINGS else plural.capitalize()
    return (Crumb(label, site().urls.listing(kind)),)


def _topic(tree: Ref | None) -> tuple[Crumb, ...]:
    """Return the step to the group of the list that a hypothesis stands in."""
    return (Crumb(tree.label, site().urls.tree(tree.iri)),) if tree else ()


def _by_role(publication: Publication) -> bool:
    """Sort the main report before every other publication, and leave the rest as it is."""
    return publication.role is None or publication.role.iri != f"{EQ}MainReport"


def _asked(kind: str, iri: str) -> dict[str, Asked]:
    """Return the named questions behind the panels of a record's page."""
    panels = PANELS.get(kind, {}) if kind in PAGES else COMMON | dict(PANELS.get(kind, {}))
    slug = site().urls.slug(iri)
    found = {
        panel: asked(name, {parameter: iri if parameter == "thing" else slug})
        for panel, (name, parameter) in panels.items()
    }
    wider = {
        panel: replace(found[panel], csv=site().urls.table(iri, table))
        for panel, table in WIDER.get(kind, {}).items()
    }
    return found | wider
