"""docs/rules.md explains every rule with an example that the shipped documents bear out."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.derivation import rules
from graph.endpoint import LocalEndpoint
from graph.namespaces import DEFAULT_BASE, graph_iri, prefixes

TEXT = (Path(__file__).parents[1] / "docs/rules.md").read_text("utf-8")
SECTIONS = {
    title: body for part in TEXT.split("\n## ")[1:] for title, _, body in [part.partition("\n")]
}
BLOCK = re.compile(r"^```turtle\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def stated(body: str) -> set[ox.Triple]:
    """Return the triples of the examples in a section."""
    header = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes(DEFAULT_BASE).items())
    turtle = header + "\n".join(BLOCK.findall(body))
    parsed = ox.parse(turtle, format=ox.RdfFormat.TURTLE, base_iri=DEFAULT_BASE)
    return {quad.triple for quad in parsed}


def test_each_rule_has_a_section_named_after_its_file() -> None:
    """The headings are the rules, in the order of their names."""
    assert sorted(rule.name for rule in rules()) == list(SECTIONS)


@pytest.mark.parametrize("name", SECTIONS)
def test_a_section_gives_reason_and_bounds(name: str) -> None:
    """Each section says why the rule is so, and what its conclusions do not say."""
    body = SECTIONS[name]

    assert all(f"\n**{part}** " in body for part in ("Why so.", "What it does not say."))


@pytest.mark.parametrize("name", SECTIONS)
def test_the_example_of_a_rule_is_what_it_derives(endpoint: LocalEndpoint, name: str) -> None:
    """Each example is not empty, and each of its triples is in the graph that the rule made."""
    graph = ox.NamedNode(graph_iri(DEFAULT_BASE, f"derived/{name}"))
    derived = {q.triple for q in endpoint.store.quads_for_pattern(None, None, None, graph)}
    example = stated(SECTIONS[name])

    assert example and set() == example - derived
