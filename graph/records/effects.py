"""Comparisons with an interval, reported or derived, and what comparable ones give together."""

from dataclasses import dataclass
from typing import Final

from graph.records.common import Ref

#: Kinds of outcomes in the order in which a plot tells them.
_ROLES: Final = ("Primary", "Secondary", "Exploratory", "AdverseEvent")


@dataclass(frozen=True)
class Compared:
    """One of the two arms of a comparison, and its role in the study."""

    arm: Ref
    role: str | None


@dataclass(frozen=True)
class Effect:
    """One comparison that has an interval.

    Attributes:
        derived: whether it was calculated here from counts, which no source prints.
        role: which kind of outcome it is (primary, secondary, adverse event).
        days: when it was measured, from baseline.
        better_when: whether a higher or a lower number is good for the participant.
        least: smallest important difference of the instrument, where one is recorded.
        first, other: the arm that the number is about and the one it is compared with.
        none: the value of no difference on the scale of the measure.
        value, ci_lower, ci_upper, ci_level: decimals as strings.
        as_reported: the digits as printed.
        shows, reason: what the interval shows, and why; ``None`` where the rule says nothing.
        formula: how a derived number was calculated.
        finding: the finding that rests on it.
        sources: the counts that a derived number was calculated from.
        turned: the same comparison as it is reported, if it was turned round to read alike.
    """

    iri: str
    derived: bool
    study: Ref
    year: str | None
    retracted: bool
    outcome: Ref
    role: str | None
    days: int | None
    better_when: str | None
    instrument: Ref | None
    least: str | None
    first: Compared | None
    other: Compared | None
    measure: Ref
    none: str
    value: str | None
    ci_lower: str
    ci_upper: str
    ci_level: str | None
    unit: str | None
    as_reported: str | None
    shows: Ref | None
    reason: str | None
    formula: str | None
    finding: Ref | None
    sources: frozenset[str]
    turned: "Effect | None" = None

    @property
    def drawable(self) -> bool:
        """Tell whether its interval has a place on an axis: ends in order, a ratio above 0."""
        low, high = float(self.ci_lower), float(self.ci_upper)
        return low <= high and (low > 0 or float(self.none) != 1)

    @property
    def order(self) -> tuple[str, str, int, int, str, str]:
        """Return its place: the oldest study first, then the primary outcome, then by time."""
        role = (self.role or "").rpartition("#")[2]
        rank = _ROLES.index(role) if role in _ROLES else len(_ROLES)
        return (
            *(self.year or "", self.study.label, rank, self.days or 0),
            *(self.outcome.label, self.iri),
        )

    @property
    def comparison(self) -> object:
        """Return what numbers calculated from the same counts have in common."""
        return self.sources if self.derived else self.iri


@dataclass(frozen=True)
class PooledEffect:
    """What comparable trials give together today, or why nothing was pooled.

    Attributes:
        about: the agents, or the target that different agents act on.
        comparator: what the agents were compared with, in words.
        kind: what kind of outcome was pooled.
        value: ``None`` if pooling was refused; *refused* and *reason* then say why.
        studies, participants: how many went in.
        i_squared, tau_squared: how far the studies disagree, in per cent and as a variance.
        sources: the numbers that it was computed from.
    """

    iri: str
    about: tuple[Ref, ...]
    comparator: str
    instrument: Ref | None
    kind: str
    better_when: str | None
    measure: Ref | None
    none: str | None
    unit: str | None
    value: str | None
    ci_lower: str | None
    ci_upper: str | None
    ci_level: str | None
    studies: int | None
    participants: int | None
    i_squared: str | None
    tau_squared: str | None
    prediction: tuple[str, str] | None
    refused: str | None
    reason: str | None
    sources: frozenset[str]
