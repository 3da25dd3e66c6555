"""The shapes as their page shows them: every constraint with one anchor."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.records import Constraint, Shape


@dataclass(frozen=True)
class Demand:
    """A constraint; *anchor* is its name where the page shows it first, and none elsewhere."""

    anchor: str | None
    constraint: Constraint


@dataclass(frozen=True)
class Demands:
    """What is demanded of one kind of record."""

    target: str
    iri: str
    anchor: str
    demands: tuple[Demand, ...]


def anchored(found: Iterable[Shape]) -> tuple[Demands, ...]:
    """Give every constraint an anchor at its first place, since one can hold for two classes."""
    seen: set[str] = set()
    groups = []
    for shape in found:
        demands = []
        for constraint in shape.constraints:
            anchor = None if constraint.name in seen else constraint.name
            seen.add(constraint.name)
            demands.append(Demand(anchor, constraint))
        group = f"of-{shape.anchor.replace(':', '-')}"
        groups.append(Demands(shape.target, shape.iri, group, tuple(demands)))
    return tuple(groups)
