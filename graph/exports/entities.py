"""Linked data out of the graph: one entity, one named graph, or everything.

What is asked is in the ``export-*`` questions; they return statements with the named graph of each,
so that TriG and N-Quads keep it, while the formats for triples drop it.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

import pyoxigraph as ox
import rdflib

from graph.endpoint import Endpoint, LocalEndpoint, Term
from graph.errors import EndpointError, NotFound
from graph.namespaces import RDF, RDFS, prefixes
from graph.reader import Reader
from graph.resources import shipped

JSON_LD: Final = "application/ld+json"

#: Media types and their formats; those for data sets keep the named graphs.
FORMATS: Final = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    JSON_LD: ox.RdfFormat.JSON_LD,
}

_LABEL: Final = ox.NamedNode(RDFS + "label")


def describe(endpoint: Endpoint, iri: str, media_type: str, base: str) -> bytes:
    """Return the RDF of an entity.

    It holds the statements about the entity and about its parts, the documents whose topic it is,
    the statements that point to it, and the label of every IRI that these mention.

    Raises:
        NotFound: the graph says nothing about it.
        EndpointError: an unknown media type, or the store did not answer.
    """
    own = Reader(endpoint, base).ask("export-entity", entity=iri)
    inbound = Reader(endpoint, base).ask("export-inbound", entity=iri)
    if not own and not inbound:
        raise NotFound(iri)
    quads = set()
    for row in (*own, *inbound):
        quads.add(_quad(row["subject"], row["predicate"], row["object"], row["graph"]))
        for end in ("subject", "predicate", "object"):
            if label := row.get(f"{end}Label"):
                quads.add(_quad(row[end], _LABEL, label, row[f"{end}Graph"]))
    return write(quads, media_type, base, first=iri)


def document(endpoint: Endpoint, iri: str, media_type: str, base: str) -> bytes:
    """Return the RDF of one named graph.

    Raises:
        NotFound: no such graph.
        EndpointError: an unknown media type, or the store did not answer.
    """
    quads = _graph(endpoint, iri, base)
    if not quads:
        raise NotFound(iri)
    return write(quads, media_type, base, first=iri)


def dump(endpoint: Endpoint, media_type: str, base: str) -> bytes:
    """Return every named graph, in a format that keeps them apart.

    Raises:
        EndpointError: a media type that is not one for data sets, or the store did not answer.
    """
    if not FORMATS.get(media_type, ox.RdfFormat.TURTLE).supports_datasets or media_type == JSON_LD:
        raise EndpointError(
            f"{media_type} does not keep named graphs; use application/trig or application/n-quads"
        )
    return write(_everything(endpoint, base), media_type, base)


def _everything(endpoint: Endpoint, base: str) -> Iterable[ox.Quad]:
    if isinstance(endpoint, LocalEndpoint):
        return endpoint.store
    graphs = [row["graph"] for row in Reader(endpoint, base).ask("export-graphs")]
    names = [graph.value for graph in graphs if isinstance(graph, ox.NamedNode)]
    return [quad for name in names for quad in _graph(endpoint, name, base)]


def write(quads: Iterable[ox.Quad], media_type: str, base: str, first: str = "") -> bytes:
    """Write statements in one format, always in the same order.

    Args:
        quads: statements with their named graphs.
        media_type: one of :data:`FORMATS`.
        base: base IRI of the graph, for the prefixes of its entities.
        first: the IRI whose statements open the document; its parts get the prefix ``this``.

    Raises:
        EndpointError: an unknown media type.
    """
    if media_type not in FORMATS:
        raise EndpointError(f"linked data has no form {media_type}; use {', '.join(FORMATS)}")
    syntax = FORMATS[media_type]
    keep_graphs = syntax.supports_datasets and media_type != JSON_LD
    ordered = sorted(quads, key=lambda quad: _order(quad, first, keep_graphs))
    if media_type == JSON_LD:
        return _json_ld(ordered, first)
    statements: Iterable[Any] = ordered if keep_graphs else _triples(ordered)
    known = _used(ordered, prefixes(base) | {"this": f"{first}#"})
    return ox.serialize(statements, format=syntax, prefixes=known) or b""


def _graph(endpoint: Endpoint, iri: str, base: str) -> list[ox.Quad]:
    rows = Reader(endpoint, base).ask("export-graph", graph=iri)
    graph = ox.NamedNode(iri)
    return [_quad(row["subject"], row["predicate"], row["object"], graph) for row in rows]


def _quad(subject: Term, predicate: Term, object_: Term, graph: Term) -> ox.Quad:
    return ox.Quad(subject, predicate, object_, graph)  # type: ignore[arg-type]


def _triples(quads: Iterable[ox.Quad]) -> list[ox.Triple]:
    """Drop the graph names, and what two graphs both say once."""
    return list(dict.fromkeys(quad.triple for quad in quads))


def _order(quad: ox.Quad, first: str, by_graph: bool) -> tuple[str | bool, ...]:
    """Sort the entity first, then its parts, then the rest; a subject's type before the others."""
    subject = str(quad.subject)
    return (
        str(quad.graph_name) if by_graph else "",
        subject != f"<{first}>",
        not subject.startswith(f"<{first}#"),
        subject,
        quad.predicate.value != RDF + "type",
        quad.predicate.value,
        str(quad.object),
    )


def _used(quads: Iterable[ox.Quad], known: Mapping[str, str]) -> dict[str, str]:
    """Return the prefixes that any of the statements needs."""
    namespaces = {
        iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]
        for quad in quads
        for iri in (term.value for term in _iris(quad))
    }
    return {name: iri for name, iri in known.items() if iri in namespaces}


def _iris(quad: ox.Quad) -> Iterable[ox.NamedNode]:
    for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
        if isinstance(term, ox.NamedNode):
            yield term
        elif isinstance(term, ox.Literal):
            yield term.datatype


def _json_ld(quads: Iterable[ox.Quad], first: str) -> bytes:
    graph = rdflib.Graph()
    for quad in quads:
        graph.add((_node(quad.subject), _node(quad.predicate), _node(quad.object)))
    compacted = graph.serialize(format="json-ld", context=_context())
    document = _sorted(json.loads(compacted))
    if "@graph" in document:
        document["@graph"].sort(key=lambda node: not str(node["id"]).startswith(first))
    return json.dumps(document, indent=2, ensure_ascii=False).encode()


def _sorted(value: Any) -> Any:
    """Put the arrays of a JSON-LD document, which are sets, in an order of their own."""
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return sorted((_sorted(item) for item in value), key=_key)
    return value


def _key(item: Any) -> str:
    return str(item["id"]) if isinstance(item, dict) and "id" in item else json.dumps(item)


@cache
def _context() -> dict[str, Any]:
    """Return the JSON-LD context that travels with the ontology."""
    document = json.loads((shipped("ontology") / "context.jsonld").read_text("utf-8"))
    return dict(document["@context"])


def _node(term: Term) -> rdflib.term.Node:
    """Return a term for rdflib, its digits left as they are."""
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.Literal):
        datatype = None if term.language else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, term.language, datatype, normalize=False)
    return rdflib.BNode(str(term))
