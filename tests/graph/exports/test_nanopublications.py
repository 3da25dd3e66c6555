"""Nanopublications: one per evidence link, valid, and honest about being drafts."""

from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from nanopub.nanopub import Nanopub

from graph.endpoint import LocalEndpoint
from graph.namespaces import DEFAULT_BASE, EQ, PROV

PARTS = ("Head", "assertion", "provenance", "pubinfo")
ONE = f"{DEFAULT_BASE}np/study/roerink-2017/evidence-1"
LINK = f"{DEFAULT_BASE}id/study/roerink-2017#evidence-1"


@pytest.fixture(scope="module")
def graphs(folder: Path) -> dict[str, dict[str, set[ox.Triple]]]:
    """Every nanopublication by its IRI, and its graphs by their part."""
    found: dict[str, dict[str, set[ox.Triple]]] = defaultdict(lambda: defaultdict(set))
    body = (folder / "nanopublications.trig").read_bytes()
    for quad in ox.parse(body, format=ox.RdfFormat.TRIG):
        assert isinstance(quad.graph_name, ox.NamedNode)
        name, _, part = quad.graph_name.value.partition("#")
        found[name][part].add(quad.triple)
    return found


def test_every_evidence_link_has_one(
    endpoint: LocalEndpoint, graphs: dict[str, dict[str, set[ox.Triple]]]
) -> None:
    """There are as many nanopublications as evidence links, each of four graphs."""
    links = endpoint.select(f"SELECT ?l {{ ?l a <{EQ}EvidenceLink> }}")

    assert len(links) == len(graphs)
    assert {frozenset(PARTS)} == {frozenset(parts) for parts in graphs.values()}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_nanopub_library_finds_them_valid(
    graphs: dict[str, dict[str, set[ox.Triple]]],
) -> None:
    """A sample of them, read by the library of the nanopublication network, is well formed."""
    for name in sorted(graphs)[::24]:
        quads = [
            ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(f"{name}#{part}"))
            for part, triples in graphs[name].items()
            for t in triples
        ]
        read = rdflib.ConjunctiveGraph()
        read.parse(
            data=(ox.serialize(quads, format=ox.RdfFormat.TRIG) or b"").decode(), format="trig"
        )
        assert Nanopub(rdf=read).is_valid


def test_it_says_what_is_asserted_and_from_what(
    graphs: dict[str, dict[str, set[ox.Triple]]],
) -> None:
    """The assertion has direction and directness, the provenance finding and publication."""
    one = graphs[ONE]
    assertion, link = ox.NamedNode(f"{ONE}#assertion"), ox.NamedNode(LINK)
    derived = {
        triple.object.value
        for triple in one["provenance"]
        if triple.subject == assertion
        and triple.predicate.value == f"{PROV}wasDerivedFrom"
        and isinstance(triple.object, ox.NamedNode)
    }

    for name, value in (("direction", "Refutes"), ("directness", "Direct")):
        said = ox.Triple(link, ox.NamedNode(EQ + name), ox.NamedNode(EQ + value))
        assert said in one["assertion"]
    assert {
        f"{DEFAULT_BASE}graph/assessments/roerink-2017",
        f"{DEFAULT_BASE}id/study/roerink-2017#finding-1",
        f"{DEFAULT_BASE}id/publication/roerink-2017",
        f"{DEFAULT_BASE}id/publication/roerink-2015-protocol",
        f"{DEFAULT_BASE}id/publication/nice-2021-ng206-table-17",
    } == derived


def test_a_draft_says_that_it_is_one(graphs: dict[str, dict[str, set[ox.Triple]]]) -> None:
    """The publication information has date, creator, licence and review state."""
    said = {
        triple.predicate.value.rpartition("/")[2].rpartition("#")[2]: str(triple.object)
        for triple in graphs[ONE]["pubinfo"]
        if triple.subject == ox.NamedNode(ONE)
    }

    assert {"created", "creator", "license", "isPartOf", "reviewState"} == set(said)
    assert f"<{EQ}Draft>" == said["reviewState"]
