"""Answers of SPARQL queries as tables for people: short names, links inside the site, languages.

Answers arrive as SPARQL 1.1 Query Results JSON, the same bytes that any other client gets. They are
read piece by piece: only the rows that are shown are kept.
"""

import codecs
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from graph.namespaces import COMMON_PREFIXES
from graph.queries import Parameter
from web.reading.formatting import number
from web.urls import Urls

JSON_RESULTS: Final = "application/sparql-results+json"
#: A prefixed name that SPARQL reads without escapes.
NAME: Final = re.compile(r"[A-Za-z][\w-]*:\w[\w-]*")

_XSD: Final = COMMON_PREFIXES["xsd"]
_NUMERIC: Final = {f"{_XSD}{name}" for name in ("integer", "decimal", "double", "float")}
#: Datatypes of literals that SPARQL writes without one.
_UNWRITTEN: Final = {*_NUMERIC, f"{_XSD}boolean", f"{_XSD}string"}
_BINDINGS: Final = re.compile(r'"bindings"\s*:\s*\[')
_BETWEEN: Final = re.compile(r"[\s,]*")

#: One row: terms by variable, as in SPARQL 1.1 Query Results JSON.
Row = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Cell:
    """One term of an answer.

    Attributes:
        text: what a person reads of it.
        href: where it leads.
        lang: its language, if it has one.
        numeric: whether it is a number.
        label: what its IRI stands for, unless the row says so in another cell.
        datatype: short name of its datatype, if SPARQL needs one to write it.
        outward: whether it leads to another site.
    """

    text: str
    href: str | None = None
    lang: str | None = None
    numeric: bool = False
    label: str = ""
    datatype: str = ""
    outward: bool = False


@dataclass(frozen=True)
class Answered:
    """What an answer holds: *total* rows, the first of which are *rows*, or a yes or no."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    total: int = 0
    boolean: bool | None = None


@dataclass(frozen=True)
class Grid:
    """An answer as a table; *total* rows were found, of which *rows* are shown."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int


@dataclass(frozen=True)
class FormField:
    """One parameter of a named question as a form field.

    Attributes:
        parameter: what it is.
        value: the value given, or nothing.
        options: values and labels to choose from.
        suggested: whether the options are too many for a list, and only suggested while typing.
        unknown: whether the value is of the right form, but no record is called so.
    """

    parameter: Parameter
    value: str
    options: tuple[tuple[str, str], ...] = ()
    suggested: bool = False
    unknown: bool = False


@dataclass(frozen=True)
class Term:
    """One term of the ontology; *anchor* is empty where the page lists it once more."""

    iri: str
    name: str
    label: str
    definition: str
    anchor: str = ""


def read(pieces: Iterable[bytes], limit: int) -> Answered:
    """Read an answer, keeping its first *limit* rows.

    An answer that was cut off at the size limit ends with its last whole row.
    """
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    texts = (decoder.decode(piece) for piece in pieces)
    buffer = ""
    for text in texts:
        buffer += text
        if found := _BINDINGS.search(buffer):
            break
    else:
        return Answered((), boolean=bool(json.loads(buffer)["boolean"]))
    head = buffer.index("[", buffer.index('"vars"'))
    columns = tuple(json.JSONDecoder().raw_decode(buffer, head)[0])
    rows: list[Row] = []
    total = 0
    for row in _objects(buffer[found.end() :], texts):
        total += 1
        if total <= limit:
            rows.append(row)
    return Answered(columns, tuple(rows), total)


def _objects(buffer: str, texts: Iterator[str]) -> Iterator[Row]:
    """Yield the members of a JSON array whose text comes in pieces, as far as they are whole."""
    decoder, at = json.JSONDecoder(), 0
    while True:
        if between := _BETWEEN.match(buffer, at):
            at = between.end()
        try:
            row, at = decoder.raw_decode(buffer, at)
        except json.JSONDecodeError:
            text = next(texts, None)
            if text is None or buffer.startswith("]", at):
                return
            buffer, at = buffer[at:] + text, 0
        else:
            yield row


def grid(
    body: bytes | Answered, urls: Urls, limit: int, labels: Mapping[str, str] | None = None
) -> Grid:
    """Return the first *limit* rows of an answer; an ASK answers with one cell, yes or no.

    IRIs are told what they stand for where *labels* are given.
    """
    answer = read((body,), limit) if isinstance(body, bytes) else body
    if answer.boolean is not None:
        return Grid(("answer",), ((Cell("yes" if answer.boolean else "no"),),), 1)
    rows = tuple(
        tuple(_labelled(row, name, urls, labels or {}) for name in answer.columns)
        for row in answer.rows[:limit]
    )
    return Grid(answer.columns, rows, answer.total)


def _labelled(row: Row, name: str, urls: Urls, labels: Mapping[str, str]) -> Cell:
    made = cell(row.get(name), urls)
    label = labels.get(row[name]["value"]) if name in row and row[name]["type"] == "uri" else None
    if not label or any(label == term["value"] for term in row.values()):
        return made
    return replace(made, label=label)


def cell(term: Mapping[str, Any] | None, urls: Urls) -> Cell:
    """Return one term as a cell: an IRI links, a literal keeps its language and datatype."""
    if term is None:
        return Cell("")
    value = term["value"]
    if term["type"] == "uri":
        href = urls.href(value)
        return Cell(urls.short(value), href, outward=href == value)
    if term["type"] != "literal":
        return Cell(f"_:{value}" if term["type"] == "bnode" else json.dumps(value))
    datatype = str(term.get("datatype", ""))
    if datatype in _NUMERIC:
        return Cell(number(value), numeric=True)
    shown = "" if not datatype or datatype in _UNWRITTEN else urls.short(datatype)
    return Cell(value, lang=term.get("xml:lang"), datatype=shown)


def mentioned(answer: Answered) -> Iterator[str]:
    """Yield the IRIs of the rows that are shown."""
    for row in answer.rows:
        for term in row.values():
            if term["type"] == "uri":
                yield term["value"]


def terms(answer: Answered, urls: Urls, labels: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Return how a table writes every IRI of an answer: its name, label and address."""
    found: dict[str, dict[str, Any]] = {}
    for row in answer.rows:
        for term in row.values():
            iri = term["value"] if term["type"] == "uri" else term.get("datatype")
            if not isinstance(iri, str) or iri in found or iri in _UNWRITTEN:
                continue
            href = urls.href(iri)
            said = {
                "name": urls.short(iri),
                "label": labels.get(iri),
                "href": href,
                "outward": href == iri or None,
            }
            found[iri] = {key: value for key, value in said.items() if value}
    return found


def bare(sparql: str) -> str:
    """Return the text of a named question without its ``#+`` header."""
    lines = sparql.splitlines()
    return "\n".join(line for line in lines if not line.startswith("#+")).strip()
