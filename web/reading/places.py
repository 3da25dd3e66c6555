"""Hypotheses about a target by where in the body: what was found in blood is no finding in CSF."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.records import Mechanism, Ref


@dataclass(frozen=True)
class Place:
    """A compartment, or none, and the hypotheses that are limited to it."""

    ref: Ref | None
    mechanisms: tuple[Mechanism, ...]

    @property
    def findings(self) -> int:
        """Return how many findings of studies that stand were weighed."""
        return len(
            {
                item.finding.iri
                for mechanism in self.mechanisms
                for item in mechanism.findings
                if not item.retracted
            }
        )


def places(mechanisms: Iterable[Mechanism]) -> tuple[Place, ...]:
    """Group hypotheses by compartment, in their order."""
    groups: dict[Ref | None, list[Mechanism]] = {}
    for mechanism in mechanisms:
        groups.setdefault(mechanism.place, []).append(mechanism)
    return tuple(Place(ref, tuple(found)) for ref, found in groups.items())
