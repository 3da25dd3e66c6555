"""The pages that ask: named questions and the workbench."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from graph.queries import Question as NamedQuestion
from web.contexts.frame import Context, Variant
from web.tables import Example, FormField, Grid


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
