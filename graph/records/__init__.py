"""What a question about the graph answers with: frozen records, free of RDF.

Pages, exports and tests read these; only :mod:`graph.catalogue` and :mod:`graph.search` make them.
A field that no source states is ``None`` or empty, never a guess: silence is not a verdict.
"""

from graph.records.common import Property, Ref, Tombstone
from graph.records.comparison import ComparedStudy, Feature, Judgement
from graph.records.constraints import Constraint, Shape
from graph.records.dataset import Author, Change, ClassPartition, Partition, Statistics
from graph.records.effects import Compared, Effect, PooledEffect
from graph.records.files import ExportFile
from graph.records.gaps import Difference, Disagreement, Gap, Side
from graph.records.links import Mention, Neighbourhood, Tie
from graph.records.lists import Choice, Listing, Option, Selection
from graph.records.pages import (
    Completeness,
    Hit,
    Hypothesis,
    Overview,
    Question,
    Study,
    Thing,
)
from graph.records.parts import (
    Arm,
    Finding,
    Harm,
    Outcome,
    Population,
    Provenance,
    Publication,
    Result,
    Statement,
)
from graph.records.paths import AgentPath, Dose, Mechanism, Place, WeighedFinding
from graph.records.reasoning import (
    Attempt,
    Bearing,
    Dependence,
    Duplicate,
    Need,
    Pair,
    Scope,
    Standing,
    Step,
)
from graph.records.summaries import (
    BalanceEntry,
    Evidence,
    HypothesisSummary,
    QuestionSummary,
    RelatedStudy,
    StudySummary,
)
from graph.records.weighing import Choices, Counts, Event, Filters, History, Moment, Weighing

__all__ = [
    "AgentPath",
    "Arm",
    "Attempt",
    "Author",
    "BalanceEntry",
    "Bearing",
    "Change",
    "Choice",
    "Choices",
    "ClassPartition",
    "Compared",
    "ComparedStudy",
    "Completeness",
    "Constraint",
    "Counts",
    "Dependence",
    "Difference",
    "Disagreement",
    "Dose",
    "Duplicate",
    "Effect",
    "Event",
    "Evidence",
    "ExportFile",
    "Feature",
    "Filters",
    "Finding",
    "Gap",
    "Harm",
    "History",
    "Hit",
    "Hypothesis",
    "HypothesisSummary",
    "Judgement",
    "Listing",
    "Mechanism",
    "Mention",
    "Moment",
    "Need",
    "Neighbourhood",
    "Option",
    "Outcome",
    "Overview",
    "Pair",
    "Partition",
    "Place",
    "PooledEffect",
    "Population",
    "Property",
    "Provenance",
    "Publication",
    "Question",
    "QuestionSummary",
    "Ref",
    "RelatedStudy",
    "Result",
    "Scope",
    "Selection",
    "Shape",
    "Side",
    "Standing",
    "Statement",
    "Statistics",
    "Step",
    "Study",
    "StudySummary",
    "Thing",
    "Tie",
    "Tombstone",
    "WeighedFinding",
    "Weighing",
]
