"""Search: by words, names or identifiers, narrowed by type and by the filters of that type.

An identifier leads straight to its record, unless the address says ``text=1``.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from flask import Response, request

from graph.namespaces import ENTITY_TYPES
from graph.records import Hit, HypothesisSummary, StudySummary
from web.contexts import SearchContext
from web.pages.lists import page_number
from web.panels import LISTS
from web.reading.lists import FILTERS, Facet, facets
from web.rendering import asked, frame
from web.site import site

#: Entity types in the order in which readers look for them.
KINDS: Final = tuple(dict.fromkeys(("hypothesis", "study", "question", *ENTITY_TYPES)))

#: How many of the best hits are looked at, how many a page shows, and how many of each type where
#: all types are shown.
_BEST: Final = 500
_SHOWN: Final = 50
_OF_EACH: Final = 10


def search() -> SearchContext | Response:
    """Find records by words; lead to the one that an identifier names."""
    text, literal = request.args.get("q", "").strip(), "text" in request.args
    kind = request.args.get("type", "")
    kind = kind if kind in ENTITY_TYPES else ""
    named = None if literal or kind else site().service.exact(text)
    address = site().urls.href(named.iri) if named else None
    if address:
        response = Response(status=303, headers={"Location": address}, mimetype="text/plain")
        response.headers["Cache-Control"] = "no-cache"
        return response
    return _found(text, kind, literal)


def _found(text: str, kind: str, literal: bool) -> SearchContext:
    """Show what a text finds."""
    here = site()
    everything = here.service.search(text, None, _BEST) if text else ()
    counts = Counter(hit.kind for hit in everything)
    hits: Sequence[Hit] = everything
    if kind and len(everything) == _BEST:
        hits = here.service.search(text, kind, _BEST)
        counts[kind] = len(hits)
    chosen = {name: request.args.get(name, "") for name in FILTERS.get(kind, {})}
    narrowing: tuple[Facet, ...] = ()
    if kind:
        hits, narrowing = _narrowed([hit for hit in hits if hit.kind == kind], kind, chosen)
    pages = max(1, -(-len(hits) // _SHOWN)) if kind else 1
    number = min(page_number(), pages)
    start = (number - 1) * _SHOWN
    shown = {kind: hits[start : start + _SHOWN]} if kind else _by_kind(hits)
    kept = {"q": text, "text": "1" if literal else ""}

    def path(other: int) -> str | None:
        if not 1 <= other <= pages:
            return None
        values = {**kept, "type": kind, **chosen, "page": str(other) if other > 1 else ""}
        return here.urls.path("search", values)

    return SearchContext(
        page=frame(
            f"Search: {text}" if text else "Search",
            "Search every record by words.",
            kind="SearchResultsPage",
        ),
        text=text,
        kept=kept,
        kind=kind,
        kinds=tuple((name, counts[name]) for name in KINDS if counts[name]),
        groups=tuple((name, tuple(found)) for name, found in shown.items() if found),
        summaries=_summaries(shown),
        facets=narrowing,
        total=len(hits),
        limit=_BEST,
        first=start + 1,
        last=start + len(shown.get(kind, ())) if kind else len(hits),
        earlier=path(number - 1),
        later=path(number + 1),
        asked=asked(LISTS["search"], {"text": text}),
    )


def _narrowed(
    hits: Sequence[Hit], kind: str, chosen: Mapping[str, str]
) -> tuple[Sequence[Hit], tuple[Facet, ...]]:
    """Return the hits that have what is chosen, and the filters of their type among all of them."""
    kept, options = site().service.lists.among(kind, (hit.ref.iri for hit in hits), chosen)
    return [hit for hit in hits if hit.ref.iri in kept], facets(kind, options, chosen)


def _summaries(
    shown: Mapping[str, Sequence[Hit]],
) -> dict[str, HypothesisSummary | StudySummary]:
    """Return what lists show of the hypotheses and studies on the page, by IRI."""
    lists = site().service.lists
    return {
        iri: summary
        for kind in ("hypothesis", "study")
        if shown.get(kind)
        for iri, summary in lists.some(kind, (hit.ref.iri for hit in shown[kind])).items()
    }


def _by_kind(hits: Sequence[Hit]) -> dict[str, list[Hit]]:
    """Return the first hits of each type."""
    found: dict[str, list[Hit]] = {name: [] for name in KINDS}
    for hit in hits:
        if len(found[hit.kind]) < _OF_EACH:
            found[hit.kind].append(hit)
    return found
