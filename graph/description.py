"""What a release says of itself: its manifest, and the same as statements in the graph."""

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from graph.namespaces import DCTERMS, RDF, graph_iri

_DCAT = "http://www.w3.org/ns/dcat#"
_VOID = "http://rdfs.org/ns/void#"
_OWL = "http://www.w3.org/2002/07/owl#"
_XSD = "http://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True)
class Manifest:
    """What a release is made of.

    Attributes:
        name: the release's name, from the time it was built and its digest.
        issued: when it was built (ISO 8601, UTC).
        digest: SHA-256 over every document, the ontology, the rules, the software version and base.
        base: base IRI of its entities.
        software: version of Equipoise that built it.
        triples: statements in all named graphs, derived ones included.
        documents: SHA-256 of every document, by name.
        derived: number of triples each rule constructed.
    """

    name: str
    issued: str
    digest: str
    base: str
    software: str
    triples: int
    documents: dict[str, str]
    derived: dict[str, int]


def description(manifest: Manifest) -> Iterator[ox.Quad]:
    """Describe the data set in itself (DCAT, VoID), so that a remote copy can say what it is."""
    dataset = ox.NamedNode(manifest.base + "dataset")
    graph = ox.NamedNode(graph_iri(manifest.base, "dataset"))

    def says(predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
        return ox.Quad(dataset, ox.NamedNode(predicate), value, graph)

    issued = ox.Literal(manifest.issued, datatype=ox.NamedNode(_XSD + "dateTime"))
    licence = ox.NamedNode("https://creativecommons.org/licenses/by/4.0/")
    yield says(RDF + "type", ox.NamedNode(_DCAT + "Dataset"))
    yield says(RDF + "type", ox.NamedNode(_VOID + "Dataset"))
    yield says(DCTERMS + "title", ox.Literal("Equipoise", language="en"))
    yield says(DCTERMS + "issued", issued)
    yield says(DCTERMS + "license", licence)
    yield says(DCTERMS + "identifier", ox.Literal(manifest.digest))
    yield says(_OWL + "versionInfo", ox.Literal(manifest.name))
    yield says(_VOID + "uriSpace", ox.Literal(manifest.base + "id/"))
    yield says(_VOID + "triples", ox.Literal(manifest.triples))
    yield says(_VOID + "documents", ox.Literal(len(manifest.documents)))
