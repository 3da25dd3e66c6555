"""Studies side by side: what each of them has of every feature that they are compared in."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.records.common import Ref


@dataclass(frozen=True)
class Feature:
    """One value that a study has.

    Attributes:
        value: a thing or a concept, or a plain text or number.
        of: the group of the study that it is about, where it is about one.
        detail: the role of a group or outcome, the direction of a finding, or a stance.
        basis: for a stance, its directness.
        n: for a group, its participants.
    """

    value: Ref | str
    of: Ref | None = None
    detail: Ref | None = None
    basis: Ref | None = None
    n: int | None = None


@dataclass(frozen=True)
class Judgement:
    """How one study bears on one hypothesis, by one judgement.

    Attributes:
        study: IRI of the study.
        stance: supports, refutes, inconclusive or leaves open.
        directness: ``None`` for a scope limit that leaves it open.
        finding: the finding weighed, or the scope limit.
        review_state: how far somebody other than its author has checked it.
    """

    study: str
    stance: Ref
    directness: Ref | None
    finding: Ref
    review_state: Ref | None


@dataclass(frozen=True)
class ComparedStudy:
    """One study and its values by aspect, such as ``design``; an aspect without any is absent."""

    ref: Ref
    features: Mapping[str, tuple[Feature, ...]]
