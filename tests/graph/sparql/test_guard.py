"""The guard before strangers' queries."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import ForbiddenQuery, MalformedQuery, OversizedQuery, QueryRefused
from graph.queries import questions
from graph.sparql.guard import MAX_CHARACTERS, MAX_DEPTH, MAX_PATTERNS, query_form


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
        "select * { service silent <http://x/> { ?s ?p ?o } }",
        "SELECT * { FILTER EXISTS { SERVICE ?x { ?s ?p ?o } } }",
        "SELECT ('a#b' AS ?x) { SERVICE<http://x/>{ ?s ?p ?o } }",
        "LOAD <http://x/>",
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "PREFIX a: <http://a/> DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "DROP GRAPH <http://x/>",
    ],
)
def test_reaching_out_and_updates_are_refused(query: str) -> None:
    """SERVICE anywhere, LOAD and every update are refused before an engine sees them."""
    with pytest.raises(ForbiddenQuery):
        query_form(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service a <http://x/SERVICE> }",
        'SELECT * { ?s ?p "SERVICE <http://x/>" }',
        "SELECT * { ?s ?p '''LOAD\n\"DROP''' }",
        "# SERVICE LOAD\nSELECT * { ?s ?p ?o }",
        "PREFIX service: <http://x/> SELECT * { ?s service:load ?o }",
    ],
)
def test_the_same_words_as_names_strings_and_comments_are_let_through(query: str) -> None:
    """Only keywords are refused, not variables, prefixed names, literals or comments."""
    assert "SELECT" == query_form(query)


@pytest.mark.parametrize(
    "form", ["SELECT * { }", "ASK { }", "CONSTRUCT WHERE { }", "DESCRIBE <a:a>"]
)
def test_the_form_of_a_query_is_its_first_keyword(form: str) -> None:
    """The form is found behind prefixes and comments, in any case."""
    query = "BASE <http://select/> PREFIX ask: <http://a/> # ASK\n" + form.lower()

    assert form.split()[0] == query_form(query)


def test_every_shipped_question_passes() -> None:
    """No question that pages ask is refused by the guard."""
    assert {q.form for q in questions().values()} == {
        query_form(q.text) for q in questions().values()
    }


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { " + "{" * (MAX_DEPTH + 1) + "}" * (MAX_DEPTH + 1) + " }",
        "SELECT * { FILTER" + "(" * 5000 + "1" + ")" * 5000 + " }",
        "SELECT * { " + "?s ?p ?o . " * (MAX_PATTERNS + 1) + " }",
        "SELECT * { ?s ?p '" + "x" * MAX_CHARACTERS + "' }",
    ],
)
def test_queries_that_would_crash_or_stall_an_engine_are_refused(query: str) -> None:
    """Depth, number of patterns and length are bounded."""
    with pytest.raises(OversizedQuery):
        query_form(query)


def test_no_form_at_all_is_malformed() -> None:
    """Text without a query form is told what was expected."""
    with pytest.raises(MalformedQuery, match="expected SELECT"):
        query_form("hello")


@given(st.text(max_size=300))
def test_any_text_is_refused_or_has_a_form(text: str) -> None:
    """The guard never fails in another way, whatever it reads."""
    with suppress(QueryRefused):
        assert query_form(text) in {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
