"""Search: by words, names or identifiers, narrowed by type and by the filters of that type."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from flask import request

from graph.namespaces import ENTITY_TYPES
from graph.records import Hit
from web.contexts import SearchContext
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


def search() -> SearchContext:
    """Find records by words or identifiers."""
    here = site()
    text = request.args.get("q", "").strip()
    kind = request.args.get("type", "")
    kind = kind if kind in ENTITY_TYPES else ""
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
    number = min(_number(), pages)
    start = (number - 1) * _SHOWN
    shown = {kind: hits[start : start + _SHOWN]} if kind else _by_kind(hits)
    values = {"q": text, "type": kind, **chosen}

    def path(other: int) -> str | None:
        if not 1 <= other <= pages:
            return None
        return here.urls.path("search", {**values, "page": str(other) if other > 1 else ""})

    return SearchContext(
        page=frame(
            f"Search: {text}" if text else "Search",
            "Search every record by words.",
            kind="SearchResultsPage",
        ),
        text=text,
        kind=kind,
        kinds=tuple((name, counts[name]) for name in KINDS if counts[name]),
        groups=tuple((name, tuple(found)) for name, found in shown.items() if found),
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


def _by_kind(hits: Sequence[Hit]) -> dict[str, list[Hit]]:
    """Return the first hits of each type."""
    found: dict[str, list[Hit]] = {name: [] for name in KINDS}
    for hit in hits:
        if len(found[hit.kind]) < _OF_EACH:
            found[hit.kind].append(hit)
    return found


def _number() -> int:
    """Return the page in the address, counted from 1."""
    asked_for = request.args.get("page", "1")
    return max(int(asked_for), 1) if asked_for.isdecimal() and len(asked_for) < 10 else 1
