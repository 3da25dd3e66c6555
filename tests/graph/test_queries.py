"""The named questions: what each file must say, and that SPARQL 1.1 engines agree on the answer."""

import re
from collections import Counter

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery

from graph.endpoint import LocalEndpoint, Term
from graph.errors import ParameterError, QueryFileError
from graph.namespaces import DEFAULT_BASE
from graph.queries import question, questions
from tests.graph.made_up import made_up

# rdflib 7.6 uses its own deprecated names when it parses N-Quads and answers queries.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")

PAGES = ("study", "hypothesis", "question", "thing", "home")

#: Questions that people ask, with the parameters to ask them with of the shipped documents.
ASKED: dict[str, dict[str, str]] = {
    "adverse-events": {"intervention": "anakinra"},
    "claims-on-few-participants": {},
    "contested-hypotheses": {"within": "inflammation"},
    "contradicting-findings": {"hypothesis": "tspo-binding-raised"},
    "evidence-by-pem": {"hypothesis": "circulating-cytokines-raised"},
    "evidence-for-hypothesis": {"hypothesis": "il-1-drives-fatigue"},
    "findings-without-case-definition": {"study": "myhill-2009"},
    "gap-map": {"within": "il-1-drives-fatigue"},
    "known-by-year": {"hypothesis": "rituximab-maintenance-reduces-fatigue", "year": "2016"},
    "more-harm-than-benefit": {},
    "null-results": {"study": "roerink-2017"},
    "null-trial-uncontrolled-support": {},
    "open-questions": {"study": "roerink-2017"},
    "provenance": {"study": "roerink-2017"},
    "questions-often-raised-never-addressed": {},
    "questions-unaddressed": {"study": "roerink-2017"},
    "refuted-narrow-open-broad": {"within": "il-1-drives-fatigue"},
    "related-studies": {"study": "roerink-2017"},
    "retracted-evidence": {"hypothesis": "il-1-drives-fatigue"},
    "scope-limits": {"study": "roerink-2017"},
    "studies-by-target": {"target": "il-1", "condition": "me-cfs"},
    "trials-requiring-pem": {},
}

each_question = pytest.mark.parametrize("name", questions())


def in_rdflib(endpoint: LocalEndpoint) -> rdflib.Dataset:
    """Return the same graph in rdflib, which is kept from rewriting its literals."""
    dataset = rdflib.Dataset(default_union=True)
    quads = endpoint.store.dump(format=ox.RdfFormat.N_QUADS)
    assert quads is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        return dataset.parse(data=quads.decode(), format="nquads")


@pytest.fixture(scope="module")
def shipped(endpoint: LocalEndpoint) -> tuple[LocalEndpoint, rdflib.Dataset]:
    return endpoint, in_rdflib(endpoint)


@pytest.fixture(scope="module")
def invented() -> tuple[LocalEndpoint, rdflib.Dataset]:
    endpoint = made_up()
    return endpoint, in_rdflib(endpoint)


def comparable(term: Term | rdflib.term.Node | None) -> str | float:
    """Return a term so that engines which write numbers differently compare equal."""
    if term is None:
        return ""
    text = term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else text


def answers(
    both: tuple[LocalEndpoint, rdflib.Dataset], query: str
) -> tuple[Counter[tuple[str | float, ...]], Counter[tuple[str | float, ...]]]:
    """Return the rows of each engine, without their order."""
    endpoint, dataset = both
    table = endpoint.select(query)
    ours = (tuple(comparable(row.get(name)) for name in table.variables) for row in table)
    rows = dataset.query(query)
    theirs = (tuple(comparable(cell) for cell in row) for row in rows)  # type: ignore[union-attr]
    return Counter(ours), Counter(theirs)


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
    assert all(name.split("-")[0] not in PAGES for name in set(ASKED) - {"questions-unaddressed"})


@pytest.mark.parametrize("name", ASKED)
def test_engines_agree_on_the_shipped_documents(
    shipped: tuple[LocalEndpoint, rdflib.Dataset], name: str
) -> None:
    """rdflib and pyoxigraph give the same rows, with parameters given."""
    ours, theirs = answers(shipped, question(name).read(ASKED[name]))

    assert theirs == ours


@pytest.mark.parametrize(
    "name", [name for name in ASKED if not any(p.required for p in question(name).parameters)]
)
def test_engines_agree_without_parameters(
    shipped: tuple[LocalEndpoint, rdflib.Dataset], name: str
) -> None:
    """rdflib and pyoxigraph give the same rows, optional parameters left out."""
    ours, theirs = answers(shipped, question(name).bind({}))

    assert theirs == ours


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("adverse-events", {}),
        ("contested-hypotheses", {}),
        ("evidence-by-pem", {"hypothesis": "tonic-helps"}),
        ("evidence-for-hypothesis", {"hypothesis": "tonic-helps"}),
        ("gap-map", {}),
        ("null-results", {}),
        ("refuted-narrow-open-broad", {}),
        ("retracted-evidence", {}),
        ("studies-by-target", {"target": "lever"}),
    ],
)
def test_engines_agree_on_the_made_up_corpus(
    invented: tuple[LocalEndpoint, rdflib.Dataset], name: str, given: dict[str, str]
) -> None:
    """rdflib and pyoxigraph give the same rows where there is contest, retraction and absence."""
    ours, theirs = answers(invented, question(name).read(given))

    assert theirs == ours
    assert ours


def test_a_ratio_spans_no_effect_at_one(invented: tuple[LocalEndpoint, rdflib.Dataset]) -> None:
    """An odds ratio from 0.8 to 1.6 is a null result; for relief the best case is the upper end."""
    (row,) = invented[0].select(question("null-results").bind({}))

    assert ("1.6", "0.8") == (row["bestCase"].value, row["worstCase"].value)  # type: ignore[union-attr]


def test_a_count_that_nobody_reports_is_absent(
    invented: tuple[LocalEndpoint, rdflib.Dataset],
) -> None:
    """An adverse event of a single arm has its count, and neither comparator nor difference."""
    (row,) = invented[0].select(question("adverse-events").bind({}))

    assert "3" == row["events"].value  # type: ignore[union-attr]
    assert {"versus", "versusEvents", "riskDifference"}.isdisjoint(row)


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
    ],
)
def test_a_wrong_parameter_says_what_would_work(
    name: str, given: dict[str, str], said: str
) -> None:
    """A missing, unknown or malformed parameter is refused with what the question takes."""
    with pytest.raises(ParameterError, match=said):
        question(name).read(given)


def test_text_cannot_leave_its_slot() -> None:
    """A string that looks like SPARQL stays one literal of the query it is bound in."""
    hostile = 'study" } UNION { ?s ?p ?o } #'
    bound = question("thing-list").read({"kind": hostile})

    assert [] == list(ox.Store().query(bound))  # type: ignore[arg-type]
    assert str(ox.Literal(hostile)) in bound


def test_an_unknown_question_names_those_there_are() -> None:
    """Asking for no such question lists the shipped ones."""
    with pytest.raises(QueryFileError, match="evidence-for-hypothesis"):
        question("no-such")
