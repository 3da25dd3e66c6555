"""What a release says of itself: its size, and since when each document is as it is."""

from dataclasses import replace

import pyoxigraph as ox

from graph.description import Manifest, description

BASE = "https://example.org/"
JANUARY, MARCH, MAY = (f"2026-{month}-01T00:00:00+00:00" for month in ("01", "03", "05"))
CREATED, MODIFIED = (f"http://purl.org/dc/terms/{name}" for name in ("created", "modified"))


def manifest(issued: str, **documents: str) -> Manifest:
    return Manifest("name", issued, "digest", BASE, "1", 0, documents, {})


def test_the_documents_of_a_first_release_are_as_old_as_it() -> None:
    """Without a release before it every document is new."""
    first = manifest(JANUARY, a="1", b="1").dated(None)

    assert ({"a": JANUARY, "b": JANUARY},) * 2 == (first.created, first.modified)


def test_dates_are_carried_from_release_to_release() -> None:
    """A document keeps its first date; the other one moves when, and only when, it changes."""
    first = manifest(JANUARY, kept="1", changed="1", dropped="1").dated(None)
    second = manifest(MARCH, kept="1", changed="2", added="1").dated(first)
    third = manifest(MAY, kept="1", changed="2", added="2", dropped="1").dated(second)

    assert {"kept": JANUARY, "changed": JANUARY, "added": MARCH} == second.created
    assert {"kept": JANUARY, "changed": MARCH, "added": MARCH} == second.modified
    assert {"kept": JANUARY, "changed": JANUARY, "added": MARCH, "dropped": MAY} == third.created
    assert {"kept": JANUARY, "changed": MARCH, "added": MAY, "dropped": MAY} == third.modified


def test_a_release_that_knows_no_dates_dates_its_documents() -> None:
    """A release written before dates were kept counts as the first that held its documents."""
    second = manifest(MARCH, kept="1", changed="2").dated(manifest(JANUARY, kept="1", changed="1"))

    assert {"kept": JANUARY, "changed": JANUARY} == second.created
    assert {"kept": JANUARY, "changed": MARCH} == second.modified


def test_another_base_is_another_history() -> None:
    """Under another base every document has another name, and so is new."""
    first = replace(manifest(JANUARY, a="1").dated(None), base="https://elsewhere.example/")

    assert {"a": MARCH} == manifest(MARCH, a="1").dated(first).created


def test_the_dates_are_statements_about_the_documents() -> None:
    """The data set's own graph says of each document when it was new and last changed."""
    first = manifest(JANUARY, a="1").dated(None)
    said = {
        (quad.subject.value, quad.predicate.value, quad.object.value)
        for quad in description(manifest(MARCH, a="2").dated(first))
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal)
    }

    assert (f"{BASE}graph/a", CREATED, JANUARY) in said
    assert (f"{BASE}graph/a", MODIFIED, MARCH) in said


def test_a_triple_in_two_graphs_is_one_triple_and_two_quads() -> None:
    """Triples are counted as the union of all graphs has them, the description included."""
    subject, graphs = ox.NamedNode("http://a/s"), [ox.NamedNode(f"http://a/{n}") for n in "gh"]
    store = ox.Store()
    store.extend(ox.Quad(subject, subject, subject, graph) for graph in graphs)
    measured = manifest(JANUARY, a="1").dated(None).measured(store)
    store.extend(description(measured))
    union = store.query("SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }")

    assert measured.triples == len(list(union))  # type: ignore[arg-type]
    assert measured.quads == len(store) == measured.triples + 1
