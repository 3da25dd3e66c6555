"""The ontology and the shapes at their IRIs: pages with anchors, and RDF in every format."""

import json

import pytest
import rdflib
from flask.testing import FlaskClient
from rdflib import RDF, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import OWL, SH, SKOS

from graph.namespaces import EQ, SHAPES
from graph.resources import shipped
from web.http.negotiation import TRIPLES, Format
from web.urls import Urls

CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
# rdflib 7.6 uses its own deprecated names when it parses JSON-LD.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")


def written(folder: str) -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in sorted(shipped(folder).glob("*.ttl")):
        graph.parse(path, format="turtle")
    return graph


@pytest.fixture(scope="module")
def files() -> dict[str, rdflib.Graph]:
    return {"/ns": written("ontology"), "/shapes": written("shapes")}


@pytest.mark.parametrize("address", ["/ns", "/shapes"])
@pytest.mark.parametrize("form", TRIPLES, ids=lambda form: form.extension)
def test_every_format_is_what_the_files_say(
    client: FlaskClient, files: dict[str, rdflib.Graph], address: str, form: Format
) -> None:
    """The statements of the shipped Turtle are there in each RDF format, by suffix and Accept."""
    answer = client.get(f"{address}.{form.extension}")
    asked = client.get(address, headers={"Accept": form.media_type})
    graph = rdflib.Graph().parse(data=answer.data, format=form.media_type)

    assert (200, form.media_type) == (answer.status_code, answer.mimetype)
    assert (answer.data, f"{address}.{form.extension}") == (
        asked.data,
        asked.headers["Content-Location"],
    )
    assert len(files[address]) == len(graph)
    if address == "/ns":
        assert isomorphic(files[address], graph)


@pytest.mark.parametrize("address", ["/ns", "/shapes"])
def test_turtle_stays_as_it_is_written(client: FlaskClient, address: str) -> None:
    """Comments, order and prefixes of the files are kept in Turtle."""
    folder = {"/ns": "ontology", "/shapes": "shapes"}[address]
    expected = "\n".join(path.read_text("utf-8") for path in sorted(shipped(folder).glob("*.ttl")))

    assert expected == client.get(f"{address}.ttl").text


def test_every_term_dereferences_to_its_definition(
    client: FlaskClient, files: dict[str, rdflib.Graph]
) -> None:
    """Every class, property and concept of ours is an anchor of the page that its IRI leads to."""
    page = client.get("/ns", headers={"Accept": CHROME}).text
    graph = files["/ns"]
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, SKOS.Concept)
    terms = {str(term) for kind in kinds for term in graph.subjects(RDF.type, kind)}
    ours = {term for term in terms if term.startswith(EQ)}

    assert len(ours) > 200
    assert [] == [term for term in ours if page.count(f'id="{term.removeprefix(EQ)}"') != 1]
    assert "/ns#Supports" == Urls().href(f"{EQ}Supports")


def test_every_constraint_is_on_the_page_of_the_shapes(
    client: FlaskClient, files: dict[str, rdflib.Graph]
) -> None:
    """Every shape that says something has an anchor at its IRI, with its message."""
    page = client.get("/shapes", headers={"Accept": CHROME}).text
    graph = files["/shapes"]
    named = {
        str(shape) for shape, _ in graph.subject_objects(SH.message) if isinstance(shape, URIRef)
    }

    assert len(named) > 300
    assert [] == [iri for iri in named if page.count(f'id="{iri.removeprefix(SHAPES)}"') != 1]
    assert "/shapes#Study-label" == Urls().href(f"{SHAPES}Study-label")
    assert "The study has no design." in page


@pytest.mark.parametrize("document", ["equipoise", "vocabularies", "alignments"])
def test_the_graphs_of_the_ontology_are_documents(client: FlaskClient, document: str) -> None:
    """Each file of the ontology is a named graph too, with a page and in RDF."""
    address = f"/graph/ontology/{document}"
    page = client.get(address, headers={"Accept": CHROME})
    turtle = client.get(address, headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=turtle.data, format="turtle")

    assert ("text/html", "text/turtle") == (page.mimetype, turtle.mimetype)
    assert len(written_alone(document)) == len(graph)


def written_alone(document: str) -> rdflib.Graph:
    return rdflib.Graph().parse(shipped("ontology") / f"{document}.ttl", format="turtle")


def test_the_json_ld_context_has_an_address(client: FlaskClient) -> None:
    """The context that records are written with is served as it is written."""
    answer = client.get("/context.jsonld")

    assert (200, "application/ld+json") == (answer.status_code, answer.mimetype)
    assert (shipped("ontology") / "context.jsonld").read_bytes() == answer.data
    assert "Study" in json.loads(answer.data)["@context"]


def test_an_unknown_suffix_names_those_there_are(client: FlaskClient) -> None:
    """The ontology is no data set, so it has no TriG; what it has is listed."""
    answer = client.get("/ns.trig")

    assert (404, True) == (answer.status_code, ".jsonld" in answer.text)
