"""Documents written as Turtle."""

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from graph.corpus import Document
from graph.corpus.writing import turtle
from graph.namespaces import DEFAULT_BASE, FOAF

GRAPH = f"{DEFAULT_BASE}graph/studies/x"
STUDY = f"{DEFAULT_BASE}id/study/x"
XSD = "http://www.w3.org/2001/XMLSchema#"


def parsed(text: str) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)}


def stated(*objects: ox.NamedNode | ox.Literal) -> set[ox.Triple]:
    topic = ox.Triple(ox.NamedNode(GRAPH), ox.NamedNode(f"{FOAF}primaryTopic"), ox.NamedNode(STUDY))
    subject, predicate = ox.NamedNode(f"{STUDY}#a"), ox.NamedNode("http://a/p")
    return {topic, *(ox.Triple(subject, predicate, value) for value in objects)}


def test_every_shipped_document_is_written_without_loss(corpus: list[Document]) -> None:
    """Written and parsed again, each shipped document states the very same, digits included."""
    changed = [
        document.name
        for document in corpus
        if parsed(turtle(document.triples, document.graph, DEFAULT_BASE)) != document.triples
    ]

    assert [] == changed


def test_a_document_opens_with_its_graph_and_names_parts_after_its_study(
    corpus: list[Document],
) -> None:
    """The trial is the base, so that its parts are short, and its record comes first."""
    trial = next(document for document in corpus if document.name == "studies/roerink-2017")

    blocks = turtle(trial.triples, trial.graph, DEFAULT_BASE).split("\n\n")

    assert f"@base <{DEFAULT_BASE}id/study/roerink-2017> ." == blocks[0].splitlines()[-1]
    assert f"<{trial.graph}> a eq:StudyRecord ;" == blocks[1].splitlines()[0]
    assert ["<> a eq:Study ;", "<#anakinra-injections> a eq:Intervention ;"] == [
        block.splitlines()[0] for block in blocks[2:4]
    ]


@given(st.lists(st.text(), max_size=4), st.sampled_from(["", "en-GB", f"{XSD}integer", "http://d"]))
def test_any_literal_comes_back(values: list[str], kind: str) -> None:
    """Whatever a literal holds, and whatever its type or language, it is parsed as it was."""
    language = kind if kind == "en-GB" else None
    datatype = ox.NamedNode(kind) if "://" in kind else None
    triples = stated(*(ox.Literal(v, language=language, datatype=datatype) for v in values))

    assert triples == parsed(turtle(triples, GRAPH, DEFAULT_BASE))


def test_awkward_iris_come_back() -> None:
    """IRIs that no prefixed name can hold are written in full, and the base is not in their way."""
    iris = ("", "#a.", "#a/b", "#", "-y", "/z", "?q=1", "#a%20b", "#-a", "#é")
    triples = stated(*(ox.NamedNode(STUDY + tail) for tail in iris))
    triples |= stated(*(ox.NamedNode(f"{DEFAULT_BASE}id/target/{tail}") for tail in iris))

    assert triples == parsed(turtle(triples, GRAPH, DEFAULT_BASE))
