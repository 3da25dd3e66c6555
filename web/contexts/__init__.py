"""What each template may use: one frozen dataclass per template, with the meaning of every field.

A test holds templates to this: every field has help, and no template uses a name that is not here.
"""

from web.contexts.data import DataContext, DocumentContext, VocabularyContext
from web.contexts.entities import HypothesisContext, QuestionContext, StudyContext, ThingContext
from web.contexts.frame import Asked, Context, Crumb, ErrorContext, Frame, RecordContext, Variant
from web.contexts.queries import QueriesContext, QueryContext, WorkbenchContext
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

__all__ = [
    "Asked",
    "CompletenessContext",
    "Context",
    "Crumb",
    "DataContext",
    "DocumentContext",
    "ErrorContext",
    "Frame",
    "HomeContext",
    "HowContext",
    "HypothesesContext",
    "HypothesisContext",
    "QueriesContext",
    "QueryContext",
    "QuestionContext",
    "QuestionsContext",
    "RecordContext",
    "SearchContext",
    "StudiesContext",
    "StudyContext",
    "ThingContext",
    "ThingsContext",
    "Variant",
    "VocabularyContext",
    "WorkbenchContext",
]
