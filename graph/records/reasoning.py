"""What rules and questions say of one hypothesis or one question, beyond what documents state."""

from dataclasses import dataclass

from graph.records.common import Ref
from graph.records.gaps import Side


@dataclass(frozen=True)
class Scope:
    """Independent studies with direct evidence in one scope, such as one case definition.

    Attributes:
        facet: what kind of scope it is, such as ``gender``.
        value: which; what has no IRI has an empty one.
        supports, refutes, inconclusive, leaves_open: how many take each stance there.
        standing: what that comes to in words, such as ``refuted only`` or ``untested``.
    """

    facet: str
    value: Ref
    supports: int
    refutes: int
    inconclusive: int
    leaves_open: int
    standing: str


@dataclass(frozen=True)
class Dependence:
    """A status that would be another without one sample: its studies, and before and after."""

    studies: tuple[Ref, ...]
    before: str
    after: str


@dataclass(frozen=True)
class Need:
    """One thing that a study which settles a hypothesis would need.

    Attributes:
        detail: what it is about, such as ``case definition``.
        value: what it would be.
        thing: the record that it is, if it is one.
        studies: how many studies of the hypothesis used it, where that is counted.
    """

    detail: str
    value: str
    thing: Ref | None
    studies: int


@dataclass(frozen=True)
class Pair:
    """Two findings that point in opposite directions, in brief.

    Attributes:
        agrees_in, compared: in how many of the features known of both the studies are alike.
        retracted: whether one of the two rests on a retracted publication.
    """

    support: Side
    opposition: Side
    agrees_in: int
    compared: int
    retracted: bool


@dataclass(frozen=True)
class Step:
    """A question reaching a status: in which year, if known, and the studies that moved it."""

    year: str | None
    status: str
    movers: tuple[Ref, ...]


@dataclass(frozen=True)
class Bearing:
    """How one finding of an attempt bears on a hypothesis that the question asks about."""

    stance: Ref
    hypothesis: Ref
    finding: Ref


@dataclass(frozen=True)
class Attempt:
    """A study that addresses a question.

    Attributes:
        n: number of participants.
        since: the year from which it counts.
        until: the year of its retraction.
        reached: addressed or partly addressed.
        bearings: the direct evidence that makes it so.
    """

    study: Ref
    n: int | None
    since: str | None
    until: str | None
    reached: Ref
    bearings: tuple[Bearing, ...]


@dataclass(frozen=True)
class Duplicate:
    """Another question that may be the same, and how much the two have in common."""

    question: Ref
    hypotheses: int
    things: int
    words: int
