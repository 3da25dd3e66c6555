"""Compute what is never stored by hand: SPARQL rules, one file and one named graph each.

A rule is a CONSTRUCT query in ``graph/rules``. What it constructs goes into the graph
``…/graph/derived/{rule}``, which names and quotes the rule. ``after`` in its header names the rules
whose results it reads.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pyoxigraph as ox

from graph.endpoint import LocalEndpoint
from graph.namespaces import DCTERMS, MATH, PROV, RDF, RDFS, SH, XSD, graph_iri
from graph.queries import header
from graph.resources import package_folder

Function = Callable[..., ox.Literal | None]

#: Datatypes that a mathematical function takes.
NUMERIC = frozenset(f"{XSD}{name}" for name in ("integer", "decimal", "double", "float"))


def _number(compute: Callable[..., float], arity: int = 1) -> Function:
    """Make a function of SPARQL from one of Python: *arity* numbers in, an ``xsd:double`` out.

    Where the W3C functions answer NaN or infinity, and for whatever is not a number, the function
    is an error in the expression, so that nothing is concluded from it.
    """

    def function(*terms: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> ox.Literal | None:
        if len(terms) != arity:
            return None
        try:
            result = compute(*map(_float, terms))
        except (ValueError, OverflowError):
            return None
        return ox.Literal(float(result)) if math.isfinite(result) else None

    return function


def _float(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> float:
    """Read a numeric literal.

    Raises:
        ValueError: it is something else.
    """
    if not isinstance(term, ox.Literal) or term.datatype.value not in NUMERIC:
        raise ValueError(f"{term} is not a number")
    return float(term.value)


#: The functions of https://www.w3.org/TR/xpath-functions-31/#trigonometry that rules may use and
#: SPARQL 1.1 itself lacks. Apache Jena knows them by the same names.
FUNCTIONS: Mapping[ox.NamedNode, Function] = {
    ox.NamedNode(f"{MATH}log"): _number(math.log),
    ox.NamedNode(f"{MATH}log10"): _number(math.log10),
    ox.NamedNode(f"{MATH}exp"): _number(math.exp),
    ox.NamedNode(f"{MATH}sqrt"): _number(math.sqrt),
    ox.NamedNode(f"{MATH}pow"): _number(math.pow, 2),
}


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
    return {rule.name: run(rule, store, base) for rule in rules()}


def run(rule: Rule, store: ox.Store, base: str) -> int:
    """Run one rule, add its derived graph to the store, and return how many triples it makes."""
    graph = ox.NamedNode(graph_iri(base, f"derived/{rule.name}"))
    ntriples = LocalEndpoint(store, FUNCTIONS).ntriples(rule.text)
    store.bulk_load(ntriples, format=ox.RdfFormat.N_TRIPLES, to_graph=graph)
    store.extend(ox.Quad(*_terms(triple), graph) for triple in _provenance(rule, graph, base))
    return ntriples.count(b"\n")


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
