"""What each template may use: one frozen dataclass per template, with the meaning of every field.

A test holds templates to this: every field has help, and no template uses a name that is not here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Annotated, Any, ClassVar

from graph.queries import Question as NamedQuestion
from graph.records import (
    Evidence,
    Hit,
    Hypothesis,
    Overview,
    Publication,
    Question,
    Ref,
    Study,
    Thing,
)
from graph.service import ReleaseInfo
from web.balance import Group, Stance, Tally
from web.lists import Facet, Fields, StatusGroup, Tree, Year
from web.negotiation import Format
from web.numbers import Numbers, Observation
from web.tables import Example, FormField, Grid, Term


@dataclass(frozen=True)
class Crumb:
    """One step of the path from the home page to this one."""

    label: str
    href: str


@dataclass(frozen=True)
class Variant:
    """The same record in another format."""

    format: Format
    href: str


@dataclass(frozen=True)
class Frame:
    """What surrounds every page: head, header and footer."""

    title: Annotated[str, "Title of the page, without the name of the site."]
    description: Annotated[str, "One sentence for search engines and link previews."]
    section: Annotated[str, "Key of the navigation item that this page belongs to, or empty."]
    trail: Annotated[tuple[Crumb, ...], "Path from the home page, without this page itself."]
    iri: Annotated[str | None, "Persistent IRI of what the page is about, if it has one."]
    variants: Annotated[tuple[Variant, ...], "The same record in other formats."]
    json_ld: Annotated[Mapping[str, Any] | None, "schema.org description of what it is about."]
    release: Annotated[ReleaseInfo | None, "The release being served; none if none is."]


@dataclass(frozen=True)
class Asked:
    """The named question behind a panel: its title, its page and its answer as data."""

    title: str
    page: str
    csv: str
    json: str


@dataclass(frozen=True)
class Context:
    """The fields that every template has."""

    template: ClassVar[str]

    page: Annotated[Frame, "Title, trail, formats and release: what surrounds the page."]

    def variables(self) -> dict[str, Any]:
        """Return the template variables by name."""
        return {item.name: getattr(self, item.name) for item in fields(self)}


@dataclass(frozen=True)
class RecordContext(Context):
    """The fields that every page about one record has."""

    asked: Annotated[Mapping[str, Asked], "Named question behind a panel, by the panel's anchor."]
    cite: Annotated[str, "How to cite this record, as a reference list prints it."]


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
    kind: Annotated[str, "Entity type the search is narrowed to, or empty."]
    groups: Annotated[tuple[tuple[str, tuple[Hit, ...]], ...], "Hits by entity type, best first."]
    total: Annotated[int, "Number of hits shown."]
    limit: Annotated[int, "Number of hits that are shown at most."]


@dataclass(frozen=True)
class StudiesContext(Context):
    """The list of studies."""

    template: ClassVar[str] = "studies.html"
    years: Annotated[tuple[Year, ...], "Studies on this page by year, newest first."]
    total: Annotated[int, "Number of studies that match the filters."]
    facets: Annotated[tuple[Facet, ...], "Filters, their options and which one is chosen."]
    first: Annotated[int, "Number of the first study on this page, counted from 1."]
    last: Annotated[int, "Number of the last study on this page."]
    earlier: Annotated[str | None, "Path of the page before this one."]
    later: Annotated[str | None, "Path of the page after this one."]


@dataclass(frozen=True)
class HypothesesContext(Context):
    """The trees of hypotheses."""

    template: ClassVar[str] = "hypotheses.html"
    trees: Annotated[tuple[Tree, ...], "Hypotheses by tree, each with its narrower ones."]
    total: Annotated[int, "Number of hypotheses."]


@dataclass(frozen=True)
class QuestionsContext(Context):
    """The questions by status."""

    template: ClassVar[str] = "questions.html"
    groups: Annotated[tuple[StatusGroup, ...], "Questions by status, oldest first in each."]
    total: Annotated[int, "Number of questions that match the filters."]
    facets: Annotated[tuple[Facet, ...], "Filters, their options and which one is chosen."]


@dataclass(frozen=True)
class ThingsContext(Context):
    """A list of things of one type."""

    template: ClassVar[str] = "things.html"
    heading: Annotated[str, "What the things are, in the plural."]
    purpose: Annotated[str, "What such a thing is, in one sentence."]
    things: Annotated[tuple[Ref, ...], "The things, by label."]


@dataclass(frozen=True)
class StudyContext(RecordContext):
    """A study."""

    template: ClassVar[str] = "study.html"
    study: Annotated[Study, "Everything the graph says about the study."]
    publications: Annotated[tuple[Publication, ...], "Its publications, the main report first."]
    numbers: Annotated[Numbers, "Its numbers as a table of outcomes by arms."]
    observations: Annotated[tuple[Observation, ...], "Its findings with their interval plots."]
    weighed: Annotated[tuple[Evidence, ...], "How its findings were weighed against hypotheses."]
    left_open: Annotated[tuple[tuple[Evidence, ...], ...], "Its limits by what they leave open."]


@dataclass(frozen=True)
class HypothesisContext(RecordContext):
    """A hypothesis."""

    template: ClassVar[str] = "hypothesis.html"
    hypothesis: Annotated[Hypothesis, "Everything the graph says about the hypothesis."]
    sentence: Annotated[str, "The evidence balance in one sentence."]
    groups: Annotated[tuple[Group, ...], "Its evidence by stance, retracted evidence apart."]
    companions: Annotated[Mapping[str, tuple[Ref, ...]], "Who shares participants, by study."]


@dataclass(frozen=True)
class QuestionContext(RecordContext):
    """An open question."""

    template: ClassVar[str] = "question.html"
    question: Annotated[Question, "Everything the graph says about the question."]


@dataclass(frozen=True)
class ThingContext(RecordContext):
    """An intervention, target, condition, case definition, instrument, contributor, publication."""

    template: ClassVar[str] = "thing.html"
    thing: Annotated[Thing, "Everything the graph says about the thing."]
    word: Annotated[str, "What kind of thing it is, in words."]


@dataclass(frozen=True)
class QueriesContext(Context):
    """The named questions."""

    template: ClassVar[str] = "queries.html"
    groups: Annotated[
        tuple[tuple[str, tuple[NamedQuestion, ...]], ...],
        "Questions by what they are for, with a heading.",
    ]
    total: Annotated[int, "Number of named questions."]


@dataclass(frozen=True)
class QueryContext(Context):
    """One named question, with its form and its answer."""

    template: ClassVar[str] = "query.html"
    question: Annotated[NamedQuestion, "The question: title, description, SPARQL text."]
    form: Annotated[tuple[FormField, ...], "Its parameters with the values given."]
    answer: Annotated[Grid | None, "The answer, or none while a required parameter is missing."]
    graph: Annotated[str | None, "The answer of a CONSTRUCT question, as Turtle."]
    downloads: Annotated[tuple[Variant, ...], "The answer in other formats."]
    sparql: Annotated[str, "The SPARQL text with the values given."]
    workbench: Annotated[str, "Path of the workbench with that text in its form."]


@dataclass(frozen=True)
class WorkbenchContext(Context):
    """The SPARQL workbench."""

    template: ClassVar[str] = "workbench.html"
    query: Annotated[str, "The query in the form."]
    answer: Annotated[Grid | None, "The answer as a table, if a query ran."]
    problem: Annotated[str | None, "Why the query did not run, if it did not."]
    text: Annotated[str | None, "The answer as text (ASK, CONSTRUCT and DESCRIBE queries)."]
    examples: Annotated[tuple[Example, ...], "Named questions that can be opened here."]
    prefixes: Annotated[Mapping[str, str], "The prefixes of the graph and what they stand for."]
    address: Annotated[str, "The absolute address of the SPARQL endpoint."]


@dataclass(frozen=True)
class DataContext(Context):
    """What can be downloaded."""

    template: ClassVar[str] = "data.html"
    dumps: Annotated[tuple[Variant, ...], "The whole graph, in each format."]
    vocabulary: Annotated[tuple[Variant, ...], "The ontology, in each format."]
    tables: Annotated[tuple[tuple[NamedQuestion, Asked], ...], "Questions that list all of a type."]
    counts: Annotated[tuple[tuple[str, int, str], ...], "Records by type: name, number, path."]
    cite: Annotated[str, "How to cite the graph."]
    example: Annotated[str, "The absolute address of one record by its name."]


@dataclass(frozen=True)
class HowContext(Context):
    """What the words and marks mean."""

    template: ClassVar[str] = "how.html"
    stances: Annotated[tuple[Stance, ...], "The four stances with their meaning."]
    example: Annotated[tuple[Tally, ...], "An invented balance that shows how to read one."]


@dataclass(frozen=True)
class CompletenessContext(Context):
    """How complete the records are."""

    template: ClassVar[str] = "completeness.html"
    classes: Annotated[tuple[Fields, ...], "Fields by class, the emptiest first in each."]
    asked: Annotated[Mapping[str, Asked], "Named question behind a panel, by the panel's anchor."]


@dataclass(frozen=True)
class VocabularyContext(Context):
    """The ontology."""

    template: ClassVar[str] = "vocabulary.html"
    groups: Annotated[tuple[tuple[str, tuple[Term, ...]], ...], "Terms by what they are."]
    downloads: Annotated[tuple[Variant, ...], "The ontology in each format."]


@dataclass(frozen=True)
class DocumentContext(Context):
    """One document of the graph as it stands."""

    template: ClassVar[str] = "document.html"
    name: Annotated[str, "Name of the document, such as studies/roerink-2017."]
    text: Annotated[str, "The document as Turtle."]


@dataclass(frozen=True)
class ErrorContext(Context):
    """Something that went wrong."""

    template: ClassVar[str] = "error.html"
    status: Annotated[int, "HTTP status code."]
    heading: Annotated[str, "What happened, in a few words."]
    message: Annotated[str, "What happened, where, and what would work."]
    near: Annotated[tuple[Ref, ...], "Records with a similar address or label."]
    variants: Annotated[tuple[Variant, ...], "Formats that the address is available in."]
