"""The forest plots of each kind of record, for its page and for its files alike."""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Final

from graph.listing import Lists
from graph.records import Filters, PooledEffect
from web.reading.forest import Forest, forest, shared

#: As many as there are.
ALL: Final = 10**6

#: The plots of each kind of record, by the name of their files, and what each one is about.
PLOTS: Final[Mapping[str, Mapping[str, str]]] = {
    "study": {"forest": "differences between groups"},
    "hypothesis": {"forest": "effects behind the evidence"},
    "intervention": {"forest": "what people hope to improve", "harms": "harms"},
}


def plots(
    lists: Lists, kind: str, iri: str, size: int = ALL, filters: Filters | None = None
) -> dict[str, Forest]:
    """Return the plots of a record, by their names.

    Args:
        lists: where the comparisons come from.
        kind: a key of :data:`PLOTS`.
        iri: the record.
        size: how many comparisons of each plot at most, the first of them.
        filters: only of the studies that they leave, of a hypothesis; what is pooled is then left
            out, because it stands for all of them.
    """
    narrowed = bool(filters and filters.values())
    pooled = () if kind == "study" or narrowed else _pooled(lists, kind, iri, size)
    return {name: _plot(lists, kind, iri, name, pooled, size, filters) for name in PLOTS[kind]}


def compared(lists: Lists, studies: Iterable[str]) -> Forest:
    """Return the plot of what several studies share, each study in its turn, by IRI."""
    effects = (lists.records.effects(iri, ALL).records for iri in studies)
    return shared("forest", chain.from_iterable(effects))


def _plot(
    lists: Lists,
    kind: str,
    iri: str,
    name: str,
    pooled: Iterable[PooledEffect],
    size: int,
    filters: Filters | None,
) -> Forest:
    """Return one plot: of an intervention harms stand apart from what is hoped."""
    harm = name == "harms" if kind == "intervention" else None
    effects = lists.records.effects(iri, size, harm=harm, filters=filters)
    drawn = (one for one in pooled if one.value) if harm else pooled
    return forest(name, effects.records, drawn, apart=kind == "study", total=effects.total)


def _pooled(lists: Lists, kind: str, iri: str, size: int) -> tuple[PooledEffect, ...]:
    found: tuple[PooledEffect, ...] = lists.records.panel(kind, "pooled", iri, size).records
    return found
