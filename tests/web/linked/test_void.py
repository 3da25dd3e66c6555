"""The graph described for programs: every number in VoID is counted again, every file checked."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
import rdflib
from flask import Flask
from flask.testing import FlaskClient
from rdflib import RDF, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, VOID, XSD

from graph.namespaces import ENTITY_TYPES
from graph.release import Release
from graph.service import Service
from graph.settings import Settings
from tests.servers import live
from web import create_app
from web.http.negotiation import TRIPLES, Format

DATASET = URIRef("https://w3id.org/equipoise/dataset")
SPACE = "https://w3id.org/equipoise/id/"
VERSION = URIRef("http://www.w3.org/ns/dcat#version")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
Triple = tuple[str, str, str]
# rdflib 7.6 uses its own deprecated names when it parses JSON-LD, TriG and N-Quads.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")


def parsed(client: FlaskClient, address: str, form: Format = TRIPLES[0]) -> rdflib.Graph:
    answer = client.get(f"{address}.{form.extension}")
    assert (200, form.media_type) == (answer.status_code, answer.mimetype)
    # The parser knows JSON-LD by a name of its own.
    return rdflib.Graph().parse(data=answer.data, format=form.media_type)


def number(graph: rdflib.Graph, subject: rdflib.term.Node, predicate: URIRef) -> int:
    found = graph.value(subject, predicate, any=False)
    assert isinstance(found, Literal)
    return int(found)


@pytest.fixture(scope="module")
def void(app: Flask) -> rdflib.Graph:
    return parsed(app.test_client(), "/void")


@pytest.fixture(scope="module")
def triples(app: Flask) -> set[Triple]:
    """The different triples of the dump: what the union of all named graphs holds."""
    quads = ox.parse(app.test_client().get("/dump.nq").data, format=ox.RdfFormat.N_QUADS)
    return {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads}


@pytest.mark.parametrize(
    ("predicate", "query"),
    [
        ("triples", "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }"),
        ("triples", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
        ("distinctSubjects", "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"),
        ("distinctObjects", "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }"),
        ("properties", "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }"),
        ("classes", "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }"),
        (
            "entities",
            "SELECT (COUNT(DISTINCT ?s) AS ?n) "
            f'{{ ?s a ?c FILTER(STRSTARTS(STR(?s), "{SPACE}")) }}',
        ),
    ],
)
def test_the_numbers_are_those_of_the_endpoint(
    client: FlaskClient, void: rdflib.Graph, predicate: str, query: str
) -> None:
    """Each total is what a query counts at /sparql, whose default graph is the union."""
    answer = client.get("/sparql", query_string={"query": query})
    (row,) = json.loads(answer.data)["results"]["bindings"]

    assert int(row["n"]["value"]) == number(void, DATASET, VOID[predicate])


def test_the_release_says_the_same(void: rdflib.Graph, release: Release, service: Service) -> None:
    """The manifest, the data set's own description and VoID agree on the number of triples."""
    assert (
        number(void, DATASET, VOID.triples)
        == release.manifest.triples
        == service.release.triples
        <= release.manifest.quads
    )
    assert number(void, DATASET, VOID.documents) == len(release.manifest.documents)


def test_every_property_is_counted(void: rdflib.Graph, triples: set[Triple]) -> None:
    """The property partitions are those of the dump: triples, subjects and objects."""
    expected = partitions(triples)
    found = {partition["property"]: partition["counts"] for partition in described(void, DATASET)}

    assert expected == found


def test_every_class_is_counted(void: rdflib.Graph, triples: set[Triple]) -> None:
    """The class partitions are those of the dump: entities, and triples by property."""
    members = defaultdict(set)
    for subject, predicate, value in triples:
        if predicate == f"<{RDF.type}>":
            members[value].add(subject)
    of_subject = defaultdict(list)
    for triple in triples:
        of_subject[triple[0]].append(triple)
    expected = {
        kind: (
            len(subjects),
            sum(len(of_subject[subject]) for subject in subjects),
            partitions({triple for subject in subjects for triple in of_subject[subject]}),
        )
        for kind, subjects in members.items()
    }
    found = {
        void.value(node, VOID["class"]).n3(): (  # type: ignore[union-attr]
            number(void, node, VOID.entities),
            number(void, node, VOID.triples),
            {item["property"]: item["counts"] for item in described(void, node)},
        )
        for node in void.objects(DATASET, VOID.classPartition)
    }

    assert expected == found


def partitions(triples: set[Triple]) -> dict[str, tuple[int, int, int]]:
    groups = defaultdict(list)
    for triple in triples:
        groups[triple[1]].append(triple)
    return {
        predicate: (len(found), len({one[0] for one in found}), len({one[2] for one in found}))
        for predicate, found in groups.items()
    }


