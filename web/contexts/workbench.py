"""The SPARQL workbench, and what it shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

from web.contexts.frame import Context
from web.http.negotiation import Format
from web.reading.tables import Grid


@dataclass(frozen=True)
class Example:
    """A named question that the workbench offers: its title, and the workbench with it open."""

    title: str
    href: str
    description: str = ""


@dataclass(frozen=True)
class Problem:
    """Why a query did not run, and where: the line is counted from 1, 0 if there is no place.

    *before*, *token* and *after* are the text of that line.
    """

    title: str
    detail: str
    line: int = 0
    column: int = 0
    token: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Outcome:
    """An answer as the workbench shows it.

    Attributes:
        kind: ``table`` or ``graph``: which formats it can be downloaded in.
        summary: how much it is and how long it took.
        sentence: the answer to an ASK.
        text: an answer in Turtle.
        grid: an answer as a table.
        notes: what is missing, and how to get it.
        data: the same for the script of the page.
    """

    kind: str
    summary: str
    sentence: str = ""
    text: str | None = None
    grid: Grid | None = None
    notes: tuple[str, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """One term that a query may use.

    Attributes:
        name: as a query writes it, such as ``eq:direction``.
        label: its label.
        definition: what it means; empty for terms that others define.
        kind: ``class``, ``property`` or ``value``.
        uses: entities of the class, or triples with the property; 0 for a value.
        list: the closed list that a value belongs to, or empty.
    """

    name: str
    label: str
    definition: str
    kind: str
    uses: int = 0
    list: str = ""


@dataclass(frozen=True)
class WorkbenchContext(Context):
    """The SPARQL workbench."""

    template: ClassVar[str] = "workbench.html"
    query: Annotated[str, "The query in the form."]
    outcome: Annotated[Outcome | None, "The answer, if a query ran."]
    problem: Annotated[Problem | None, "Why the query did not run, if it did not."]
    downloads: Annotated[
        tuple[tuple[str, Format, str], ...],
        "The answer in other formats: `table` or `graph`, format and path.",
    ]
    examples: Annotated[
        tuple[tuple[str, tuple[Example, ...]], ...],
        "Named questions that can be opened here, by what they are for.",
    ]
    terms: Annotated[
        tuple[tuple[str, tuple[Entry, ...]], ...], "Classes and properties, each with a heading."
    ]
    prefixes: Annotated[Mapping[str, str], "The prefixes of the graph and what they stand for."]
    literals: Annotated[Mapping[str, str], "The query as programs write it, by opening mark."]
    address: Annotated[str, "The absolute address of the SPARQL endpoint."]
    seconds: Annotated[float, "The time limit of a query."]
    nonce: Annotated[str, "Number used once, with which the editor may add its styles."]
    script: Annotated[str, "Path of the bundled script of the page."]
