"""The pages about what studies share: interventions, targets, and every other kind of thing."""

from dataclasses import fields
from typing import Any, Final

from web.contexts import InterventionContext, TargetContext, ThingContext
from web.linked import structured_data
from web.pages.parts import panel_questions, trail
from web.pages.plots import plots
from web.rendering import citation, frame
from web.site import site

#: How many rows a panel shows; its table has all of them.
MOST: Final = 50
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


def thing(iri: str) -> ThingContext:
    """Show a thing as it is, with the studies and hypotheses it occurs in."""
    here = site()
    record = here.service.catalogue.thing(iri)
    return ThingContext(
        page=frame(
            record.ref.label,
            f"{WORDS[record.kind]}: {record.ref.label}",
            trail=trail(record.kind),
            iri=iri,
            json_ld=structured_data.thing(record, here.urls),
        ),
        asked=panel_questions(record.kind, iri),
        cite=citation(record.ref.label, iri),
        thing=record,
        word=WORDS[record.kind],
    )


def intervention(iri: str) -> InterventionContext:
    """Show an intervention: what it improved and what it harmed, side by side."""
    lists = site().service.lists
    base = thing(iri)
    drawn = plots(lists, "intervention", iri, MOST)
    return InterventionContext(
        **_fields(base),
        forest=drawn["forest"],
        harms=drawn["harms"],
        doses=lists.records.panel("intervention", "doses", iri, MOST),
        counted=lists.records.panel("intervention", "harms", iri, MOST),
    )


def target(iri: str) -> TargetContext:
    """Show a target: what acts on it, and what was found of it in which part of the body."""
    records = site().service.lists.records
    base = thing(iri)
    return TargetContext(
        **_fields(base),
        agents=records.panel("target", "agents", iri, MOST),
        places=records.panel("target", "places", iri, MOST).records,
    )


def _fields(context: ThingContext) -> dict[str, Any]:
    """Return what every page about a thing may use."""
    return {field.name: getattr(context, field.name) for field in fields(context)}
