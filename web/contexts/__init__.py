"""What each template may use: one frozen dataclass per template, with the meaning of every field.

A test holds templates to this: every field has help, and no template uses a name that is not here.
"""

from web.contexts.compare import CompareContext
from web.contexts.data import DataContext, DocumentContext, ShapesContext, VocabularyContext
from web.contexts.entities import StudyContext, ThingContext
from web.contexts.frame import (
    Asked,
    Context,
    Crumb,
    ErrorContext,
    Frame,
    Link,
    RecordContext,
    Variant,
)
from web.contexts.gaps import DisagreementsContext, GapsContext
from web.contexts.graph import GraphContext, ResourceContext
from web.contexts.hypotheses import HypothesisContext, Narrowing, QuestionContext
from web.contexts.queries import ApiContext, QueriesContext, QueryContext
from web.contexts.reading import (
    CompletenessContext,
    HomeContext,
    HowContext,
    HypothesesContext,
    QuestionsContext,
    SearchContext,
    StudiesContext,
    ThingsContext,
)
from web.contexts.terms import TermContext
from web.contexts.things import InterventionContext, TargetContext
from web.contexts.validation import ValidationContext
from web.contexts.why import WhyContext
from web.contexts.workbench import Entry, Example, Outcome, Problem, WorkbenchContext

__all__ = [
    "ApiContext",
    "Asked",
    "CompareContext",
    "CompletenessContext",
    "Context",
    "Crumb",
    "DataContext",
    "DisagreementsContext",
    "DocumentContext",
    "Entry",
    "ErrorContext",
    "Example",
    "Frame",
    "GapsContext",
    "GraphContext",
    "HomeContext",
    "HowContext",
    "HypothesesContext",
    "HypothesisContext",
    "InterventionContext",
    "Link",
    "Narrowing",
    "Outcome",
    "Problem",
    "QueriesContext",
    "QueryContext",
    "QuestionContext",
    "QuestionsContext",
    "RecordContext",
    "ResourceContext",
    "SearchContext",
    "ShapesContext",
    "StudiesContext",
    "StudyContext",
    "TargetContext",
    "TermContext",
    "ThingContext",
    "ThingsContext",
    "ValidationContext",
    "Variant",
    "VocabularyContext",
    "WhyContext",
    "WorkbenchContext",
]
