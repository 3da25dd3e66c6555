"""A hypothesis's evidence, counted: for whom, as of when, and how it came about."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.records.common import Ref
from graph.records.lists import Listing
from graph.records.summaries import BalanceEntry, Evidence


@dataclass(frozen=True)
class Filters:
    """What narrows a balance; the empty value of each narrows nothing.

    They bear the names and the meaning of the parameters of the question ``evidence-balance``.

    Attributes:
        as_of: the year at whose end the evidence stands.
        pem: ``PemRequired``, ``PemNotRequired`` or ``PemUnknown``.
        case_definition: the slug of one that participants met.
        randomised, blinded: ``true`` or ``false``.
        min_participants: the least number of participants.
        include_retracted: ``true`` if retracted evidence counts.
        direct_only: ``true`` if indirect evidence does not count.
    """

    as_of: str = ""
    pem: str = ""
    case_definition: str = ""
    randomised: str = ""
    blinded: str = ""
    min_participants: str = ""
    include_retracted: str = ""
    direct_only: str = ""

    def values(self) -> dict[str, str]:
        """Return what is chosen, by the name of the parameter, as an address says it."""
        return {name: value for name, value in vars(self).items() if value}

    def without(self, name: str) -> dict[str, str]:
        """Return what is chosen besides one filter."""
        return {other: value for other, value in self.values().items() if other != name}


@dataclass(frozen=True)
class Counts:
    """How much evidence on a hypothesis some filters leave.

    Attributes:
        balance: how many studies take each stance, directly or not, retracted ones apart.
        takers: independent studies that stand, by the IRI of the stance; studies of the same people
            count once, and review articles are among them.
        independent: how many there are in all, a study of several stances counted once.
        reviews: how many of them are review articles.
        gone: how many studies count for nothing because they rest on a retracted publication.
        studies: how many studies the filters leave, retracted or not.
    """

    balance: tuple[BalanceEntry, ...]
    takers: Mapping[str, int]
    independent: int
    reviews: int
    gone: int
    studies: int


@dataclass(frozen=True)
class Weighing(Counts):
    """The evidence on a hypothesis as some filters leave it: how much there is, and what it says.

    Attributes:
        left_out: how many studies the filters leave out altogether.
        standing, retracted: the first pieces of evidence of each stance, by its IRI; direct ones
            first, then those of larger studies, then the newest.
        withdrawn: studies among them that rest on a retracted publication, whether or not they
            count, and since which year.
        companions: studies among them, and the others here of the same people.
    """

    left_out: int
    standing: Mapping[str, Listing[Evidence]]
    retracted: Mapping[str, Listing[Evidence]]
    withdrawn: Mapping[str, int | None]
    companions: Mapping[str, tuple[Ref, ...]]


@dataclass(frozen=True)
class Choices:
    """What evidence can be narrowed to, among studies that count today.

    Attributes:
        definitions: the case definitions that participants met, by label; also of studies that do
            not count any more.
        counts: how many studies have each value, by filter.
    """

    definitions: tuple[Ref, ...]
    counts: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Event:
    """A study entering the balance of a hypothesis or leaving it.

    Attributes:
        retracted: whether it left because it was retracted.
        stances: what its direct evidence says.
        review: whether it is a review article, which counts apart.
    """

    study: Ref
    retracted: bool
    stances: tuple[Ref, ...]
    review: bool


@dataclass(frozen=True)
class Moment:
    """The end of one year: what happened in it, and how many independent studies stood then.

    Attributes:
        events: the first of what happened, by the name of the study; retractions come last.
        total: how much happened in all.
        tally: how many stood that support, that refute, and that are inconclusive.
    """

    year: int
    events: tuple[Event, ...]
    total: int
    tally: tuple[int, ...]


@dataclass(frozen=True)
class History:
    """How direct evidence on a hypothesis came about.

    Attributes:
        moments: the years in which something happened, the oldest first.
        undated: how many studies have no year, or were retracted in an unknown one.
    """

    moments: tuple[Moment, ...]
    undated: int
