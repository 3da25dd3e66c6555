"""Answers of SPARQL queries as tables for people: short names, links inside the site, languages.

Answers arrive as SPARQL 1.1 Query Results JSON, the same bytes that any other client gets.
"""

import json
from dataclasses import dataclass
from typing import Any, Final

from graph.queries import Parameter
from web.formatting import number
from web.urls import Urls

JSON_RESULTS: Final = "application/sparql-results+json"
_NUMERIC: Final = {"integer", "decimal", "double", "float"}


@dataclass(frozen=True)
class Cell:
    """One term of an answer: its text, where it leads, and its language if it has one."""

    text: str
    href: str | None = None
    lang: str | None = None
    numeric: bool = False


@dataclass(frozen=True)
class Grid:
    """An answer as a table; *total* rows were found, of which *rows* are shown."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int


@dataclass(frozen=True)
class FormField:
    """One parameter of a named question as a form field; *options* are values and labels."""

    parameter: Parameter
    value: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Example:
    """A named question that the workbench offers: its title, and the workbench with it open."""

    title: str
    href: str


@dataclass(frozen=True)
class Term:
    """One term of the ontology; *anchor* is empty where the page lists it once more."""

    iri: str
    name: str
    label: str
    definition: str
    anchor: str = ""


def grid(body: bytes, urls: Urls, limit: int) -> Grid:
    """Return the first *limit* rows of an answer; an ASK answers with one cell, yes or no."""
    answer = json.loads(body)
    if "boolean" in answer:
        return Grid(("answer",), ((Cell("yes" if answer["boolean"] else "no"),),), 1)
    columns = tuple(answer["head"]["vars"])
    bindings = answer["results"]["bindings"]
    rows = tuple(
        tuple(cell(binding.get(name), urls) for name in columns) for binding in bindings[:limit]
    )
    return Grid(columns, rows, len(bindings))


def cell(term: dict[str, Any] | None, urls: Urls) -> Cell:
    """Return one term as a cell: an IRI links, a literal keeps its language."""
    if term is None:
        return Cell("")
    value = term["value"]
    if term["type"] == "uri":
        return Cell(urls.short(value), urls.href(value))
    if term["type"] != "literal":
        return Cell(f"_:{value}" if term["type"] == "bnode" else json.dumps(value))
    if str(term.get("datatype", "")).rpartition("#")[2] in _NUMERIC:
        return Cell(number(value), numeric=True)
    return Cell(value, lang=term.get("xml:lang"))


def bare(sparql: str) -> str:
    """Return the text of a named question without its ``#+`` header."""
    lines = sparql.splitlines()
    return "\n".join(line for line in lines if not line.startswith("#+")).strip()
