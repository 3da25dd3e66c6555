"""The named questions: what each file must say, and how its parameters are read."""

import re

import pyoxigraph as ox
import pytest
from rdflib.plugins.sparql import prepareQuery

from graph.errors import ParameterError, QueryFileError
from graph.namespaces import DEFAULT_BASE
from graph.queries import Parameter, question, questions
from tests.graph.asked import ASKED

PAGES = ("study", "hypothesis", "question", "thing", "home")

each_question = pytest.mark.parametrize("name", questions())


@each_question
def test_a_question_says_what_it_is(name: str) -> None:
    """Each question has a title, a description, keywords, and a sentence on each parameter."""
    asked = question(name)

    assert asked.title and asked.description.endswith(".") and asked.keywords
    assert all(parameter.description.endswith(".") for parameter in asked.parameters)


@each_question
def test_a_question_is_sparql_as_it_stands(name: str) -> None:
    """Each file parses with rdflib and pyoxigraph, its slots unbound."""
    text = question(name).text

    prepareQuery(text)
    ox.Store().query(text)


@each_question
def test_a_question_names_no_entity(name: str) -> None:
    """No question holds an IRI under the base, which each installation may choose."""
    iris = re.findall(r"<([^>]*)>", question(name).text)

    assert [] == [iri for iri in iris if iri.startswith(f"{DEFAULT_BASE}id/")]


@each_question
def test_an_answer_has_an_order(name: str) -> None:
    """Each question sorts its rows, and none leaves the order of joined strings to the engine."""
    text = question(name).text

    assert "ORDER BY" in text
    assert "GROUP_CONCAT" not in text


def test_questions_of_pages_are_told_from_those_of_people() -> None:
    """Questions that only pages, exports or releases ask say so; all others are tested here."""
    internal = {
        name
        for name, asked in questions().items()
        if {"page", "export", "release"} & set(asked.keywords)
    }

    assert set(questions()) - internal == set(ASKED) - internal
    of_people = set(ASKED) - {"questions-unaddressed", "question-status"}
    assert all(name.split("-")[0] not in PAGES for name in of_people)


@each_question
def test_a_question_has_an_example_of_each_parameter(name: str) -> None:
    """Each parameter has an example, so that the question can be tried wherever it is shown."""
    asked = question(name)

    assert [item.name for item in asked.parameters] == list(asked.sample())
    assert asked.form in {"SELECT", "ASK", "CONSTRUCT"}


def test_a_parameter_that_takes_many_is_bound_to_all_of_them() -> None:
    """Several names with commas or spaces between them fill one slot, and each one is read."""
    asked = question("compare-studies")
    both = asked.read({"study": "fluge-2011, fluge-2019"})
    iris = " ".join(f"<{DEFAULT_BASE}id/study/fluge-{year}>" for year in (2011, 2019))

    assert f"VALUES ?study {{ {iris} }}" in both
    assert both == asked.read({"study": "fluge-2011 fluge-2019"})
    with pytest.raises(ParameterError, match="study='<x>' is not a name"):
        asked.read({"study": "fluge-2011,<x>"})


def test_a_slug_an_iri_and_a_bound_term_ask_the_same() -> None:
    """A parameter may be given as a slug or as an IRI."""
    asked = question("scope-limits")

    by_slug = asked.read({"study": "roerink-2017"})
    assert by_slug == asked.read({"study": f"{DEFAULT_BASE}id/study/roerink-2017"})
    assert "<https://example.org/id/study/roerink-2017>" in asked.read(
        {"study": "roerink-2017"}, "https://example.org/"
    )


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("scope-limits", {}, "needs study"),
        ("scope-limits", {"study": "roerink-2017", "size": "9"}, "no parameter size"),
        ("scope-limits", {"study": "Roerink 2017"}, "give an absolute IRI or a slug"),
        ("scope-limits", {"study": "a:["}, "give an absolute IRI or a slug"),
        ("known-by-year", {"year": "20x"}, "year='20x' is not an integer; give one such as year="),
        ("thing-list", {"kind": "planet"}, "kind='planet' is not one of its values; give study"),
    ],
)
def test_a_wrong_parameter_says_what_would_work(
    name: str, given: dict[str, str], said: str
) -> None:
    """A missing, unknown or malformed parameter is refused with what the question takes."""
    with pytest.raises(ParameterError, match=said):
        question(name).read(given)


def test_a_boolean_is_true_or_false() -> None:
    """A boolean parameter takes two words, and refuses a third with an example."""
    flag = Parameter("contested", "boolean", False, "Whether it is.")

    assert ox.Literal(True) == flag.term("true")
    with pytest.raises(ParameterError, match="is not a boolean; give one such as contested=true"):
        flag.term("yes")


def test_text_cannot_leave_its_slot() -> None:
    """A string that looks like SPARQL stays one literal of the query it is bound in."""
    hostile = 'study" } UNION { ?s ?p ?o } #'
    bound = question("records-by-text").read({"text": hostile})

    assert [] == list(ox.Store().query(bound))  # type: ignore[arg-type]
    assert str(ox.Literal(hostile)) in bound


def test_an_unknown_question_names_those_there_are() -> None:
    """Asking for no such question lists the shipped ones."""
    with pytest.raises(QueryFileError, match="evidence-for-hypothesis"):
        question("no-such")
