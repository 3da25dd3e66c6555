"""Worker processes for strangers' queries."""

import threading
import time
from collections.abc import Iterator

import pytest

from graph.errors import EndpointError, MalformedQuery, QueryTimeout
from graph.release import Release
from graph.sparql.pool import WorkerPool
from graph.sparql.results import media_types

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SECONDS = 1.0


@pytest.fixture(scope="module")
def pool(release: Release) -> Iterator[WorkerPool]:
    pool = WorkerPool(release.store, {"eq": "https://w3id.org/equipoise/ns#"}, seconds=SECONDS)
    yield pool
    pool.close()


def test_a_query_is_answered_from_the_release(pool: WorkerPool) -> None:
    """A worker opens the release and answers over the union of its graphs."""
    body = pool.run(
        "ASK { ?s a <https://w3id.org/equipoise/ns#Study> }", "application/sparql-results+json"
    )

    assert b"true" in body


@pytest.mark.parametrize("media_type", [*media_types("SELECT")])
def test_a_table_is_written_in_every_media_type(pool: WorkerPool, media_type: str) -> None:
    """SELECT is answered as JSON, XML, CSV and TSV."""
    assert b"hello" in pool.run("SELECT ('hello' AS ?x) {}", media_type)


@pytest.mark.parametrize("media_type", [*media_types("CONSTRUCT")])
def test_a_graph_is_written_in_every_media_type(pool: WorkerPool, media_type: str) -> None:
    """CONSTRUCT is answered as Turtle, N-Triples, JSON-LD and RDF/XML."""
    query = "CONSTRUCT { <http://a/x> <http://a/p> 'hello' } {}"

    assert b"hello" in pool.run(query, media_type)


def test_an_endless_query_is_stopped_at_the_limit_while_others_are_answered(
    pool: WorkerPool,
) -> None:
    """A cartesian product is killed at the limit, and meanwhile another query gets its answer."""
    outcome: list[object] = []

    def run_endless() -> None:
        started = time.monotonic()
        try:
            pool.run(ENDLESS, "text/csv")
        except QueryTimeout as error:
            outcome.extend([error, time.monotonic() - started])

    thread = threading.Thread(target=run_endless)
    thread.start()
    meanwhile = pool.run("ASK {}", "text/csv")
    still_running = thread.is_alive()
    thread.join()

    assert (b"true", True) == (meanwhile.strip(), still_running)
    error, elapsed = outcome
    assert isinstance(error, QueryTimeout)
    assert isinstance(elapsed, float)
    assert SECONDS <= elapsed < SECONDS + 2.0


def test_after_a_kill_the_pool_answers_again(pool: WorkerPool) -> None:
    """A killed worker is replaced: more queries may time out than there are workers."""
    for _ in range(3):
        with pytest.raises(QueryTimeout):
            pool.run(ENDLESS, "text/csv")

    assert b"true" in pool.run("ASK {}", "text/csv")


def test_a_query_that_comes_as_the_pool_closes_is_still_answered(release: Release) -> None:
    """A request that holds a release which is being replaced gets its answer at once."""
    closing = WorkerPool(release.store, {}, seconds=SECONDS)
    closing.run("ASK {}", "text/csv")
    closing.close()
    started = time.monotonic()

    answers = [closing.run("ASK {}", "text/csv").strip() for _ in range(3)]

    assert [b"true"] * 3 == answers
    assert time.monotonic() - started < 3 * SECONDS


def test_a_syntax_error_has_line_and_column(pool: WorkerPool) -> None:
    """A malformed query is answered with the place where the parser stopped."""
    with pytest.raises(MalformedQuery, match="expected") as caught:
        pool.run("SELECT * {\n  ?s ?p }", "text/csv")

    assert (2, 10) == (caught.value.line, caught.value.column)


def test_a_media_type_of_the_wrong_form_is_an_error(pool: WorkerPool) -> None:
    """A table is not written as Turtle; the message lists what it can be written as."""
    with pytest.raises(EndpointError, match="text/csv"):
        pool.run("SELECT * {}", "text/turtle")


def test_the_graphs_of_the_protocol_narrow_the_data(pool: WorkerPool) -> None:
    """default-graph-uri leaves only that graph to be seen."""
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    graph = "https://w3id.org/equipoise/graph/studies/roerink-2017"

    everything = int(pool.run(query, "text/csv").split()[1])
    one = int(pool.run(query, "text/csv", default_graphs=[graph]).split()[1])
    none = int(pool.run(query, "text/csv", default_graphs=["http://a/nothing"]).split()[1])

    assert 0 == none < one < everything
