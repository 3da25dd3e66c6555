"""Explain what was computed: by which rule, from which rows, from which documents and sources.

The rows of a rule are those of its WHERE clause with the thing in the place of a subject of its
template. A rule that only counts has a question of its own in ``graph/rules/explain`` which lists
what was counted. Where a row holds something that was itself computed, that is explained too.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from graph.derivation import FUNCTIONS, Rule, rules
from graph.endpoint import Endpoint, LocalEndpoint, Row, Table, Term
from graph.errors import NotFound
from graph.namespaces import DCTERMS, RDFS, local_part
from graph.queries import question, read_question
from graph.reader import TOGETHER
from graph.resources import package_folder
from graph.tables import plain

#: How many computed things deep an explanation goes.
DEEPEST: Final = 2

#: How many rows of a rule a page shows, and follows to their documents.
MOST: Final = 50

_CONSTRUCT: Final = re.compile(r"CONSTRUCT\s*\{(?P<template>[^{}]*)\}\s*WHERE\s*\{")
_SELECT: Final = re.compile(r"\bSELECT\b([^{}]*?)\bWHERE\s*\{(?!\s*SELECT\b)")
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
        rows: what it was concluded from; where an explanation was kept, the first of it.
        found: how many rows there are.
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
    found: int
    inputs: tuple[str, ...]
    documents: tuple[Document, ...]
    computed: tuple[str, ...]
    parts: tuple["Explanation", ...]

    def all_parts(self) -> Iterator["Explanation"]:
        """Iterate over this and every part of it."""
        yield self
        for part in self.parts:
            yield from part.all_parts()


def explain(
    endpoint: Endpoint, iri: str, deepest: int = DEEPEST, most: int | None = None
) -> tuple[Explanation, ...]:
    """Explain everything computed about a thing, rule by rule.

    Args:
        endpoint: where the graph is.
        iri: a thing of the graph, or something computed, such as a balance entry.
        deepest: how many computed things deep the explanation goes; 0 only names them.
        most: how many rows of a rule are followed to documents and sources; all without.

    Raises:
        NotFound: nothing was computed about it.
    """
    if isinstance(endpoint, LocalEndpoint):
        endpoint = LocalEndpoint(endpoint.store, FUNCTIONS)  # rules use them
    try:
        ox.NamedNode(iri)
    except ValueError as error:
        raise NotFound(iri) from error
    found = _Reader(endpoint, deepest, most).explain(iri)
    if not found:
        raise NotFound(iri)
    return found


@dataclass
class _Reader:
    """Reads explanations from one endpoint, each thing once."""

    endpoint: Endpoint
    deepest: int
    most: int | None = None
    seen: set[str] = field(default_factory=set)
    asked: dict[tuple[str, str], Sequence[Row]] = field(default_factory=dict)

    def explain(self, iri: str, depth: int = 0) -> tuple[Explanation, ...]:
        """Explain what each rule says of a thing."""
        self.seen.add(iri)
        by_rule: dict[tuple[str, str], list[tuple[str, Term]]] = {}
        for row in self._ask_each("explain-statements", [iri])[iri]:
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
        followed = rows.rows[: self.most]
        mentioned = {iri} | {plain(t) for row in followed for t in row.values() if _named(t)}
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
            found=len(rows),
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
                return query, _bound(rows)
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
            stated = self._ask_each("explain-sources", waiting)
            rest = [thing for thing in waiting if not stated[thing]]
            computed += [thing for thing, rows in self._computed(rest) if rows]
            inputs += [thing for thing in waiting if stated[thing]]
            told = [row for rows in stated.values() for row in rows]
            for row in told:
                sources = documents.setdefault(plain(row["document"]), set())
                sources |= {plain(row["source"])} if "source" in row else set()
            waiting = sorted({plain(row["origin"]) for row in told if "origin" in row} - known)
            known.update(waiting)
        listed = tuple(Document(iri, tuple(sorted(documents[iri]))) for iri in sorted(documents))
        return tuple(sorted(inputs)), listed, computed

    def _described(self, rule: str) -> tuple[str, str]:
        """Return title and description of what is no query, as the graph has them."""
        said = {
            plain(row["property"]): plain(row["value"])
            for row in self._ask_each("explain-statements", [rule])[rule]
        }
        return said.get(RDFS + "label", ""), said.get(DCTERMS + "description", "")

    def _computed(self, things: Sequence[str]) -> Iterable[tuple[str, Sequence[Row]]]:
        return self._ask_each("explain-statements", things).items()

    def _ask_each(self, name: str, things: Sequence[str]) -> dict[str, Sequence[Row]]:
        """Return the rows of a question by thing; each thing is asked about once, many together."""
        fresh = [thing for thing in things if (name, thing) not in self.asked]
        for some in (fresh[i : i + TOGETHER] for i in range(0, len(fresh), TOGETHER)):
            found: dict[str, list[Row]] = {thing: [] for thing in some}
            terms = tuple(ox.NamedNode(thing) for thing in some)
            for row in self.endpoint.select(question(name).bind({"thing": terms})):
                found[plain(row["thing"])].append(row)
            self.asked.update({(name, thing): rows for thing, rows in found.items()})
        return {thing: self.asked[name, thing] for thing in things}


def rewritten(rule: str, iri: str) -> Iterator[str]:
    """Return the queries for the rows of a rule that conclude something about a thing.

    One for each variable that is a subject of the template: the WHERE clause as it stands, with
    that variable bound to the thing, also in the queries inside of it. A variable that the clause
    itself makes can only be compared afterwards; then the triple by which the template joins it to
    another subject comes first, or those that the template states of it, for they are in the graph
    by now and leave few rows. After the latter comes one query without them, should a rule leave
    one of them out.
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
            slot = f"VALUES ?{subject} {{ {term} }} "
            yield f"{start}SELECT * WHERE {{ {slot}{_narrowed(body, subject, slot)} }}"
            continue
        joined = re.search(rf"\?\w+\s+[\w:]+\s+(?=\?{subject}\b)", head["template"])
        rest = f"{body} FILTER(?{subject} = {term}) }}"
        if joined:
            yield f"{start}SELECT * WHERE {{ {joined[0]}{term} . {rest}"
            continue
        if known := _said(head["template"], subject, body, term):
            yield f"{start}SELECT * WHERE {{ {known}{rest}"
        yield f"{start}SELECT * WHERE {{ {rest}"


def _narrowed(body: str, subject: str, slot: str) -> str:
    """Bind a subject inside of each query in a clause that it comes out of as well."""

    def bound(select: re.Match[str]) -> str:
        given = re.sub(r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)", "", select[1])
        return select[0] + (f" {slot}" if re.search(rf"\?{subject}\b", given) else "")

    return _SELECT.sub(bound, body)


def _said(template: str, subject: str, body: str, term: str) -> str:
    """Return what a template states of a subject with variables that the clause does not make."""
    said = re.search(rf"(?:^|\.)\s*\?{subject}\b([^.]*)", template)
    pairs = re.findall(r"([\w:]+)\s+\?(\w+)", said[1] if said else "")
    found = [pair for pair in pairs if not re.search(rf"\bAS\s+\?{pair[1]}\b", body)]
    return "".join(f"{term} {name} ?{variable} . " for name, variable in found)


def _bound(rows: Table) -> Table:
    """Return rows without the variables that none of them binds."""
    return Table(
        tuple(name for name in rows.variables if any(name in row for row in rows)), rows.rows
    )


def _named(term: Term) -> bool:
    return isinstance(term, ox.NamedNode)
