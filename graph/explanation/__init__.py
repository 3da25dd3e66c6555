"""Explain what was computed: by which rule, from which rows, from which documents and sources.

The rows of a rule are those of its WHERE clause with the thing in the place of a subject of its
template. A rule that only counts has a question of its own in ``graph/rules/explain`` which lists
what was counted. Where a row holds something that was itself computed, that is explained too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from graph.derivation import FUNCTIONS, Rule, rules
from graph.endpoint import Endpoint, LocalEndpoint, Table, Term
from graph.errors import NotFound
from graph.namespaces import DCTERMS, RDFS, local_part
from graph.queries import question, read_question
from graph.resources import package_folder
from graph.tables import plain

#: How many computed things deep an explanation goes.
DEEPEST: Final = 2

_CONSTRUCT: Final = re.compile(r"CONSTRUCT\s*\{(?P<template>[^{}]*)\}\s*WHERE\s*\{")
_SUBJECT: Final = re.compile(r"(?:^|\s\.)\s*\?(\w+)")


@dataclass(frozen=True)
class Document:
    """A document that states an input, and the sources that it names."""

    iri: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Explanation:
    """Why one rule says something of one thing.

    Attributes:
        about: the thing.
        graph: the derived graph.
        rule: the rule's IRI.
        title: what the rule is called.
        description: what it does, in words.
        file: where it is written, from the package's folder; the code that pools is no query.
        query: the query that gives the rows; empty if the rule is no query.
        statements: what it says: property and value.
        rows: what it was concluded from.
        inputs: every thing in the rows that a document states, and what it was derived from.
        documents: those documents.
        computed: what of it was itself computed.
        parts: explanations of that, as deep as was asked for.
    """

    about: str
    graph: str
    rule: str
    title: str
    description: str
    file: str
    query: str
    statements: tuple[tuple[str, Term], ...]
    rows: Table
    inputs: tuple[str, ...]
    documents: tuple[Document, ...]
    computed: tuple[str, ...]
    parts: tuple["Explanation", ...]

    def all_parts(self) -> Iterator["Explanation"]:
        """Iterate over this and every part of it."""
        yield self
        for part in self.parts:
            yield from part.all_parts()


def explain(endpoint: Endpoint, iri: str, deepest: int = DEEPEST) -> tuple[Explanation, ...]:
    """Explain everything computed about a thing, rule by rule.

    Args:
        endpoint: where the graph is.
        iri: a thing of the graph, or something computed, such as a balance entry.
        deepest: how many computed things deep the explanation goes; 0 only names them.

    Raises:
        NotFound: nothing was computed about it.
    """
    if isinstance(endpoint, LocalEndpoint):
        endpoint = LocalEndpoint(endpoint.store, FUNCTIONS)  # rules use them
    try:
        ox.NamedNode(iri)
    except ValueError as error:
        raise NotFound(iri) from error
    found = _Reader(endpoint, deepest).explain(iri)
    if not found:
        raise NotFound(iri)
    return found


@dataclass
class _Reader:
    """Reads explanations from one endpoint, each thing once."""

    endpoint: Endpoint
    deepest: int
    seen: set[str] = field(default_factory=set)
    asked: dict[tuple[str, str], Table] = field(default_factory=dict)

    def explain(self, iri: str, depth: int = 0) -> tuple[Explanation, ...]:
        """Explain what each rule says of a thing."""
        self.seen.add(iri)
        by_rule: dict[tuple[str, str], list[tuple[str, Term]]] = {}
        for row in self._ask("explain-statements", iri):
            key = plain(row["rule"]), plain(row["graph"])
            by_rule.setdefault(key, []).append((plain(row["property"]), row["value"]))
        return tuple(
            self._by_rule(iri, rule, graph, tuple(statements), depth)
            for (rule, graph), statements in by_rule.items()
        )

    def _by_rule(
        self,
        iri: str,
        rule_iri: str,
        graph: str,
        statements: tuple[tuple[str, Term], ...],
        depth: int,
    ) -> Explanation:
        name = local_part(rule_iri)
        rule = {rule.name: rule for rule in rules()}.get(name)
        title, description = (rule.title, rule.description) if rule else self._described(rule_iri)
        query, rows = self._rows(rule, iri) if rule else ("", Table((), ()))
        mentioned = {iri} | {plain(t) for row in rows for t in row.values() if _named(t)}
        mentioned |= {plain(t) for _, t in statements if _named(t)}
        inputs, documents, computed = self._stated(mentioned)
        return Explanation(
            about=iri,
            graph=graph,
            rule=rule_iri,
            title=title,
            description=description,
            file=f"graph/rules/{name}.rq" if rule else "graph/synthesis/",
            query=query,
            statements=statements,
            rows=rows,
            inputs=inputs,
            documents=documents,
            computed=tuple(thing for thing in computed if thing != iri),
            parts=self._parts(computed, depth),
        )

    def _parts(self, computed: list[str], depth: int) -> tuple[Explanation, ...]:
        if depth >= self.deepest:
            return ()
        fresh = [iri for iri in computed if iri not in self.seen]
        return tuple(part for iri in fresh for part in self.explain(iri, depth + 1))

    def _rows(self, rule: Rule, iri: str) -> tuple[str, Table]:
        """Return the query that gives a thing's rows, and the rows in a fixed order."""
        companion = package_folder("rules") / "explain" / f"{rule.name}.rq"
        if companion.is_file():
            query = read_question(companion).bind({"about": ox.NamedNode(iri)})
            rows = self.endpoint.select(query)
            if rows.rows:
                return query, rows
        for query in rewritten(rule.text, iri):
            rows = self.endpoint.select(query)
            if rows.rows:
                ordered = sorted(rows, key=lambda row: [str(row.get(v)) for v in rows.variables])
                return query, Table(rows.variables, tuple(ordered))
        return "", Table((), ())

    def _stated(
        self, mentioned: set[str]
    ) -> tuple[tuple[str, ...], tuple[Document, ...], list[str]]:
        """Follow what was mentioned to documents and sources; return what no document states."""
        waiting, known = sorted(mentioned), set(mentioned)
        inputs, computed = [], []
        documents: dict[str, set[str]] = {}
        while waiting:
            thing = waiting.pop(0)
            rows = self._ask("explain-sources", thing)
            if not rows.rows:
                computed += [thing] if self._ask("explain-statements", thing).rows else []
                continue
            inputs.append(thing)
            for row in rows:
                sources = documents.setdefault(plain(row["document"]), set())
                sources |= {plain(row["source"])} if "source" in row else set()
            origins = {plain(row["origin"]) for row in rows if "origin" in row} - known
            known |= origins
            waiting += sorted(origins)
        listed = tuple(Document(iri, tuple(sorted(documents[iri]))) for iri in sorted(documents))
        return tuple(sorted(inputs)), listed, computed

    def _described(self, rule: str) -> tuple[str, str]:
        """Return title and description of what is no query, as the graph has them."""
        said = {
            plain(row["property"]): plain(row["value"])
            for row in self._ask("explain-statements", rule)
        }
        return said.get(RDFS + "label", ""), said.get(DCTERMS + "description", "")

    def _ask(self, name: str, thing: str) -> Table:
        if (name, thing) not in self.asked:
            query = question(name).bind({"thing": ox.NamedNode(thing)})
            self.asked[name, thing] = self.endpoint.select(query)
        return self.asked[name, thing]


