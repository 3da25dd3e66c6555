"""The named questions as SHACL executables, in the convention of the SIB SPARQL examples."""

import dataclasses
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib import RDF, RDFS, SH

from graph.convert import convert
from graph.errors import QueryFileError
from graph.executables import describe
from graph.namespaces import DEFAULT_BASE
from graph.queries import question, questions

# rdflib 7.6 and pySHACL use deprecated names of rdflib.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning"),
]

SCHEMA = rdflib.Namespace("https://schema.org/")
ENDPOINT = "https://example.org/sparql"
TEXTS = (SH.select, SH.ask, SH.construct)


FORMATS = {
    "application/ld+json": "json-ld",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
}


def turtle() -> bytes:
    return describe(questions().values(), DEFAULT_BASE, ENDPOINT)


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    return rdflib.Graph().parse(data=turtle(), format="turtle")


def name(subject: object) -> str:
    return str(subject).removeprefix(f"{DEFAULT_BASE}queries/")


def test_every_question_is_there_with_its_text(graph: rdflib.Graph) -> None:
    """Each question is an executable whose text is that of its file, to the letter."""
    texts = {
        name(subject): str(text)
        for subject in graph.subjects(RDF.type, SH.SPARQLExecutable)
        for kind in TEXTS
        for text in graph.objects(subject, kind)
    }

    assert {key: item.text for key, item in questions().items()} == texts


def test_the_texts_are_sparql_as_they_stand(graph: rdflib.Graph) -> None:
    """Each text parses without the declared prefixes, so that any client can send it."""
    for kind in TEXTS:
        for text in graph.objects(None, kind):
            ox.Store().query(str(text))


@pytest.mark.parametrize("media_type", FORMATS)
def test_every_format_says_the_same(graph: rdflib.Graph, media_type: str) -> None:
    """Each format holds the same statements."""
    other = rdflib.Graph().parse(data=convert(turtle(), media_type), format=FORMATS[media_type])

    assert set(graph) == set(other)


def test_it_is_written_the_same_every_time() -> None:
    """Two descriptions of the same questions do not differ in a byte, so an ETag holds."""
    assert turtle() == turtle()


def test_the_set_keeps_the_convention(graph: rdflib.Graph) -> None:
    """It conforms to the rules that the README of the SIB examples states for each example."""
    shapes = Path(__file__).with_name("sib-example-shape.ttl")
    conforms, _, report = pyshacl.validate(graph, shacl_graph=str(shapes))

    assert conforms, report


def test_the_shape_of_the_convention_refuses_what_breaks_it() -> None:
    """An executable without text, comment and target does not conform, so the test above tests."""
    broken = rdflib.Graph()
    broken.add((rdflib.URIRef("https://example.org/1"), RDF.type, SH.SPARQLExecutable))
    shapes = Path(__file__).with_name("sib-example-shape.ttl")

    assert not pyshacl.validate(broken, shacl_graph=str(shapes))[0]


def test_every_prefix_of_a_text_is_declared_once(graph: rdflib.Graph) -> None:
    """The declared prefixes are those that the texts use, each with one namespace."""
    declared = {
        str(graph.value(node, SH.prefix)): str(graph.value(node, SH.namespace))
        for node in graph.objects(rdflib.URIRef(f"{DEFAULT_BASE}queries#prefixes"), SH.declare)
    }
    used = {
        (line.split()[1].rstrip(":"), line.split()[2].strip("<>"))
        for item in questions().values()
        for line in item.text.splitlines()
        if line.startswith("PREFIX")
    }

    assert used == set(declared.items())


def test_parameters_are_described(graph: rdflib.Graph) -> None:
    """A parameter has its name, meaning, type, example, and whether it may be left out."""
    [year] = [
        node
        for node in graph.objects(
            rdflib.URIRef(f"{DEFAULT_BASE}queries/known-by-year"), SH.parameter
        )
        if str(graph.value(node, SH.name)) == "year"
    ]
    counted = {
        name(subject): len(list(graph.objects(subject, SH.parameter)))
        for subject in graph.subjects(RDF.type, SH.SPARQLExecutable)
    }

    assert "False" == str(graph.value(year, SH.optional).toPython())  # type: ignore[union-attr]
    assert rdflib.XSD.integer == graph.value(year, SH.datatype)
    assert rdflib.Literal(2016) == graph.value(year, rdflib.SKOS.example)
    assert {key: len(item.parameters) for key, item in questions().items()} == counted


def test_the_endpoint_is_that_of_the_caller(graph: rdflib.Graph) -> None:
    """Each question names the endpoint that answers it."""
    targets = set(graph.objects(None, SCHEMA.target))

    assert {rdflib.URIRef(ENDPOINT)} == targets
    assert len(questions()) == len(list(graph.subject_objects(SCHEMA.target)))
    assert all(text.language for text in graph.objects(None, RDFS.comment))  # type: ignore[attr-defined]


def test_a_prefix_with_two_meanings_is_refused() -> None:
    """Two questions that use one prefix for two namespaces cannot stand in one set."""
    first = question("study-list")
    second = dataclasses.replace(first, name="other", text=first.text.replace("/ns#", "/other#"))

    with pytest.raises(QueryFileError, match="prefix eq: is"):
        describe([first, second], DEFAULT_BASE, ENDPOINT)
