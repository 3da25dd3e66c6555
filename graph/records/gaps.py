"""Where findings point in opposite directions, and where nobody has looked."""

from dataclasses import dataclass

from graph.records.common import Ref


@dataclass(frozen=True)
class Side:
    """One side of a disagreement: the finding, its study, and how it bears on which hypothesis."""

    study: Ref
    finding: Ref
    stance: Ref
    hypothesis: Ref


@dataclass(frozen=True)
class Difference:
    """A feature in which two studies differ, or that only one of them reports.

    Attributes:
        feature: its name, such as ``blinding``.
        known: whether both report it; if not, one of *here* and *there* is empty.
        here, there: what it is on the side in support and on the other, where they are not alike.
    """

    feature: str
    known: bool
    here: tuple[str, ...]
    there: tuple[str, ...]


@dataclass(frozen=True)
class Disagreement:
    """Two findings that point in opposite directions.

    Attributes:
        agrees_in, compared: in how many of the features known of both the two are alike.
        since: year of the later one.
        retracted: whether one of the two rests on a retracted publication.
        differences: what could explain it, what both report first.
    """

    iri: str
    agrees_in: int
    compared: int
    support: Side
    opposition: Side
    since: str | None
    retracted: bool
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Gap:
    """What is known of one row and one column of the gap map.

    Attributes:
        studies: numbers of independent studies by IRI of the stance.
        questions: the open questions that ask about a hypothesis there.
    """

    row: Ref
    column: Ref
    studies: dict[str, int]
    questions: tuple[Ref, ...]