def rewritten(rule: str, iri: str) -> Iterator[str]:
    """Return the queries for the rows of a rule that conclude something about a thing.

    One for each variable that is a subject of the template: the WHERE clause as it stands, with
    that variable bound to the thing. A variable that the clause itself makes can only be compared
    afterwards; then the triple by which the template joins it to another subject comes first, for
    it is in the graph by now and leaves few rows.
    """
    head = _CONSTRUCT.search(rule)
    if head is None:
        return
    start, body = rule[: head.start()], rule[head.end() : rule.rindex("}")]
    if body.lstrip().startswith("SELECT"):
        body = f"{{{body}}}"
    term = str(ox.NamedNode(iri))
    for subject in dict.fromkeys(_SUBJECT.findall(head["template"])):
        if not re.search(rf"\bAS\s+\?{subject}\b", body):
            yield f"{start}SELECT * WHERE {{ VALUES ?{subject} {{ {term} }} {body} }}"
            continue
        joined = re.search(rf"\?\w+\s+[\w:]+\s+(?=\?{subject}\b)", head["template"])
        known = f"{joined[0]}{term} . " if joined else ""
        yield f"{start}SELECT * WHERE {{ {known}{body} FILTER(?{subject} = {term}) }}"


def _named(term: Term) -> bool:
    return isinstance(term, ox.NamedNode)
