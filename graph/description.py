"""What a release says of itself: its manifest, and the same as statements in the graph."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import pyoxigraph as ox

from graph.namespaces import DCTERMS, RDF, graph_iri
from graph.records import ExportFile

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
        triples: different triples in the union of all named graphs, derived ones and those of the
            description included: as many as the endpoint counts.
        quads: statements in all named graphs; one that two graphs state counts twice.
        documents: SHA-256 of every document, by name.
        derived: number of triples each rule constructed.
        created: when each document was new: the time of the first release that held it.
        modified: when each document last changed: the time of the first release that held it so.
        files: what can be downloaded, in the folder ``exports`` of the release.
    """

    name: str
    issued: str
    digest: str
    base: str
    software: str
    triples: int
    documents: dict[str, str]
    derived: dict[str, int]
    quads: int = 0
    created: dict[str, str] = field(default_factory=dict)
    modified: dict[str, str] = field(default_factory=dict)
    files: tuple[ExportFile, ...] = ()

    def measured(self, store: ox.Store) -> "Manifest":
        """Return this manifest with the size of what a store holds, its description included."""
        said = list(description(self))
        triples = {quad.triple for quad in store} | {quad.triple for quad in said}
        return replace(self, triples=len(triples), quads=len(store) + len(said))

    def dated(self, previous: "Manifest | None") -> "Manifest":
        """Return this manifest with when each document was new, and when it last changed.

        A document that the previous release held keeps its dates, but for the second one if its
        digest is another; any other one is as old as this release.
        """
        if previous is None or previous.base != self.base:
            now = dict.fromkeys(self.documents, self.issued)
            return replace(self, created=now, modified=now)
        had, since = previous.documents, previous.issued
        return replace(
            self,
            created={
                name: previous.created.get(name, since) if name in had else self.issued
                for name in self.documents
            },
            modified={
                name: previous.modified.get(name, since) if had.get(name) == digest else self.issued
                for name, digest in self.documents.items()
            },
        )


def description(manifest: Manifest) -> Iterator[ox.Quad]:
    """Describe the data set in itself (DCAT, VoID), so that a remote copy can say what it is.

    The description also tells when each document was new and when it last changed.
    """
    dataset = ox.NamedNode(manifest.base + "dataset")
    graph = ox.NamedNode(graph_iri(manifest.base, "dataset"))

    def says(predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
        return ox.Quad(dataset, ox.NamedNode(predicate), value, graph)

    issued = _time(manifest.issued)
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
    for predicate, times in (("created", manifest.created), ("modified", manifest.modified)):
        yield from _dates(DCTERMS + predicate, times, manifest.base, graph)


def _dates(
    predicate: str, times: Mapping[str, str], base: str, graph: ox.NamedNode
) -> Iterator[ox.Quad]:
    for name, time in times.items():
        document = ox.NamedNode(graph_iri(base, name))
        yield ox.Quad(document, ox.NamedNode(predicate), _time(time), graph)


def _time(text: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(_XSD + "dateTime"))
