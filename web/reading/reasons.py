"""Explanations of what was computed, as a page shows them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from graph.explanation import MOST, Explanation
from graph.namespaces import EQ, RDF, local_part
from graph.records import Ref
from graph.rulebook import RuleInWords, rulebook
from graph.tables import json_term
from web.reading.formatting import property_name, sentence
from web.reading.tables import Answered, Cell, Grid, Row, cell, grid
from web.urls import Urls

#: What the names of parts begin with that have an anchor on the page of their study.
ANCHORED: Final = ("evidence-", "finding-")

#: Labels that are looked up, by IRI.
Labels = Mapping[str, str]


@dataclass(frozen=True)
class Origin:
    """A document that states an input, and where it was read from."""

    document: Ref
    sources: tuple[Ref, ...]


@dataclass(frozen=True)
class Reason:
    """Why one rule says something of a thing.

    Attributes:
        name: name of the rule, which is the anchor of this reason.
        title: what the rule is called.
        description: what it does.
        words: the rule in words, if it has a section in the rule book.
        file: where it is written.
        graph: the derived graph.
        says: what it says of the thing: property and value.
        rows: what it was concluded from.
        query: the query that gives these rows, or empty.
        origins: the documents that state what is in the rows.
        computed: what of it was itself computed.
        more: how many documents and computed things are not shown.
    """

    name: str
    title: str
    description: str
    words: RuleInWords | None
    file: str
    graph: str
    says: tuple[tuple[str, Cell], ...]
    rows: Grid
    query: str
    origins: tuple[Origin, ...]
    computed: tuple[Ref, ...]
    more: int


def reasons(found: Iterable[Explanation], urls: Urls, labels: Labels) -> tuple[Reason, ...]:
    """Return explanations as a page shows them."""
    words = {rule.name: rule for rule in rulebook()}
    return tuple(_reason(one, urls, labels, words) for one in found)


def mentioned(iri: str, found: Iterable[Explanation]) -> frozenset[str]:
    """Return everything that a page about a thing may name, and what it is a part of."""
    told = {iri}
    for one in found:
        terms = [value for _, value in one.statements]
        terms += [term for row in one.rows.rows[:MOST] for term in row.values()]
        written = map(json_term, terms)
        told |= {predicate for predicate, _ in one.statements}
        told |= {term["value"] for term in written if term["type"] == "uri"}
        told |= {source for document in one.documents[:MOST] for source in document.sources}
        told |= set(one.computed[:MOST])
    return frozenset(told | {name.partition("#")[0] for name in told})


def named(iri: str, urls: Urls, labels: Labels) -> Ref:
    """Return a thing with its label, or one made of what it is a part of.

    Most of what is computed has no label: ``balance-supports-direct`` of a hypothesis is called
    “balance supports direct” of it.
    """
    if iri in labels:
        return Ref(iri, labels[iri])
    whole, _, part = iri.partition("#")
    if part and whole in labels:
        return Ref(iri, f"{sentence(_words(part))} of “{labels[whole].rstrip('.')}”")
    return Ref(iri, urls.short(iri))


def _reason(
    one: Explanation, urls: Urls, labels: Labels, words: Mapping[str, RuleInWords]
) -> Reason:
    rows: list[Row] = [
        {name: json_term(term) for name, term in row.items()} for row in one.rows.rows[:MOST]
    ]
    answered = Answered(one.rows.variables, tuple(rows), one.found)
    name = local_part(one.rule)
    return Reason(
        name=name,
        title=one.title,
        description=" ".join(one.description.split()),
        words=words.get(name),
        file=one.file,
        graph=one.graph,
        says=tuple(
            (_property(predicate, labels), _value(json_term(value), one.computed, urls, labels))
            for predicate, value in one.statements
            if predicate != f"{RDF}type"
        ),
        rows=_landing(grid(answered, urls, MOST, labels), urls),
        query=_bare(one.query),
        origins=tuple(
            Origin(
                Ref(document.iri, document.iri.partition("/graph/")[2] or document.iri),
                tuple(named(source, urls, labels) for source in document.sources),
            )
            for document in one.documents[:MOST]
        ),
        computed=tuple(named(iri, urls, labels) for iri in one.computed[:MOST]),
        more=max(len(one.documents) - MOST, 0) + max(len(one.computed) - MOST, 0),
    )


def _property(iri: str, labels: Labels) -> str:
    return property_name(Ref(iri, labels.get(iri) or iri.removeprefix(EQ)))


def _value(term: Mapping[str, str], computed: Sequence[str], urls: Urls, labels: Labels) -> Cell:
    """Return a value with its label in the place of its IRI; what was computed is explained."""
    made = cell(term, urls)
    if term["type"] != "uri":
        return made
    href = urls.why(term["value"]) if term["value"] in computed else _whole(made, urls).href
    return Cell(named(term["value"], urls, labels).label, href, outward=made.outward)


def _landing(answer: Grid, urls: Urls) -> Grid:
    rows = tuple(tuple(_whole(one, urls) for one in row) for row in answer.rows)
    return replace(answer, rows=rows)


def _whole(found: Cell, urls: Urls) -> Cell:
    """Return a cell that leads to the page of a whole record: not every part has an anchor."""
    address = found.href or ""
    page, _, part = address.partition("#")
    if found.outward or page in {urls.path("ns"), urls.path("shapes")}:
        return found
    if part.startswith(ANCHORED):
        return found
    return replace(found, href=page or None)


def _bare(query: str) -> str:
    lines = (line.rstrip() for line in query.splitlines() if not line.startswith("#+"))
    return "\n".join(line for line in lines if line)


def _words(fragment: str) -> str:
    """Return the words of a fragment, without a digest at its end."""
    words = [word for word in fragment.split("-") if not _digest(word)]
    return " ".join(words)


def _digest(word: str) -> bool:
    return len(word) == 16 and all(letter in "0123456789abcdef" for letter in word)
