"""Where findings point in opposite directions, and where nobody has looked."""

from collections.abc import Mapping
from typing import Final

from flask import request

from graph.records import Listing, Ref
from web.contexts import DisagreementsContext, GapsContext
from web.pages.lists import page_number
from web.reading.gap_map import gap_map
from web.rendering import asked, frame
from web.site import site

#: What the columns of a gap map can be: the word in the address, its label, its named question.
COLUMNS: Final = {
    "compartment": ("Compartment", "gap-map"),
    "case-definition": ("Case definition", "gap-map-populations"),
    "instrument": ("Instrument", "gap-map-instruments"),
}
#: How many pairs stand on a page.
MOST: Final = 25
#: How many rows and columns of a gap map stand on a page: those with most studies.
SHOWN: Final = (100, 20)
ROWS: Final = {"target": "Target", "intervention": "Intervention"}


def disagreements() -> DisagreementsContext:
    """Show pairs of findings that point in opposite directions, the most comparable first."""
    service = site().service
    hypothesis, intervention = _existing("hypothesis"), _existing("intervention")
    chosen = {"hypothesis": hypothesis, "intervention": intervention, "as_of": _year()}
    found = service.lists.pairs.page(
        hypothesis=_iri("hypothesis", hypothesis),
        intervention=_iri("intervention", intervention),
        as_of=chosen["as_of"],
        asked=page_number(),
        size=MOST,
    )
    told = (
        service.catalogue.disagreements(
            {"as_of": chosen["as_of"], "disagreement": " ".join(found.records)}
        )
        if found.records
        else ()
    )
    return DisagreementsContext(
        page=frame(
            "Disagreements",
            "Findings that point in opposite directions, and what could explain it.",
        ),
        pairs=tuple(sorted(told, key=lambda pair: found.records.index(pair.iri))),
        total=found.total,
        first=found.first,
        earlier=_turned(chosen, found.number - 1) if found.number > 1 else None,
        later=_turned(chosen, found.number + 1) if found.number < found.pages else None,
        hypotheses=_offered(found, "hypothesis"),
        interventions=_offered(found, "intervention"),
        chosen=chosen,
        asked={"pairs": asked("disagreements", chosen)},
    )


def _offered(found: Listing[str], role: str) -> tuple[Ref, ...]:
    """Return the hypotheses or interventions that the pairs can be narrowed to."""
    return tuple(Ref(item.choice.value, item.choice.label) for item in found.options[role])


def _existing(kind: str, name: str = "") -> str:
    """Return which record of a kind the address chooses by its name, if there is one."""
    value = request.args.get(name or kind, "")
    return value if value and site().service.lists.has(kind, _iri(kind, value)) else ""


def _iri(kind: str, name: str) -> str:
    return site().urls.entity(kind, name) if name else ""


def _turned(chosen: Mapping[str, str], number: int) -> str:
    given = {name: value for name, value in chosen.items() if value}
    return site().urls.path("disagreements", given | ({"page": str(number)} if number > 1 else {}))


def gaps() -> GapsContext:
    """Show what has been studied as a table of targets or interventions, and what has not."""
    maps = site().service.lists.gap_maps
    columns = request.args.get("columns", "")
    rows = request.args.get("rows", "")
    chosen = {
        "rows": rows if rows in ROWS else "target",
        "columns": columns if columns in COLUMNS else "compartment",
        "within": _existing("hypothesis", "within"),
        "as_of": _year(),
    }
    topic = _iri("hypothesis", chosen["within"])
    found = maps.draw(chosen["rows"], chosen["columns"], topic, chosen["as_of"], SHOWN)
    name = COLUMNS[chosen["columns"]][1]
    values = {field: value for field, value in chosen.items() if field != "columns"}
    return GapsContext(
        page=frame(
            "Gap map",
            "What has been studied in ME/CFS where, what came out, and what nobody has studied.",
        ),
        map=gap_map(found.cells),
        of_rows=found.rows,
        of_columns=found.columns,
        rows=tuple(ROWS.items()),
        columns=tuple((word, label) for word, (label, _) in COLUMNS.items()),
        broad=_by_label(maps.topics(topic)),
        chosen=chosen,
        asked={"map": asked(name, values)},
    )


def _year() -> str:
    """Return the year in the address, if it is one."""
    value = request.args.get("as_of", "")
    return value if value.isdecimal() and len(value) == 4 else ""


def _by_label(refs: tuple[Ref, ...]) -> tuple[Ref, ...]:
    return tuple(sorted(refs, key=lambda ref: ref.label.lower()))
