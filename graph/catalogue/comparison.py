"""Studies side by side."""

from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from graph.catalogue.rows import grouped, number, ref, sure
from graph.endpoint import Row
from graph.reader import Reader
from graph.records import ComparedStudy, Feature, Ref
from graph.tables import plain


def compared(reader: Reader, addresses: Sequence[str]) -> tuple[ComparedStudy, ...]:
    """Return those of the studies that there are, in the order given."""
    if not addresses:
        return ()
    found = grouped(reader.ask("compare-studies", study=" ".join(addresses)), "study")
    return tuple(_study(found[address]) for address in addresses if address in found)


def related(reader: Reader, address: str) -> tuple[Ref, ...]:
    """Return the studies related to one, those first that it is related to in most ways."""
    found = grouped(reader.ask("related-studies", study=address), "related")
    closest = sorted(found.values(), key=lambda rows: -len(grouped(rows, "reason")))
    return tuple(sure(rows[0], "related") for rows in closest)


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
