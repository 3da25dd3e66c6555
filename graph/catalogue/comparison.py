"""Studies side by side."""

from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from graph.catalogue.rows import grouped, iri, number, ref, sure
from graph.endpoint import Row
from graph.reader import Reader
from graph.records import ComparedStudy, Feature, Judgement
from graph.tables import plain


def compared(reader: Reader, addresses: Sequence[str]) -> tuple[ComparedStudy, ...]:
    """Return those of the studies that there are, in the order given."""
    if not addresses:
        return ()
    found = grouped(reader.ask("compare-studies", study=" ".join(addresses)), "study")
    return tuple(_study(found[address]) for address in addresses if address in found)


def judged(reader: Reader, addresses: Sequence[str], hypothesis: str) -> tuple[Judgement, ...]:
    """Return how studies bear on one hypothesis: each judgement of each of them."""
    if not addresses:
        return ()
    rows = reader.ask("study-evidence", study=" ".join(addresses), hypothesis=hypothesis)
    return tuple(
        Judgement(
            study=iri(found[0], "study"),
            stance=sure(found[0], "stance"),
            directness=ref(found[0], "directness"),
            finding=sure(found[0], "statement"),
            review_state=ref(found[0], "reviewState"),
        )
        for by_study in grouped(rows, "study").values()
        for found in grouped(by_study, "link").values()
    )


def _study(rows: Sequence[Row]) -> ComparedStudy:
    return ComparedStudy(
        ref=sure(rows[0], "study"),
        features={name: _features(mine) for name, mine in grouped(rows, "aspect").items()},
    )


def _features(rows: Iterable[Row]) -> tuple[Feature, ...]:
    return tuple(dict.fromkeys(_feature(row) for row in rows))


def _feature(row: Row) -> Feature:
    term = row["value"]
    return Feature(
        value=sure(row, "value") if isinstance(term, ox.NamedNode) else plain(term),
        of=ref(row, "of"),
        detail=ref(row, "detail"),
        basis=ref(row, "basis"),
        n=number(row, "n"),
    )
