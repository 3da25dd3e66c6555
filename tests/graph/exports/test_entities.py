"""Linked data out of the graph: complete, equal in every format, and always the same bytes."""

import json
from dataclasses import dataclass

import pyoxigraph as ox
import pytest
import rdflib

from graph.endpoint import LocalEndpoint, Table
from graph.errors import EndpointError, NotFound
from graph.exports import FORMATS, describe, document, dump
from graph.namespaces import DEFAULT_BASE, EQ, RDFS

BASE = DEFAULT_BASE
TRIAL = f"{BASE}id/study/roerink-2017"
DOCUMENT = f"{BASE}graph/studies/roerink-2017"
TURTLE = "text/turtle"
TRIG = "application/trig"
QUADS = "application/n-quads"
LABEL = ox.NamedNode(RDFS + "label")

each_format = pytest.mark.parametrize("media_type", FORMATS)


def triples(body: bytes, media_type: str) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(body, format=FORMATS[media_type])}


def pattern(endpoint: LocalEndpoint, subject: str, graph: str | None = None) -> set[ox.Quad]:
    name = ox.NamedNode(graph) if graph else None
    return set(endpoint.store.quads_for_pattern(ox.NamedNode(subject), None, None, name))


@each_format
def test_an_entity_is_the_same_in_every_format(endpoint: LocalEndpoint, media_type: str) -> None:
    """Every serialisation parses to the same triples."""
    expected = triples(describe(endpoint, TRIAL, TURTLE, BASE), TURTLE)

    assert expected == triples(describe(endpoint, TRIAL, media_type, BASE), media_type)


@pytest.mark.parametrize(
    ("media_type", "syntax"), [(TURTLE, "turtle"), ("application/rdf+xml", "xml")]
)
def test_rdflib_reads_what_is_written(
    endpoint: LocalEndpoint, media_type: str, syntax: str
) -> None:
    """A second parser reads the same number of triples."""
    expected = triples(describe(endpoint, TRIAL, TURTLE, BASE), TURTLE)
    body = describe(endpoint, TRIAL, media_type, BASE)

    assert len(expected) == len(rdflib.Graph().parse(data=body, format=syntax))


def test_an_entity_comes_with_its_parts(endpoint: LocalEndpoint) -> None:
    """Everything said of the study and of its arms, results, findings and evidence is there."""
    said = triples(describe(endpoint, TRIAL, TURTLE, BASE), TURTLE)
    own = {
        quad.triple
        for quad in endpoint.store
        if str(quad.subject).startswith((f"<{TRIAL}>", f"<{TRIAL}#"))
    }

    assert own
    assert own <= said


def test_parts_in_a_shared_document_and_in_derived_graphs_are_there(
    endpoint: LocalEndpoint,
) -> None:
    """A hypothesis, one of many in its document, has its population and its derived balance."""
    iri = f"{BASE}id/hypothesis/anakinra-4-weeks-reduces-fatigue"
    said = triples(describe(endpoint, iri, TURTLE, BASE), TURTLE)
    own = {
        quad.triple
        for quad in endpoint.store
        if str(quad.subject).startswith((f"<{iri}>", f"<{iri}#"))
    }

    assert any("#balance-refutes-direct" in str(triple.subject) for triple in own)
    assert own <= said


def test_links_from_elsewhere_are_there(endpoint: LocalEndpoint) -> None:
    """The description of an agent holds the interventions and hypotheses that point to it."""
    iri = f"{BASE}id/intervention/anakinra"
    said = triples(describe(endpoint, iri, TURTLE, BASE), TURTLE)
    agent = ox.NamedNode(iri)

    assert {quad.triple for quad in endpoint.store.quads_for_pattern(None, None, agent)} <= said


def test_every_iri_that_has_a_label_is_labelled(endpoint: LocalEndpoint) -> None:
    """No reader needs a second request to learn what a property or a value is called."""
    said = triples(describe(endpoint, TRIAL, TURTLE, BASE), TURTLE)
    mentioned = {
        term
        for triple in said
        for term in (triple.subject, triple.predicate, triple.object)
        if isinstance(term, ox.NamedNode)
    }
    labels = {
        quad.triple
        for term in mentioned
        for quad in endpoint.store.quads_for_pattern(term, LABEL, None)
    }

    assert set() == labels - said


def test_trig_keeps_the_graph_of_each_statement(endpoint: LocalEndpoint) -> None:
    """In TriG each statement stands in the named graph that it comes from."""
    body = describe(endpoint, TRIAL, TRIG, BASE)
    quads = set(ox.parse(body, format=ox.RdfFormat.TRIG))

    assert quads <= set(endpoint.store)
    assert pattern(endpoint, TRIAL) <= quads


