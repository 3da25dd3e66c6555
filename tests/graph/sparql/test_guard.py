"""The guard before strangers' queries."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import (
    ForbiddenQuery,
    MalformedQuery,
    OversizedQuery,
    QueryRefused,
    QueryTooLong,
)
from graph.queries import questions
from graph.sparql.guard import (
    MAX_CHARACTERS,
    MAX_DEPTH,
    MAX_OPERATORS,
    MAX_PATTERNS,
    check,
    query_form,
)
from graph.sparql.tokens import place, tokens

DOCUMENTS = "https://w3id.org/equipoise/graph/"


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
        "SELECT * { FILTER(" + "!" * 10_000 + "true) }",
        "SELECT * { FILTER(1" + "+1" * (MAX_OPERATORS + 1) + ") }",
        "SELECT * { FILTER(1<" + "(" * 5000 + "1" + ")" * 5000 + ">2) }",
        "SELECT * {" + "{?s ?p ?o}" * (MAX_PATTERNS + 1) + "}",
    ],
)
def test_queries_that_would_crash_or_stall_an_engine_are_refused(query: str) -> None:
    """Depth and the numbers of patterns and operators are bounded."""
    with pytest.raises(OversizedQuery):
        query_form(query)


def test_a_query_that_is_too_long_is_told_apart() -> None:
    """Length is an error of its own, since HTTP has a status for it."""
    with pytest.raises(QueryTooLong, match="50000"):
        query_form("SELECT * { ?s ?p '" + "x" * MAX_CHARACTERS + "' }")


@pytest.mark.parametrize("text", ["a." * 25_000, "'''" * 16_000, "<" * 50_000, "a:" * 25_000])
def test_no_text_takes_long_to_read(text: str) -> None:
    """Reading takes time in proportion to the length of the text."""
    started = time.monotonic()
    with suppress(QueryRefused):
        query_form(f"SELECT * {{ {text[: MAX_CHARACTERS - 20]} }}")

    assert time.monotonic() - started < 1.0


@pytest.mark.parametrize(
    "clause",
    [
        "FROM <http://evil/x>",
        "FROM NAMED <http://evil/x>",
        "from named evil:x",
        "FROM undeclared:x",
        "FROM <x>",
        f"FROM <{DOCUMENTS}a/../../x>",
        f"FROM <{DOCUMENTS}studies/a> FROM # <{DOCUMENTS}x>\n evil:x",
    ],
)
def test_graphs_of_other_data_sets_are_refused(clause: str) -> None:
    """FROM and FROM NAMED, with prefixes resolved, name documents of this graph or nothing."""
    with pytest.raises(ForbiddenQuery, match="no graph of this data set"):
        query_form(f"PREFIX evil: <http://evil/> SELECT * {clause} {{ }}")


@pytest.mark.parametrize(
    "clause",
    [
        f"FROM <{DOCUMENTS}studies/a>",
        f"FROM NAMED <{DOCUMENTS}studies/a> FROM <{DOCUMENTS}derived/b>",
        "FROM graph:studies\\/a",
        "FROM NAMED graph:a",
    ],
)
def test_graphs_of_this_data_set_are_let_through(clause: str) -> None:
    """A query may choose among the documents."""
    assert "ASK" == query_form(f"PREFIX graph: <{DOCUMENTS}> ASK {clause} {{ ?s ?p ?o }}")


def test_the_graphs_of_the_protocol_are_checked_as_well() -> None:
    """default-graph-uri and named-graph-uri name documents of this graph, under its own base."""
    checked = check("ASK {}", "http://b/", ["http://b/graph/x"], ["http://b/graph/y"])

    assert (("http://b/graph/x",), ("http://b/graph/y",)) == (
        checked.default_graphs,
        checked.named_graphs,
    )
    for default, named in ((["http://evil/"], []), ([], [f"{DOCUMENTS}x"])):
        with pytest.raises(ForbiddenQuery, match="http://b/graph/"):
            check("ASK {}", "http://b/", default, named)


@pytest.mark.parametrize(
    ("query", "token"),
    [
        ("SELECT * {\n ?s ?p 'open }", "'"),
        ("SELECT * {\n ?s ?p \\u003f }", "\\"),
        ("SELECT * {\n ?s ?p 'a\\u0027' }", "\\u0027"),
        ("SELECT * {\nFILTER(?a<?b#>?c) }", "<?b#>"),
        ("PREFIX a: <http://a/>\nSELCT * {}", "SELCT"),
    ],
)
def test_what_can_be_read_in_two_ways_is_malformed(query: str, token: str) -> None:
    """The place, the token and the way out are named."""
    with pytest.raises(MalformedQuery) as caught:
        query_form(query)

    assert (2, token) == (caught.value.line, caught.value.token)


def test_tokens_have_their_places() -> None:
    """Lines end at a line feed, a carriage return or both; columns count characters."""
    text = "SELECT *\r\n{ # {\r ?é ?p 'x' }"

    found = [(token.text, *place(text, token.start)) for token in tokens(text)]

    assert [("SELECT", 1, 1), ("*", 1, 8), ("{", 2, 1), ("?é", 3, 2)] == found[:4]


def test_no_form_at_all_is_malformed() -> None:
    """Text without a query form is told what was expected."""
    with pytest.raises(MalformedQuery, match="expected SELECT"):
        query_form("hello")


@given(st.text(max_size=300))
def test_any_text_is_refused_or_has_a_form(text: str) -> None:
    """The guard never fails in another way, whatever it reads."""
    with suppress(QueryRefused):
        assert query_form(text) in {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