def described(graph: rdflib.Graph, subject: rdflib.term.Node) -> Iterator[dict[str, object]]:
    for node in graph.objects(subject, VOID.propertyPartition):
        predicate = graph.value(node, VOID.property)
        assert predicate is not None
        yield {
            "property": predicate.n3(),
            "counts": tuple(
                number(graph, node, VOID[name])
                for name in ("triples", "distinctSubjects", "distinctObjects")
            ),
        }


def test_there_is_an_example_of_every_kind_of_record(
    client: FlaskClient, void: rdflib.Graph
) -> None:
    """Each entity type has an example below the URI space, and a page."""
    examples = {str(iri) for iri in void.objects(DATASET, VOID.exampleResource)}

    assert {f"{SPACE}{kind}" for kind in ENTITY_TYPES} == {
        iri.rpartition("/")[0] for iri in examples
    }
    assert SPACE == str(void.value(DATASET, VOID.uriSpace))
    for iri in examples:
        assert 200 == client.get(f"/{iri.removeprefix(SPACE)}").status_code


def test_the_vocabularies_are_those_in_use(void: rdflib.Graph, triples: set[Triple]) -> None:
    """Every property and class lies in one of the vocabularies, and each has one of them."""
    terms = {predicate for _, predicate, _ in triples}
    terms |= {value for _, predicate, value in triples if predicate == f"<{RDF.type}>"}
    expected = {term[1 : max(term.rfind("/"), term.rfind("#")) + 1] for term in terms}

    assert expected == {str(iri) for iri in void.objects(DATASET, VOID.vocabulary)}


def test_the_well_known_address_answers_itself(client: FlaskClient) -> None:
    """/.well-known/void is 200 without a redirect: Turtle, or the RDF that the client prefers."""
    for accept, expected in (
        (None, "text/turtle"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml"),
    ):
        answer = client.get("/.well-known/void", headers={"Accept": accept} if accept else {})
        assert (200, expected) == (answer.status_code, answer.mimetype)
        assert answer.headers["Content-Location"].startswith("/void.")
        assert "Accept" in answer.headers["Vary"]

    assert 406 == client.get("/.well-known/void", headers={"Accept": "image/png"}).status_code


@pytest.mark.parametrize("address", ["/void", "/dcat"])
def test_every_format_says_the_same(client: FlaskClient, address: str) -> None:
    """A description has as many statements in every RDF format, and the same about the data set."""
    graphs = [parsed(client, address, form) for form in TRIPLES]

    assert 1 == len({len(graph) for graph in graphs})
    named = [
        {(p, o) for p, o in graph.predicate_objects(DATASET) if not isinstance(o, rdflib.BNode)}
        for graph in graphs
    ]
    assert all(found == named[0] for found in named)


def test_the_files_are_as_described(client: FlaskClient) -> None:
    """Each distribution is a file of that length, checksum and media type, with a licence."""
    graph = parsed(client, "/dcat")
    files = list(graph.objects(DATASET, DCAT.distribution))

    assert len(files) > 10
    for file in files:
        answer = client.get(str(graph.value(file, DCAT.downloadURL)))
        (checksum,) = graph.objects(file, SPDX.checksum)
        media_type = str(graph.value(file, DCAT.mediaType))

        assert len(answer.data) == int(str(graph.value(file, DCAT.byteSize)))
        assert hashlib.sha256(answer.data).hexdigest() == str(
            graph.value(checksum, SPDX.checksumValue)
        )
        assert media_type.endswith(f"/media-types/{answer.mimetype}")
        assert (file, DCTERMS.license, None) in graph


def test_the_catalogue_names_the_endpoint_and_the_release(
    client: FlaskClient, service: Service
) -> None:
    """DCAT has a catalogue with the data set, its version and date, and the SPARQL service."""
    graph = parsed(client, "/dcat")
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    (endpoint,) = graph.subjects(RDF.type, DCAT.DataService)

    assert [DATASET] == list(graph.objects(catalogue, DCAT.dataset))
    assert [endpoint] == list(graph.objects(catalogue, DCAT.service))
    assert [DATASET] == list(graph.objects(endpoint, DCAT.servesDataset))
    assert URIRef("http://localhost/sparql") == graph.value(endpoint, DCAT.endpointURL)
    assert service.release.name == str(graph.value(DATASET, VERSION))
    issued = Literal(service.release.issued, datatype=XSD.dateTime)
    assert issued == graph.value(DATASET, DCTERMS.issued)


def test_a_remote_store_is_described_alike(
    app: Flask, void: rdflib.Graph, settings: Settings
) -> None:
    """Over a SPARQL endpoint the same questions find the same numbers."""
    with live(app) as address:
        remote = Service(Settings(settings.data, settings.releases, endpoint=f"{address}/sparql"))
        try:
            found = parsed(create_app(remote).test_client(), "/void")
        finally:
            remote.close()

    for predicate in ("triples", "entities", "classes", "properties", "distinctObjects"):
        assert number(void, DATASET, VOID[predicate]) == number(found, DATASET, VOID[predicate])
    assert len(list(void.triples((None, VOID.property, None)))) == len(
        list(found.triples((None, VOID.property, None)))
    )
