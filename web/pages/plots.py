"""The forest plots of each kind of record, for its page and for its files alike."""

from collections.abc import Collection, Mapping
from typing import Final

from graph.catalogue import Catalogue
from graph.records import Effect, PooledEffect
from web.reading.effect_words import ADVERSE
from web.reading.forest import Forest, forest

#: The plots of each kind of record, by the name of their files, and what each one is about.
PLOTS: Final[Mapping[str, Mapping[str, str]]] = {
    "study": {"forest": "differences between groups"},
    "hypothesis": {"forest": "effects behind the evidence"},
    "intervention": {"forest": "what people hope to improve", "harms": "harms"},
}


def plots(
    catalogue: Catalogue, kind: str, iri: str, studies: Collection[str] | None = None
) -> dict[str, Forest]:
    """Return the plots of a record, by their names.

    Args:
        catalogue: where the comparisons come from.
        kind: a key of :data:`PLOTS`.
        iri: the record.
        studies: only of these studies, by IRI; what is pooled is then left out, because it stands
            for all of them.
    """
    effects = catalogue.effects(kind, iri)
    if studies is not None:
        effects = tuple(effect for effect in effects if effect.study.iri in studies)
    pooled = catalogue.pooled(kind, iri) if kind != "study" and studies is None else ()
    return {
        name: forest(name, *_part(name, kind, effects, pooled), apart=kind == "study")
        for name in PLOTS[kind]
    }


def _part(
    name: str, kind: str, effects: tuple[Effect, ...], pooled: tuple[PooledEffect, ...]
) -> tuple[tuple[Effect, ...], tuple[PooledEffect, ...]]:
    """Return what stands in one plot: of an intervention harms stand apart from what is hoped."""
    if kind != "intervention":
        return effects, pooled
    chosen = tuple(effect for effect in effects if (effect.role == ADVERSE) == (name == "harms"))
    return chosen, pooled if name == "forest" else tuple(one for one in pooled if one.value)
