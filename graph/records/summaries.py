"""Studies, hypotheses and questions as lists show them, and how evidence bears on a hypothesis."""

from dataclasses import dataclass

from graph.records.common import Ref
from graph.records.parts import Result


@dataclass(frozen=True)
class StudySummary:
    """A study in a list.

    Attributes:
        year: year of its first publication that reports results.
        retracted: whether it rests on a retracted publication.
        conditions, definitions: what its participants had, and by which case definitions; lists of
            all studies have them, other lists may not.
        stances: how its findings and limits bear on some hypothesis; where it is retracted, they
            count for nothing.
        certainties: how certain somebody rated that evidence to be, where that is recorded; both
            are known where conditions are.
    """

    ref: Ref
    year: str | None
    n: int | None
    designs: tuple[Ref, ...]
    pem: Ref | None
    retracted: bool
    conditions: tuple[Ref, ...] = ()
    definitions: tuple[Ref, ...] = ()
    stances: tuple[Ref, ...] = ()
    certainties: tuple[Ref, ...] = ()


@dataclass(frozen=True)
class RelatedStudy:
    """Another study, why it is related, and through which shared things."""

    study: Ref
    reason: Ref
    shared: tuple[Ref, ...]


@dataclass(frozen=True)
class BalanceEntry:
    """How many independent studies take one stance on a hypothesis, and on how many findings.

    Attributes:
        directness: ``None`` for the stance leaves open.
        studies: independent studies; studies of the same people count once.
        findings: findings, or scope limits for the stance leaves open.
        retracted: whether the entry counts evidence that rests on a retracted publication.
        reviews: review articles, counted apart because they repeat primary studies.
    """

    stance: Ref
    directness: Ref | None
    studies: int
    findings: int
    retracted: bool
    reviews: int = 0


@dataclass(frozen=True)
class HypothesisSummary:
    """A hypothesis in a list: its sentence, whether it is contested, and its evidence balance.

    Attributes:
        parent: the IRI of the broader hypothesis under which a tree shows it.
        tree: the document that states it, with the name of its subject (``HPA axis``), where the
            list knows it.
    """

    ref: Ref
    contested: bool
    balance: tuple[BalanceEntry, ...]
    parent: str | None = None
    tree: Ref | None = None


@dataclass(frozen=True)
class QuestionSummary:
    """An open question in a list.

    Attributes:
        since: the year in which a study that raised it was first published.
        tree: the document that states it, with the name of its subject, where the list knows it.
    """

    ref: Ref
    status: Ref
    since: str | None
    raised_by: int
    addressed_by: int
    tree: Ref | None = None


@dataclass(frozen=True)
class Evidence:
    """One assessor's judgement of one finding against one hypothesis, in its context.

    Attributes:
        iri: the evidence link; for the stance leaves open, the scope limit.
        stance: supports, refutes or inconclusive; for a scope limit, leaves open.
        finding: the finding weighed; for the stance leaves open, the scope limit.
        designs: the design features of the study.
        year: year of the first publication of the study that reports results.
        retracted: whether the study rests on a retracted publication.
        results: the numbers that the finding derives from.
        dimensions: for the stance leaves open, the axes along which the study is limited.
        sample: the study that stands for everyone who studied the same people; ``None`` where the
            list does not know it.
        definitions: the case definitions that participants met, where the list knows them.
        retracted_in: the year from which it counts for nothing, where the list knows it.
    """

    iri: str
    stance: Ref
    directness: Ref | None
    strength: Ref | None
    strength_source: str | None
    rationale: str | None
    finding: Ref
    study: Ref
    hypothesis: Ref
    n: int | None
    year: str | None
    designs: tuple[Ref, ...]
    pem: Ref | None
    stated_by: str | None
    review_state: Ref | None
    retracted: bool
    results: tuple[Result, ...] = ()
    dimensions: tuple[Ref, ...] = ()
    sample: str | None = None
    definitions: tuple[Ref, ...] = ()
    retracted_in: int | None = None
