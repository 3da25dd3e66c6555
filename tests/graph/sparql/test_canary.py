"""Whatever a stranger writes, no query makes a store call another host."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import EndpointError, MalformedQuery, QueryRefused
from graph.release import Release
from graph.settings import Limits
from graph.sparql import CheckedQuery, WorkerPool, query_form
from graph.sparql.reading import read
from tests.graph.sparql.canary import ESCAPES, Canary, canary, unguarded


@pytest.fixture(scope="module")
def bird() -> Iterator[Canary]:
    with canary() as bird:
        yield bird


@pytest.mark.parametrize("name", ESCAPES)
def test_every_way_out_is_real_and_both_readings_refuse_it(name: str, bird: Canary) -> None:
    """Oxigraph itself calls the canary; the tokens are refused, and so is the parser's reading."""
    query = ESCAPES[name].format(url=bird.url)
    before = len(bird.calls)
    unguarded(query)
    called = len(bird.calls) > before

    with pytest.raises(QueryRefused):
        query_form(query)
    with pytest.raises(QueryRefused):
        read(query)
    assert called


@pytest.mark.parametrize("name", ESCAPES)
def test_a_worker_reaches_nothing_even_if_it_is_asked_to(
    name: str, bird: Canary, unread: WorkerPool
) -> None:
    """With both readings left out, a query that calls out finds no network."""
    if not unread.isolated:
        pytest.skip("this platform gives processes no network of their own")
    before = len(bird.calls)
    query = CheckedQuery(ESCAPES[name].format(url=bird.url), "SELECT")
    try:
        unread.run(query, "text/csv")
    except (EndpointError, QueryRefused) as error:
        assert "SERVICE" not in str(error)

    assert before == len(bird.calls)


@pytest.fixture(scope="module")
def unread(release: Release) -> Iterator[WorkerPool]:
    """Workers that take every query for one of our own."""
    pool = WorkerPool(release.store, {}, Limits(seconds=5), strange=False)
    yield pool
    pool.close()


def test_a_worker_reads_a_query_that_the_guard_has_let_through(
    release: Release, bird: Canary
) -> None:
    """The second reading is done by the worker, whatever the first one said."""
    pool = WorkerPool(release.store, {}, Limits(seconds=5))
    for text in ESCAPES.values():
        with pytest.raises(QueryRefused):
            pool.run(CheckedQuery(text.format(url=bird.url), "SELECT"), "text/csv")
    pool.close()


#: What a mutation puts between or into the tokens of a query.
_BITS = st.sampled_from(
    [
        *("SERVICE", "service", "SERVICE SILENT", "SERVICESILENT", "\\u0053ERVICE", "true", "1"),
        *("1.", "1e1", "a", "ex:", "ex:a", "ex:a\\'", 'ex:a\\"', "ex:%23", "ex:\\#", "_:a", "_:a."),
        *("?a", "$b", "?a\u203f", "''", "'", '"', "'''", '"""', "\\'", '\\"', "\\x", "\\uD800"),
        *("@en", "@en-", "@en--ltr", "^^", "<", ">", "<a#", "<?b", "<#>", "#", "#\r", "#\n", "\r"),
        *("\n", " ", "", "(", ")", "{", "}", "[", "]", "|", "/", "*", "+", "!", "&&", "=", "."),
        *(
            ";",
            ",",
            "UNION",
            "OPTIONAL{",
            "FILTER(",
            "BIND(1 AS ?z)",
            "VALUES ?x{",
            "GRAPH",
            "UNDEF",
        ),
    ]
)
_SHAPES = st.sampled_from(
    [
        "PREFIX ex: <{url}> SELECT * {{{0}{1}SERVICE{2} <{url}> {{ ?s ?p ?o }}{3}\n}}",
        "PREFIX ex: <{url}> SELECT * {{{0}{1}SERVICE{2}ex:x {{ ?s ?p ?o }}{3}\n}}",
        "BASE <{url}> PREFIX ex: <{url}> SELECT * {{ ?a ?b ?c {0} FILTER(1<2{1})SERVICE{2}>\n"
        "ex:x {{ ?s ?p ?o }}{3}\n}}",
        "PREFIX ex: <{url}> SELECT * {{ VALUES ?v {{ {0}{1} }} SERVICE{2} <{url}> {{ }} {3}\n}}",
        "PREFIX ex: <{url}> SELECT * {{ OPTIONAL {{ ?q ?w {0}{1} }}{2}SERVICE <{url}> {{}} {3}\n}}",
        "PREFIX SERVICEex: <{url}> SELECT * {{ {0} ?q ?w {1}SERVICEex:x {2} {{ }} {3}\n}}",
    ]
)


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(shape=_SHAPES, bits=st.lists(_BITS, min_size=4, max_size=4))
def test_no_mutation_of_a_way_out_passes_and_calls(
    shape: str, bits: list[str], bird: Canary
) -> None:
    """Glued, escaped, quoted and commented: what the guard lets through calls nobody."""
    query = shape.format(*bits, url=bird.url)
    try:
        query_form(query)
    except QueryRefused:
        return
    before = len(bird.calls)
    unguarded(query)

    assert before == len(bird.calls), query


