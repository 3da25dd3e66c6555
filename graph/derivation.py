"""Compute what is never stored by hand: SPARQL rules, one file and one named graph each.

A rule is a CONSTRUCT query in ``graph/rules``. What it constructs goes into the graph
``…/graph/derived/{rule}``, which names and quotes the rule. ``after`` in its header names the rules
whose results it reads.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pyoxigraph as ox

from graph.endpoint import LocalEndpoint
from graph.namespaces import DCTERMS, PROV, RDF, RDFS, SH, graph_iri
from graph.queries import header
from graph.resources import package_folder


@dataclass(frozen=True)
class Rule:
    """One rule: its file's name, its header and its SPARQL text."""

    name: str
    title: str
    description: str
    after: tuple[str, ...]
    text: str


def read_rule(path: Path) -> Rule:
    """Read a rule from its file.

    Raises:
        QueryFileError: the header is unusable.
    """
    data = header(path)
    return Rule(
        name=path.stem,
        title=data["title"],
        description=data["description"],
        after=tuple(data.get("after", ())),
        text=path.read_text("utf-8"),
    )


@cache
def rules() -> tuple[Rule, ...]:
    """Return every shipped rule, each after those it depends on."""
    read = {path.stem: read_rule(path) for path in sorted(package_folder("rules").glob("*.rq"))}
    order = TopologicalSorter({name: rule.after for name, rule in read.items()})
    return tuple(read[name] for name in order.static_order())


def derive(store: ox.Store, base: str) -> dict[str, int]:
    """Run every rule over a store that holds all documents and the ontology.

    Args:
        store: where the documents are; the derived graphs are added to it.
        base: the base IRI of the graph.

    Returns:
        The number of triples that each rule constructed, by rule.
    """
    endpoint = LocalEndpoint(store)
    counts = {}
    for rule in rules():
        graph = ox.NamedNode(graph_iri(base, f"derived/{rule.name}"))
        triples = endpoint.construct(rule.text)
        described = _provenance(rule, graph, base)
        store.extend(ox.Quad(*_terms(triple), graph) for triple in (*triples, *described))
        counts[rule.name] = len(triples)
    return counts


def _terms(
    triple: ox.Triple,
) -> tuple[
    ox.NamedNode | ox.BlankNode | ox.Triple,
    ox.NamedNode,
    ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple,
]:
    return triple.subject, triple.predicate, triple.object


def _provenance(rule: Rule, graph: ox.NamedNode, base: str) -> Iterable[ox.Triple]:
    """Describe a derived graph: it follows from the documents by this rule."""
    plan = ox.NamedNode(f"{base}rule/{rule.name}")
    a = ox.NamedNode(RDF + "type")
    yield ox.Triple(graph, a, ox.NamedNode(PROV + "Bundle"))
    yield ox.Triple(graph, ox.NamedNode(PROV + "wasDerivedFrom"), plan)
    yield ox.Triple(plan, a, ox.NamedNode(PROV + "Plan"))
    yield ox.Triple(plan, a, ox.NamedNode(SH + "SPARQLConstructExecutable"))
    yield ox.Triple(plan, ox.NamedNode(RDFS + "label"), ox.Literal(rule.title, language="en"))
    description = ox.Literal(rule.description, language="en")
    yield ox.Triple(plan, ox.NamedNode(DCTERMS + "description"), description)
    yield ox.Triple(plan, ox.NamedNode(SH + "construct"), ox.Literal(rule.text))
