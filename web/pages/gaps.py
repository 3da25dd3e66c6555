"""Where findings point in opposite directions, and where nobody has looked."""

from typing import Final

from flask import request

from graph.listing.facets import key
from graph.records import Ref
from web.contexts import DisagreementsContext, GapsContext
from web.reading.gap_map import gap_map
from web.rendering import asked, frame
from web.site import site

#: What the columns of a gap map can be: the word in the address, its label, its named question.
COLUMNS: Final = {
    "compartment": ("Compartment", "gap-map"),
    "case-definition": ("Case definition", "gap-map-populations"),
    "instrument": ("Instrument", "gap-map-instruments"),
}
ROWS: Final = {"target": "Target", "intervention": "Intervention"}


def disagreements() -> DisagreementsContext:
    """Show pairs of findings that point in opposite directions, the most comparable first."""
    catalogue = site().service.catalogue
    everything = catalogue.disagreements({})
    hypotheses = {
        side.hypothesis for pair in everything for side in (pair.support, pair.opposition)
    }
    interventions = catalogue.things("intervention")
    chosen = {
        "hypothesis": _one_of(hypotheses, "hypothesis"),
        "intervention": _one_of(interventions, "intervention"),
        "as_of": _year(),
    }
    return DisagreementsContext(
        page=frame(
            "Disagreements",
            "Findings that point in opposite directions, and what could explain it.",
        ),
        pairs=catalogue.disagreements(chosen) if any(chosen.values()) else everything,
        hypotheses=_by_label(hypotheses),
        interventions=_by_label(interventions),
        chosen=chosen,
        asked={"pairs": asked("disagreements", chosen)},
    )


def gaps() -> GapsContext:
    """Show what has been studied as a table of targets or interventions, and what has not."""
    catalogue = site().service.catalogue
    hypotheses = catalogue.hypotheses()
    within = _one_of({item.ref for item in hypotheses}, "within")
    broad = {item.ref for item in hypotheses if item.parent is None or key(item.ref) == within}
    columns = request.args.get("columns", "")
    rows = request.args.get("rows", "")
    chosen = {
        "rows": rows if rows in ROWS else "target",
        "columns": columns if columns in COLUMNS else "compartment",
        "within": within,
        "as_of": _year(),
    }
    name = COLUMNS[chosen["columns"]][1]
    values = {field: value for field, value in chosen.items() if field != "columns"}
    return GapsContext(
        page=frame(
            "Gap map",
            "What has been studied in ME/CFS where, what came out, and what nobody has studied.",
        ),
        map=gap_map(catalogue.gaps(name, values)),
        rows=tuple(ROWS.items()),
        columns=tuple((word, label) for word, (label, _) in COLUMNS.items()),
        broad=_by_label(broad),
        chosen=chosen,
        asked={"map": asked(name, values)},
    )


def _one_of(refs: set[Ref] | tuple[Ref, ...], name: str) -> str:
    """Return what the address chooses, if it is one of these records."""
    value = request.args.get(name, "")
    return value if value in {key(ref) for ref in refs} else ""


def _year() -> str:
    """Return the year in the address, if it is one."""
    value = request.args.get("as_of", "")
    return value if value.isdecimal() and len(value) == 4 else ""


def _by_label(refs: set[Ref] | tuple[Ref, ...]) -> tuple[Ref, ...]:
    return tuple(sorted(refs, key=lambda ref: ref.label.lower()))
