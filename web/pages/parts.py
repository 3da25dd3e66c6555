"""What the pages about one record have in common: the way to them, and what their panels ask."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from web.contexts import Asked, Crumb
from web.pages.lists import HEADINGS
from web.panels import COMMON, PANELS, WIDER
from web.rendering import asked
from web.site import site
from web.urls import PLURALS

#: The kinds of records with a page of their own kind; every other one has the common panels.
OWN: Final = ("study", "hypothesis", "question")


def trail(kind: str) -> tuple[Crumb, ...]:
    """Return the way from the home page to a record of one type."""
    plural = next((name for name, one in PLURALS.items() if one == kind), None)
    if plural is None:
        return ()
    label = HEADINGS[plural][0] if plural in HEADINGS else plural.capitalize()
    return (Crumb(label, site().urls.listing(kind)),)


def panel_questions(
    kind: str, iri: str, values: Mapping[str, Mapping[str, str]] | None = None
) -> dict[str, Asked]:
    """Return the named questions behind the panels of a record's page.

    Args:
        kind: type of the record.
        iri: the record.
        values: further values of a panel's question, by the panel's anchor.
    """
    panels = PANELS.get(kind, {}) if kind in OWN else COMMON | dict(PANELS.get(kind, {}))
    slug = site().urls.slug(iri)
    further = values or {}
    found = {
        panel: asked(
            name, {parameter: iri if parameter == "thing" else slug, **further.get(panel, {})}
        )
        for panel, (name, parameter) in panels.items()
    }
    wider = {
        panel: replace(found[panel], csv=site().urls.table(iri, table))
        for panel, table in WIDER.get(kind, {}).items()
    }
    return found | wider
