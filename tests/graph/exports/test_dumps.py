"""Everything as RDF: each dump holds the whole release, and says which one it is."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from pyjelly.integrations.generic.generic_sink import IRI, Literal
from pyjelly.integrations.generic.parse import parse_jelly_flat

from graph.endpoint import LocalEndpoint
from graph.release import Release

STRING = "http://www.w3.org/2001/XMLSchema#string"


@pytest.mark.parametrize(
    ("name", "syntax"),
    [
        ("equipoise.trig", ox.RdfFormat.TRIG),
        ("equipoise.nq", ox.RdfFormat.N_QUADS),
        ("equipoise.jsonld", ox.RdfFormat.JSON_LD),
    ],
)
def test_a_dump_loads_as_the_same_graph(
    endpoint: LocalEndpoint, folder: Path, name: str, syntax: ox.RdfFormat
) -> None:
    """Loaded into an empty store, a dump is the release, named graph by named graph."""
    store = ox.Store()
    store.bulk_load(path=folder / name, format=syntax)

    expected, found = ox.Dataset(endpoint.store), ox.Dataset(store)
    for dataset in (expected, found):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    assert expected == found


def test_jelly_is_the_same_graph(endpoint: LocalEndpoint, folder: Path) -> None:
    """The binary dump holds the same statements, datatypes and languages included."""

    def term(node: object) -> ox.NamedNode | ox.Literal:
        if isinstance(node, IRI):
            return ox.NamedNode(str(node).strip("<>"))
        assert isinstance(node, Literal)
        if node._langtag:
            return ox.Literal(node._lex, language=node._langtag)
        return ox.Literal(node._lex, datatype=ox.NamedNode(node._datatype or STRING))

    with (folder / "equipoise.jelly").open("rb") as file:
        found = {tuple(map(term, quad)) for quad in parse_jelly_flat(file)}

    assert found == {
        (quad.subject, quad.predicate, quad.object, quad.graph_name) for quad in endpoint.store
    }


@pytest.mark.parametrize("name", ["equipoise.trig", "equipoise.nq", "nanopublications.trig"])
def test_a_dump_opens_with_release_and_licence(release: Release, folder: Path, name: str) -> None:
    """A file that has left its folder still says what it is and how it may be used."""
    with (folder / name).open("rb") as file:
        first = file.readline().decode()

    assert first.startswith(f"# Equipoise, release {release.manifest.name}")
    assert "https://creativecommons.org/licenses/by/4.0/" in first
