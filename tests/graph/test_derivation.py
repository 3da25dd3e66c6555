"""What follows from the documents by rule."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.derivation import derive, rules
from graph.endpoint import LocalEndpoint

CASES = Path(__file__).parent / "derivation"
BASE = "https://w3id.org/equipoise/"


@pytest.mark.parametrize("path", sorted(CASES.glob("*.trig")), ids=lambda path: path.stem)
def test_a_rule_concludes_just_what_its_example_says(path: Path) -> None:
    """The rule concludes every triple of the graph <urn:expected>, and no other."""
    store = ox.Store()
    store.load(path=path, format=ox.RdfFormat.TRIG)
    expected = {
        q.triple for q in store.quads_for_pattern(None, None, None, ox.NamedNode("urn:expected"))
    }
    store.remove_graph(ox.NamedNode("urn:expected"))

    derive(store, BASE)

    graph = ox.NamedNode(f"{BASE}graph/derived/{path.stem.partition('--')[0]}")
    plan = ox.NamedNode(f"{BASE}rule/{path.stem.partition('--')[0]}")
    concluded = {
        q.triple
        for q in store.quads_for_pattern(None, None, None, graph)
        if q.subject not in {graph, plan}
    }
    assert expected == concluded


def test_every_rule_has_an_example() -> None:
    """No rule ships without an example of what it concludes."""
    assert {rule.name for rule in rules()} == {
        p.stem.partition("--")[0] for p in CASES.glob("*.trig")
    }


def test_a_rule_runs_after_those_it_reads() -> None:
    """The order respects the `after` headers."""
    names = [rule.name for rule in rules()]

    assert all(names.index(other) < names.index(r.name) for r in rules() for other in r.after)


def test_derived_graphs_quote_their_rule(endpoint: LocalEndpoint) -> None:
    """Each derived graph says which rule made it, with the rule's text."""
    described = {
        q.object.value
        for rule in rules()
        for q in endpoint.store.quads_for_pattern(
            ox.NamedNode(f"{BASE}rule/{rule.name}"),
            ox.NamedNode("http://www.w3.org/ns/shacl#construct"),
            None,
            ox.NamedNode(f"{BASE}graph/derived/{rule.name}"),
        )
        if isinstance(q.object, ox.Literal)
    }

    assert {rule.text for rule in rules()} == described
