"""What a question about the graph answers with: frozen records, free of RDF.

Pages, exports and tests read these; only :mod:`graph.catalogue` and :mod:`graph.search` make them.
A field that no source states is ``None`` or empty, never a guess: silence is not a verdict.
"""

from graph.records.common import Property, Ref
from graph.records.constraints import Constraint, Shape
from graph.records.dataset import Author, Change, ClassPartition, Partition, Statistics
from graph.records.files import ExportFile
from graph.records.gaps import Difference, Disagreement, Gap, Side
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
from graph.records.summaries import (
    BalanceEntry,
    Evidence,
    HypothesisSummary,
    QuestionSummary,
    RelatedStudy,
    StudySummary,
)

__all__ = [
    "Arm",
    "Author",
    "BalanceEntry",
    "Change",
    "ClassPartition",
    "Completeness",
    "Constraint",
    "Difference",
    "Disagreement",
    "Evidence",
    "ExportFile",
    "Finding",
    "Gap",
    "Harm",
    "Hit",
    "Hypothesis",
    "HypothesisSummary",
    "Outcome",
    "Overview",
    "Partition",
    "Population",
    "Property",
    "Provenance",
    "Publication",
    "Question",
    "QuestionSummary",
    "Ref",
    "RelatedStudy",
    "Result",
    "Shape",
    "Side",
    "Statement",
    "Statistics",
    "Study",
    "StudySummary",
    "Thing",
]