def test_turtle_opens_with_the_entity(endpoint: LocalEndpoint) -> None:
    """The first statement is about the entity, and its parts are written with a prefix."""
    text = describe(endpoint, TRIAL, TURTLE, BASE).decode()
    first = next(line for line in text.splitlines() if not line.startswith("@"))

    assert "study:roerink-2017 a eq:Study ;" == first
    assert "this:finding-1" in text


def test_prefixes_follow_the_base() -> None:
    """Under another base the entity prefixes name that base."""
    base = "https://example.org/"
    study = ox.NamedNode(f"{base}id/study/one")
    store = ox.Store()
    store.add(ox.Quad(study, LABEL, ox.Literal("One"), ox.NamedNode(f"{base}graph/one")))
    text = describe(LocalEndpoint(store), study.value, TURTLE, base).decode()

    assert "@prefix study: <https://example.org/id/study/> ." in text
    assert 'study:one rdfs:label "One"' in text


def test_json_ld_is_compact(endpoint: LocalEndpoint) -> None:
    """JSON-LD uses the short names of the context that travels with it, the entity first."""
    written = json.loads(describe(endpoint, TRIAL, "application/ld+json", BASE))
    first = written["@graph"][0]

    assert TRIAL == first["id"]
    assert "Anakinra against placebo in women with CFS (Roerink 2017)" == first["label"]
    assert "eq:PemNotRequired" == first["pemRequirement"]


@each_format
def test_the_bytes_are_always_the_same(endpoint: LocalEndpoint, media_type: str) -> None:
    """The same release gives the same bytes, so that caches and checksums hold."""
    once = describe(endpoint, TRIAL, media_type, BASE)

    assert once == describe(endpoint, TRIAL, media_type, BASE)


@each_format
def test_a_document_is_its_named_graph(endpoint: LocalEndpoint, media_type: str) -> None:
    """One document is what stands in its graph, no more and no less."""
    expected = {
        quad.triple
        for quad in endpoint.store.quads_for_pattern(None, None, None, ox.NamedNode(DOCUMENT))
    }

    assert expected == triples(document(endpoint, DOCUMENT, media_type, BASE), media_type)


@pytest.mark.parametrize("media_type", [TRIG, QUADS])
def test_a_dump_is_everything(endpoint: LocalEndpoint, media_type: str) -> None:
    """Loaded into an empty store, a dump gives the same quads."""
    body = dump(endpoint, media_type, BASE)

    assert set(endpoint.store) == set(ox.parse(body, format=FORMATS[media_type]))


@dataclass
class Elsewhere:
    """The same graph, as a store that can only be asked."""

    inner: LocalEndpoint

    def select(self, query: str) -> Table:
        """Answer a SELECT query."""
        return self.inner.select(query)

    def construct(self, query: str) -> list[ox.Triple]:
        """Answer a CONSTRUCT query."""
        return self.inner.construct(query)

    def ask(self, query: str) -> bool:
        """Answer an ASK query."""
        return self.inner.ask(query)


def test_a_dump_of_a_remote_store_is_the_same(endpoint: LocalEndpoint) -> None:
    """Graph by graph through SPARQL, the dump has the same bytes as from the release."""
    assert dump(endpoint, TRIG, BASE) == dump(Elsewhere(endpoint), TRIG, BASE)


@pytest.mark.parametrize("media_type", [TURTLE, "application/ld+json", "text/html"])
def test_a_dump_keeps_named_graphs_or_is_refused(endpoint: LocalEndpoint, media_type: str) -> None:
    """A format that would lose the named graphs is refused, with those that keep them."""
    with pytest.raises(EndpointError, match="application/trig or application/n-quads"):
        dump(endpoint, media_type, BASE)


def test_an_unknown_format_names_the_known_ones(endpoint: LocalEndpoint) -> None:
    """Asking for a form that linked data has not is refused with those it has."""
    with pytest.raises(EndpointError, match="text/turtle"):
        describe(endpoint, TRIAL, "text/csv", BASE)


@pytest.mark.parametrize("iri", [f"{BASE}id/study/nobody-1900", f"{EQ}NoSuchTerm", "nobody", "a:["])
def test_an_entity_that_is_not_there_is_not_found(endpoint: LocalEndpoint, iri: str) -> None:
    """Nothing is said of an entity that no document describes."""
    with pytest.raises(NotFound):
        describe(endpoint, iri, TURTLE, BASE)


@pytest.mark.parametrize("iri", [f"{BASE}graph/studies/nobody-1900", TRIAL, "nobody"])
def test_a_graph_that_is_not_there_is_not_found(endpoint: LocalEndpoint, iri: str) -> None:
    """An IRI that names no graph is not found, even where it names an entity."""
    with pytest.raises(NotFound):
        document(endpoint, iri, TURTLE, BASE)
