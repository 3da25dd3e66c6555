"""The pages that explain, find and list."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from graph.queries import Question as NamedQuestion
from graph.records import Hit, HypothesisSummary, Overview, Ref, StudySummary
from graph.rulebook import RuleInWords
from web.contexts.frame import Asked, Context
from web.reading.balance import Stance, Tally
from web.reading.completeness import Fields
from web.reading.lists import Facet, StatusGroup, Topic, Tree, Year


@dataclass(frozen=True)
class HomeContext(Context):
    """The home page."""

    template: ClassVar[str] = "home.html"
    asked: Annotated[Mapping[str, Asked], "Named question behind a panel, by the panel's anchor."]
    overview: Annotated[Overview, "Counts of records, and the hypotheses and questions shown."]
    queries: Annotated[tuple[NamedQuestion, ...], "Named questions that readers often ask."]


@dataclass(frozen=True)
class SearchContext(Context):
    """What a search found."""

    template: ClassVar[str] = "search.html"
    text: Annotated[str, "What was searched for, as typed."]
    kept: Annotated[Mapping[str, str], "What every link of the page passes on: q, text."]
    kind: Annotated[str, "Entity type the search is narrowed to, or empty."]
    kinds: Annotated[tuple[tuple[str, int], ...], "Number of hits by entity type."]
    groups: Annotated[tuple[tuple[str, tuple[Hit, ...]], ...], "Hits by entity type, best first."]
    summaries: Annotated[
        Mapping[str, HypothesisSummary | StudySummary], "Hypotheses and studies found, by IRI."
    ]
    facets: Annotated[tuple[Facet, ...], "Filters of the type that the search is narrowed to."]
    total: Annotated[int, "Number of hits that match."]
    limit: Annotated[int, "Number of hits that are looked at, the best ones."]
    first: Annotated[int, "Number of the first hit on this page, counted from 1."]
    last: Annotated[int, "Number of the last hit on this page."]
    earlier: Annotated[str | None, "Path of the page before this one."]
    later: Annotated[str | None, "Path of the page after this one."]
    asked: Annotated[Asked, "Named question that comes closest to the search."]


@dataclass(frozen=True)
class HowContext(Context):
    """What the words and marks mean."""

    template: ClassVar[str] = "how.html"
    stances: Annotated[tuple[Stance, ...], "The four stances with their meaning."]
    example: Annotated[tuple[Tally, ...], "An invented balance that shows how to read one."]
    rules: Annotated[tuple[RuleInWords, ...], "Every rule in words, by title."]


@dataclass(frozen=True)
class CompletenessContext(Context):
    """How complete the records are."""

    template: ClassVar[str] = "completeness.html"
    classes: Annotated[tuple[Fields, ...], "Fields by class, the emptiest first in each."]
    asked: Annotated[Mapping[str, Asked], "Named question behind a panel, by the panel's anchor."]


@dataclass(frozen=True)
class ListContext(Context):
    """The fields that every list of records has."""

    total: Annotated[int, "Number of records that match the filters."]
    facets: Annotated[tuple[Facet, ...], "Filters, their options and which one is chosen."]
    orders: Annotated[tuple[tuple[str, str, bool], ...], "Orders: name, words, whether chosen."]
    first: Annotated[int, "Number of the first one on this page, counted from 1."]
    last: Annotated[int, "Number of the last one on this page."]
    earlier: Annotated[str | None, "Path of the page before this one."]
    later: Annotated[str | None, "Path of the page after this one."]
    asked: Annotated[Asked, "Named question that the list is the answer to."]


@dataclass(frozen=True)
class StudiesContext(ListContext):
    """The list of studies."""

    template: ClassVar[str] = "studies.html"
    years: Annotated[tuple[Year, ...], "Studies on this page by year, newest first."]


@dataclass(frozen=True)
class HypothesesContext(ListContext):
    """The trees of hypotheses."""

    template: ClassVar[str] = "hypotheses.html"
    trees: Annotated[tuple[Tree, ...], "Hypotheses by tree, each with its narrower ones."]
    topics: Annotated[tuple[Topic, ...], "Every topic, with how many hypotheses it has in all."]


@dataclass(frozen=True)
class QuestionsContext(ListContext):
    """The questions by status."""

    template: ClassVar[str] = "questions.html"
    groups: Annotated[tuple[StatusGroup, ...], "Questions by status, oldest first in each."]


@dataclass(frozen=True)
class ThingsContext(ListContext):
    """A list of things of one type."""

    template: ClassVar[str] = "things.html"
    heading: Annotated[str, "What the things are, in the plural."]
    purpose: Annotated[str, "What such a thing is, in one sentence."]
    plural: Annotated[str, "Name of the list in its address."]
    things: Annotated[tuple[Ref, ...], "The things on this page, by label."]
    studies: Annotated[Mapping[str, int], "Number of studies that each one occurs in, by IRI."]