_WORD = st.sampled_from(["service", "SERVICE", "Service", "aservice", "services", "SERVICEex"])
_CARRIERS = st.sampled_from(
    [
        "SELECT * {{ ?s ?p 'x {0} <http://a/> {{' }}",
        'SELECT * {{ ?s ?p "a \\" {0} {{" }}',
        'SELECT * {{ ?s ?p """a "{0}"\n {0} {{ \\u00e9 """ }}',
        "SELECT * {{ ?s ?p '''it's\n {0} {{ \\\\''' }}",
        "SELECT * {{ # {0} <http://a/> {{\n ?s ?p ?o }}",
        "SELECT * {{ #{0}\r ?s ?p ?o }}",
        "SELECT * {{ ?s <http://a/{0}#{0}?q='x'> ?o }}",
        "SELECT * {{ FILTER(?o = <http://a/{0}(1)#x>) ?s ?p ?o }}",
        "SELECT * {{ ?s <urn:{0}:x> ?o }}",
        "SELECT ?{0} {{ ?{0} ?p ${0} }}",
        "SELECT * {{ ?a{0} ?p _:{0} }}",
        "PREFIX {0}: <http://a/{0}#> SELECT * {{ ?s {0}:{0} {0}:a.b . }}",
        "PREFIX ex: <http://a/> SELECT * {{ ?s ex:{0} ex:a\\'{0} . ?t ex:%20{0} 1 }}",
        "PREFIX {0}: <http://a/> SELECT * {{ GRAPH {0}:g {{ ?s ?p ?o }} }}",
        "BASE <http://a/> PREFIX ex: <{0}#x> SELECT * {{ ?s <{0}/b> <#{0}> }}",
        "SELECT * {{ ?s ?p 'a'@en-{0} }}",
    ]
)


@given(shape=_CARRIERS, word=_WORD)
def test_the_word_in_strings_comments_and_names_passes(shape: str, word: str) -> None:
    """What merely contains the word is let through by both readings."""
    if "@en" in shape:
        word = word[:8]
    query = shape.format(word)

    assert "SELECT" == query_form(query)
    read(query)


@given(text=st.text(st.sampled_from("SERVICE<>{}#'\"\\ ?a:.\n"), max_size=60))
def test_the_two_readings_agree_on_what_is_no_service(text: str) -> None:
    """A text that the tokens let through never turns out to be SERVICE for the parser."""
    query = f"PREFIX SERVICE: <http://a/> SELECT * {{ {text} }}"
    try:
        query_form(query)
    except QueryRefused:
        return
    with suppress(MalformedQuery):
        read(query)
