"""What rules and questions say of one hypothesis or one question, beyond what documents state."""

from dataclasses import dataclass

from graph.records.common import Ref
from graph.records.gaps import Side
from graph.records.lists import Listing


@dataclass(frozen=True)
class Scope:
    """Independent studies with direct evidence in one scope, such as one case definition.

    Attributes:
        facet: what kind of scope it is, such as ``gender``.
        value: which; what has no IRI has an empty one.
        supports, refutes, inconclusive, leaves_open: how many take each stance there.
        standing: what that comes to in words, such as ``refuted only`` or ``untested``.
        total: how many scopes of its facet there are; of many, only the first are told.
    """

    facet: str
    value: Ref
    supports: int
    refutes: int
    inconclusive: int
    leaves_open: int
    standing: str
    total: int


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
        total: how many there are of its detail; of many, only the first are told.
    """

    detail: str
    value: str
    thing: Ref | None
    studies: int
    total: int


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
    """A question reaching a status: in which year, if known, and the studies that moved it.

    Attributes:
        total: how many studies moved it; of many, only the first are told.
    """

    year: str | None
    status: str
    movers: tuple[Ref, ...]
    total: int


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
class Standing:
    """Where a question stood at the end of a year.

    Attributes:
        status: ``None`` if nobody had raised it by then.
        since: the year in which it was first raised.
        steps: how it had moved, the oldest step first.
        attempts: who had tried to answer it, one that was retracted later included.
    """

    status: Ref | None
    since: str | None
    steps: tuple[Step, ...]
    attempts: Listing[Attempt]


@dataclass(frozen=True)
class Duplicate:
    """Another question that may be the same, and how much the two have in common."""

    question: Ref
    hypotheses: int
    things: int
    words: int
