"""What each template may use: one frozen dataclass per template, with the meaning of every field.

A test holds templates to this: every field has help, and no template uses a name that is not here.
"""

from web.contexts.data import DataContext, DocumentContext, ShapesContext, VocabularyContext
from web.contexts.entities import HypothesisContext, QuestionContext, StudyContext, ThingContext
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
from web.contexts.workbench import Entry, Example, Outcome, Problem, WorkbenchContext

__all__ = [
    "ApiContext",
    "Asked",
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
    "HomeContext",
    "HowContext",
    "HypothesesContext",
    "HypothesisContext",
    "Link",
    "Outcome",
    "Problem",
    "QueriesContext",
    "QueryContext",
    "QuestionContext",
    "QuestionsContext",
    "RecordContext",
    "SearchContext",
    "ShapesContext",
    "StudiesContext",
    "StudyContext",
    "ThingContext",
    "ThingsContext",
    "Variant",
    "VocabularyContext",
    "WorkbenchContext",
]
