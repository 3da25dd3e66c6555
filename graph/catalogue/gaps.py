"""Disagreements: findings that point in opposite directions, and what could explain it."""

from collections.abc import Iterable, Mapping, Sequence

from graph.catalogue.rows import count, flag, grouped, iri, sure, text
from graph.endpoint import Row
from graph.namespaces import EQ
from graph.reader import Reader
from graph.records import Difference, Disagreement, Ref, Side


def disagreements(reader: Reader, values: Mapping[str, str]) -> tuple[Disagreement, ...]:
    """Return pairs of findings that point in opposite directions, the most comparable first."""
    rows = grouped(reader.ask("disagreements", **values), "disagreement")
    return tuple(_disagreement(found) for found in rows.values())


def closest(reader: Reader, most: int) -> tuple[Disagreement, ...]:
    """Return disagreements of studies that are most alike, one of each hypothesis and study."""
    chosen: list[Disagreement] = []
    told: set[Ref] = set()
    for row in reader.ask("home-disagreements"):
        pair = _disagreement([row])
        named = {
            ref for side in (pair.support, pair.opposition) for ref in (side.study, side.hypothesis)
        }
        if not named & told:
            chosen.append(pair)
            told |= named
    return tuple(chosen[:most])


def sides(row: Row) -> tuple[Side, Side]:
    """Return what supports a hypothesis and what opposes it, from a row of a disagreement."""
    support = Side(
        study=sure(row, "study"),
        finding=sure(row, "finding"),
        stance=Ref(f"{EQ}Supports", "supports"),
        hypothesis=sure(row, "supported"),
    )
    opposition = Side(
        study=sure(row, "against"),
        finding=sure(row, "againstFinding"),
        stance=sure(row, "stance"),
        hypothesis=sure(row, "opposed"),
    )
    return support, opposition


def _disagreement(rows: Sequence[Row]) -> Disagreement:
    row = rows[0]
    support, opposition = sides(row)
    return Disagreement(
        iri=iri(row, "disagreement"),
        agrees_in=count(row, "agreesIn"),
        compared=count(row, "compared"),
        support=support,
        opposition=opposition,
        since=text(row, "since"),
        retracted=flag(row, "retracted"),
        differences=_differences(row for row in rows if "differsIn" in row),
    )


def _differences(rows: Iterable[Row]) -> tuple[Difference, ...]:
    return tuple(
        Difference(
            feature=feature,
            known=text(found[0], "knownOf") == "both",
            here=_values(found, "here"),
            there=_values(found, "there"),
        )
        for feature, found in grouped(rows, "differsIn").items()
    )


def _values(rows: Iterable[Row], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(iri(row, name) for row in rows if name in row))
