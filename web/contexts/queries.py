"""The pages that ask: named questions, and their interface for programs."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from graph.queries import Question as NamedQuestion
from web.api.routes import Route
from web.contexts.frame import Context, Variant
from web.reading.tables import FormField, Grid


@dataclass(frozen=True)
class QueriesContext(Context):
    """The named questions."""

    template: ClassVar[str] = "queries.html"
    groups: Annotated[
        tuple[tuple[str, str, tuple[NamedQuestion, ...]], ...],
        "Questions by what they are for: anchor, heading, questions.",
    ]
    total: Annotated[int, "Number of named questions."]
    found: Annotated[int, "Number of questions that match the text."]
    text: Annotated[str, "What the list is narrowed to, as typed."]
    descriptions: Annotated[tuple[Variant, ...], "All of them as SHACL executables."]


@dataclass(frozen=True)
class QueryContext(Context):
    """One named question, with its form and its answer."""

    template: ClassVar[str] = "query.html"
    question: Annotated[NamedQuestion, "The question: title, description, SPARQL text."]
    form: Annotated[tuple[FormField, ...], "Its parameters with the values given."]
    problem: Annotated[str, "What is wrong with the values given, or empty."]
    answer: Annotated[Grid | None, "The answer, or none while a required parameter is missing."]
    graph: Annotated[str | None, "The answer of a CONSTRUCT question, as Turtle."]
    truncated: Annotated[bool, "Whether the answer was cut off at the size limit."]
    downloads: Annotated[tuple[Variant, ...], "The answer in other formats."]
    descriptions: Annotated[tuple[Variant, ...], "What the question is, as RDF."]
    sample: Annotated[str, "Path of this page with values that have an answer, or empty."]
    sparql: Annotated[str, "The SPARQL text with the values given."]
    text: Annotated[str, "Absolute address of that text."]
    data: Annotated[str, "Absolute address of the answer in its first format."]
    endpoint: Annotated[str, "Absolute address of the SPARQL endpoint."]
    workbench: Annotated[str, "Path of the workbench with that text in its form."]


@dataclass(frozen=True)
class ApiContext(Context):
    """Every address that programs use."""

    template: ClassVar[str] = "api.html"
    groups: Annotated[tuple[tuple[str, str, tuple[Route, ...]], ...], "Name, meaning, routes."]
    total: Annotated[int, "Number of routes."]
