"""Everything that one page says: of a study, a hypothesis, a question, a thing, the graph."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.records.common import Property, Ref
from graph.records.gaps import Disagreement
from graph.records.parts import (
    Arm,
    Finding,
    Outcome,
    Population,
    Provenance,
    Publication,
    Statement,
)
from graph.records.summaries import (
    Evidence,
    HypothesisSummary,
    QuestionSummary,
    StudySummary,
)


@dataclass(frozen=True)
class Study:
    """Everything a study page says.

    Attributes:
        family: its publications, and what corrects or retracts them, oldest first.
    """

    ref: Ref
    summary: str | None
    why_it_matters: str | None
    registry_ids: tuple[str, ...]
    designs: tuple[Ref, ...]
    retracted: bool
    publications: tuple[Publication, ...]
    population: Population | None
    arms: tuple[Arm, ...]
    outcomes: tuple[Outcome, ...]
    findings: tuple[Finding, ...]
    conclusions: tuple[Statement, ...]
    inferences: tuple[Statement, ...]
    limits: tuple[Statement, ...]
    questions: tuple[QuestionSummary, ...]
    addressed: tuple[QuestionSummary, ...]
    evidence: tuple[Evidence, ...]
    provenance: tuple[Provenance, ...]
    year: str | None = None
    family: tuple[Publication, ...] = ()


@dataclass(frozen=True)
class Hypothesis:
    """Everything a hypothesis page says.

    Attributes:
        broader: every broader hypothesis, the nearest first.
        narrower: the hypotheses one step narrower.
        related: hypotheses that it is related to without either implying the other.
        asked: how many questions are about it; of many, only the first are here.
    """

    summary: HypothesisSummary
    prediction: str | None
    predicted_direction: Ref | None
    scope_note: str | None
    about: tuple[Ref, ...]
    conditions: tuple[Ref, ...]
    compartment: Ref | None
    population: str | None
    intervention: str | None
    broader: tuple[HypothesisSummary, ...]
    narrower: tuple[HypothesisSummary, ...]
    questions: tuple[QuestionSummary, ...]
    related: tuple[HypothesisSummary, ...] = ()
    asked: int = 0


@dataclass(frozen=True)
class Question:
    """Everything a question page says.

    Attributes:
        totals: how many studies stand in each relation to it (``reports``, ``addresses``,
            ``leaves``), and how many hypotheses it asks about; of many, only the first are here.
    """

    summary: QuestionSummary
    status_meaning: str | None
    hypotheses: tuple[HypothesisSummary, ...]
    about: tuple[Ref, ...]
    priorities: tuple[Ref, ...]
    raised_by: tuple[StudySummary, ...]
    addressed_by: tuple[StudySummary, ...]
    left_open_by: tuple[StudySummary, ...]
    totals: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Thing:
    """A target, agent, condition, case definition, instrument, contributor or publication.

    Attributes:
        external: IRIs of the same thing elsewhere.
        close: IRIs of nearly the same thing elsewhere.
        family: of a publication, every publication of the studies that it reports, oldest first.
        totals: how many studies, hypotheses and questions it has, by ``study``, ``hypothesis`` and
            ``question``; of many, only the first are here.
    """

    ref: Ref
    kind: str
    properties: tuple[Property, ...]
    external: tuple[str, ...] = ()
    close: tuple[str, ...] = ()
    studies: tuple[StudySummary, ...] = ()
    hypotheses: tuple[HypothesisSummary, ...] = ()
    questions: tuple[QuestionSummary, ...] = ()
    publication: Publication | None = None
    family: tuple[Publication, ...] = ()
    totals: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Hit:
    """A search hit, best first; *excerpt* marks matches with ``[`` and ``]``."""

    ref: Ref
    kind: str
    excerpt: str


@dataclass(frozen=True)
class Completeness:
    """How many records of one class have one field that a complete record of it has.

    *percent* is rounded to one decimal, as a string.
    """

    of_class: Ref
    field: Ref
    records: int
    filled: int
    percent: str


@dataclass(frozen=True)
class Overview:
    """What the home page says.

    Attributes:
        counts: how many entities of each kind there are.
        contested: hypotheses with independent studies on both sides.
        weighed: the hypotheses that most independent studies bear on.
        questions: those that no study has addressed, the longest open first.
        newest: the studies whose results were published last.
        disagreements: pairs of findings that disagree though their studies are most alike.
    """

    counts: dict[str, int]
    contested: tuple[HypothesisSummary, ...]
    weighed: tuple[HypothesisSummary, ...]
    questions: tuple[QuestionSummary, ...]
    newest: tuple[StudySummary, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
