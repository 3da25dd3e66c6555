"""Worker processes for strangers' queries."""

import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import (
    EndpointError,
    MalformedQuery,
    QueryTimeout,
)
from graph.release import Release
from graph.settings import Limits
from graph.sparql import WorkerPool, check, media_types
from graph.sparql.reading import read
from tests.graph.sparql.asking import ENDLESS, run

SECONDS = 1.0
MB = 1_000_000


@pytest.fixture(scope="module")
def pool(release: Release) -> Iterator[WorkerPool]:
    prefixes = {"eq": "https://w3id.org/equipoise/ns#"}
    pool = WorkerPool(release.store, prefixes, Limits(seconds=SECONDS))
    yield pool
    pool.close()


def test_a_query_is_answered_from_the_release(pool: WorkerPool) -> None:
    """A worker opens the release and answers over the union of its graphs."""
    body = run(
        pool,
        "ASK { ?s a <https://w3id.org/equipoise/ns#Study> }",
        "application/sparql-results+json",
    )

    assert b"true" in body


@pytest.mark.parametrize("media_type", [*media_types("SELECT")])
def test_a_table_is_written_in_every_media_type(pool: WorkerPool, media_type: str) -> None:
    """SELECT is answered as JSON, XML, CSV and TSV."""
    assert b"hello" in run(pool, "SELECT ('hello' AS ?x) {}", media_type)


@pytest.mark.parametrize("media_type", [*media_types("CONSTRUCT")])
def test_a_graph_is_written_in_every_media_type(pool: WorkerPool, media_type: str) -> None:
    """CONSTRUCT is answered as Turtle, N-Triples, JSON-LD and RDF/XML."""
    query = "CONSTRUCT { <http://a/x> <http://a/p> 'hello' } {}"

    assert b"hello" in run(pool, query, media_type)


def test_an_endless_query_is_stopped_at_the_limit_while_others_are_answered(
    pool: WorkerPool,
) -> None:
    """A cartesian product is killed at the limit, and meanwhile another query gets its answer."""
    outcome: list[QueryTimeout] = []

    def run_endless() -> None:
        try:
            run(pool, ENDLESS)
        except QueryTimeout as error:
            outcome.append(error)

    thread = threading.Thread(target=run_endless)
    thread.start()
    meanwhile = run(pool, "ASK {}")
    still_running = thread.is_alive()
    thread.join()

    assert (b"true", True) == (meanwhile.strip(), still_running)
    [error] = outcome
    assert SECONDS == error.seconds
    assert SECONDS <= error.elapsed < SECONDS + 5.0


def test_after_a_kill_the_pool_answers_again(pool: WorkerPool) -> None:
    """A killed worker is replaced: more queries may time out than there are workers."""
    quick = WorkerPool(pool._store, {}, Limits(seconds=0.2, workers=1))
    for _ in range(3):
        with pytest.raises(QueryTimeout):
            run(quick, ENDLESS)

    assert b"true" in run(quick, "ASK {}")
    quick.close()


def test_a_worker_that_dies_is_an_error_that_says_so_and_is_replaced(release: Release) -> None:
    """A crash in the middle of a query ends that query only; a crash between two, none."""
    pool = WorkerPool(release.store, {}, Limits(seconds=20, workers=1))
    run(pool, "ASK {}")
    [worker] = pool._idle
    killer = threading.Timer(0.2, os.kill, (worker._process.pid, signal.SIGSEGV))
    killer.start()

    with pytest.raises(EndpointError, match=r"ended its worker process \(exit code -11\)"):
        run(pool, ENDLESS)
    run(pool, "ASK {}")
    [worker] = pool._idle
    worker._process.kill()
    worker._process.wait()

    assert b"true" in run(pool, "ASK {}")
    pool.close()


def test_a_query_that_takes_too_much_memory_is_an_error(rows: Path) -> None:
    """Beyond the memory limit the worker ends, and the message says what to do."""
    pool = WorkerPool(rows, {}, Limits(seconds=30, memory_mb=1200))

    with pytest.raises(EndpointError, match="ask for less"):
        run(pool, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c")
    assert b"true" in run(pool, "ASK {}")
    pool.close()


def test_the_files_of_a_store_leave_a_query_its_memory(rows: Path, tmp_path: Path) -> None:
    """A worker starts over a store larger than its limit, which still stops a query."""
    large = Path(shutil.copytree(rows, tmp_path / "large"))
    with (large / "large").open("wb") as file:
        file.truncate(1200 * MB)

    alone = WorkerPool(rows, {}, Limits(seconds=30, memory_mb=64))
    with pytest.raises(EndpointError, match="could not start"):
        run(alone, "ASK {}")
    pool = WorkerPool(large, {}, Limits(seconds=30, memory_mb=64))
    assert b"true" in run(pool, "ASK {}")
    with pytest.raises(EndpointError, match="ask for less"):
        run(pool, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c")
    alone.close()
    pool.close()


def test_a_query_that_comes_as_the_pool_closes_is_still_answered(release: Release) -> None:
    """A request that holds a release which is being replaced gets its answer at once."""
    closing = WorkerPool(release.store, {}, Limits(seconds=SECONDS))
    run(closing, "ASK {}")
    closing.close()
    started = time.monotonic()

    answers = [run(closing, "ASK {}").strip() for _ in range(3)]

    assert [b"true"] * 3 == answers
    assert time.monotonic() - started < 3 * SECONDS


@pytest.mark.parametrize(
    ("query", "line", "column", "token"),
    [
        ("SELECT * {\n  ?s ?p }", 2, 9, "}"),
        ("SELECT * { ?s ex:p ?o }", 1, 15, "ex:p"),
        ("SELECT * { ?s ?p ?o } LIMIT many", 1, 29, "many"),
        ("SELECT * { ?s ?p ?o", 1, 20, ""),
        ("SELECT * { # a ( comment\r\n ?s ?p ?o ?q }", 2, 11, "?q"),
        ("SELECT * { ?s ?p ?o } ORDER ?service", 1, 29, "?service"),
    ],
)
def test_a_syntax_error_has_its_place(
    pool: WorkerPool, query: str, line: int, column: int, token: str
) -> None:
    """A malformed query is answered with the token at which the parser stopped."""
    with pytest.raises(MalformedQuery) as caught:
        run(pool, query)

    error = caught.value
    assert (line, column, token) == (error.line, error.column, error.token)


def test_a_prefix_that_is_missing_is_said_to_be() -> None:
    """What the parser means beyond the grammar reaches the message."""
    with pytest.raises(MalformedQuery, match="ex:p: Prefix not found"):
        read("SELECT * { ?s ex:p ?o }")


def test_a_media_type_of_the_wrong_form_is_an_error(pool: WorkerPool) -> None:
    """A table is not written as Turtle; the message lists what it can be written as."""
    with pytest.raises(EndpointError, match="text/csv"):
        run(pool, "SELECT * {}", "text/turtle")


def test_the_graphs_of_the_protocol_narrow_the_data(pool: WorkerPool) -> None:
    """default-graph-uri leaves only that graph to be seen."""
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    graphs = "https://w3id.org/equipoise/graph/"

    def count(*graph: str) -> int:
        return int(pool.run(check(query, default_graphs=graph), "text/csv").body.split()[1])

    everything = count()
    one = count(f"{graphs}studies/roerink-2017")
    none = count(f"{graphs}nothing")

    assert 0 == none < one < everything
