"""The SPARQL 1.1 Protocol: what is refused, how, and what there is no room for."""

import json
import threading
import time
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from graph.service import Service
from graph.settings import Limits, Settings
from graph.sparql import media_types
from graph.sparql.guard import MAX_CHARACTERS
from web import create_app

STUDIES = "SELECT ?study { ?study a <https://w3id.org/equipoise/ns#Study> }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
JSON_RESULTS = "application/sparql-results+json"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
PROBLEM = {"Accept": "application/json"}


def test_a_syntax_error_is_a_problem_with_its_place(client: FlaskClient) -> None:
    """RFC 9457 with line, column and the offending token; text for those who take no JSON."""
    values = {"query": "SELECT * {\n  ?s ?p }"}
    problem = client.get("/sparql", query_string=values, headers=PROBLEM)
    text = client.get("/sparql", query_string=values, headers={"Accept": "text/csv"})
    page = client.get("/sparql", query_string=values, headers=BROWSER)

    found = json.loads(problem.data)
    assert (2, 9, "}") == (found["line"], found["column"], found["token"])
    assert ("application/problem+json", "text/plain") == (problem.mimetype, text.mimetype)
    assert "line 2, column 9" in text.text
    assert (400, "text/html") == (page.status_code, page.mimetype)


@pytest.mark.parametrize("accept", ["image/png", "text/turtle", "application/n-quads"])
def test_a_type_that_does_not_fit_is_406_with_the_list(client: FlaskClient, accept: str) -> None:
    """A table as a picture or as Turtle is refused with what there is."""
    answer = client.get("/sparql", query_string={"query": STUDIES}, headers={"Accept": accept})

    assert 406 == answer.status_code
    for media_type in media_types("SELECT"):
        assert media_type in answer.text


def test_a_long_query_is_413_and_so_is_a_big_body(client: FlaskClient) -> None:
    """Length has a status of its own, whether it is in the query or in the request."""
    long = f"SELECT * {{ ?s ?p '{'x' * MAX_CHARACTERS}' }}"
    as_form = client.post("/sparql", data={"query": long})
    as_body = client.post("/sparql", data=long, content_type="application/sparql-query")
    big = client.post("/sparql", data=b"x" * 2_000_000, content_type="application/sparql-query")

    assert [413] * 3 == [as_form.status_code, as_body.status_code, big.status_code]


@pytest.mark.parametrize(
    ("content_type", "status"),
    [("text/plain", 415), ("application/json", 415), ("application/sparql-update", 400)],
)
def test_a_body_of_another_type_is_refused(
    client: FlaskClient, content_type: str, status: int
) -> None:
    """415 for what is no query, 400 for an update."""
    assert status == client.post("/sparql", data=STUDIES, content_type=content_type).status_code


def test_another_method_is_405_with_those_there_are(client: FlaskClient) -> None:
    """PUT is not part of the protocol."""
    answer = client.put("/sparql", data=STUDIES)

    assert 405 == answer.status_code
    assert {"GET", "HEAD", "OPTIONS", "POST"} == set(answer.headers["Allow"].split(", "))


def test_a_direct_post_has_its_character_set_and_its_parameters_in_the_address(
    client: FlaskClient,
) -> None:
    """The body is read in the charset named; graphs and format come in the URL."""
    query = "SELECT ('é' AS ?x) (COUNT(*) AS ?n) { ?s ?p ?o }"
    values = {
        "default-graph-uri": "https://w3id.org/equipoise/graph/studies/nobody-1900",
        "format": "csv",
    }
    answer = client.post(
        "/sparql",
        query_string=values,
        data=query.encode("latin-1"),
        content_type="application/sparql-query; charset=iso-8859-1",
    )
    wrong = client.post(
        "/sparql", data=query.encode("latin-1"), content_type="application/sparql-query"
    )

    assert "x,n\r\né,0\r\n" == answer.text
    assert 400 == wrong.status_code


@pytest.mark.parametrize("parameter", ["default-graph-uri", "named-graph-uri"])
def test_graphs_of_other_hosts_are_refused(client: FlaskClient, parameter: str) -> None:
    """The protocol's graphs are never fetched."""
    answer = client.get("/sparql", query_string={"query": STUDIES, parameter: "http://a/b"})

    assert (400, True) == (answer.status_code, "no graph of this data set" in answer.text)


@pytest.mark.parametrize(
    "media_type",
    ["text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"],
)
def test_the_service_describes_itself_in_every_format(
    client: FlaskClient, service: Service, media_type: str
) -> None:
    """Without a query, RDF clients learn what the service is and how much it holds."""
    answer = client.get("/sparql", headers={"Accept": media_type})

    assert (200, media_type) == (answer.status_code, answer.mimetype)
    assert "SPARQL11Query" in answer.text
    assert str(service.release.triples) in answer.text
    assert len(answer.data) < 10_000


@pytest.fixture(scope="module")
def strict(settings: Settings, service: Service) -> Iterator[FlaskClient]:
    """The site with hardly any room: one query at a time, none waits, small results."""
    limits = Limits(seconds=1.0, workers=1, queue=0, result_mb=0.002)
    narrow = Service(settings, limits)
    yield create_app(narrow).test_client()
    narrow.close()


@pytest.fixture
def busy(settings: Settings, service: Service) -> Iterator[FlaskClient]:
    """The site with room for one query, which may run for long."""
    narrow = Service(settings, Limits(seconds=30.0, workers=1, queue=0))
    yield create_app(narrow).test_client()
    narrow.close()


def test_a_result_that_is_cut_off_says_so(strict: FlaskClient) -> None:
    """The header says it for programs, the last line for people."""
    everything = "SELECT ?s ?o { ?s a ?o }"
    answer = strict.get("/sparql", query_string={"query": everything, "format": "csv"})

    assert (200, "true") == (answer.status_code, answer.headers["X-Result-Truncated"])
    assert answer.text.splitlines()[-1].startswith("CUT OFF")


def test_the_time_limit_is_504_with_limit_and_elapsed(strict: FlaskClient) -> None:
    """A program learns how long it ran; a browser gets the page with the same status."""
    problem = strict.get("/sparql", query_string={"query": ENDLESS}, headers=PROBLEM)
    page = strict.get("/sparql", query_string={"query": ENDLESS}, headers=BROWSER)

    found = json.loads(problem.data)
    assert (504, 1.0) == (problem.status_code, found["limit"])
    assert 1.0 <= found["elapsed"] < 6.0
    assert (504, "text/html") == (page.status_code, page.mimetype)


def test_while_a_query_hangs_others_are_503_pages_answer_and_it_can_be_cancelled(
    busy: FlaskClient,
) -> None:
    """No room: 503 with Retry-After. Named questions go on. DELETE ends the query with 410."""
    outcome: list[int] = []
    headers = {"X-Query-Id": "test-query-1", **PROBLEM}

    def run_endless() -> None:
        other = busy.application.test_client()
        answer = other.get("/sparql", query_string={"query": ENDLESS}, headers=headers)
        outcome.append(answer.status_code)

    thread = threading.Thread(target=run_endless)
    thread.start()
    deadline = time.monotonic() + 10
    while not json.loads(busy.get("/healthz").data)["running"] and time.monotonic() < deadline:
        time.sleep(0.02)
    refused = busy.get("/sparql", query_string={"query": STUDIES}, headers=PROBLEM)
    page = busy.get("/sparql", query_string={"query": STUDIES}, headers=BROWSER)
    named = busy.get("/queries/release.json")
    health = json.loads(busy.get("/healthz").data)
    cancelled = busy.delete("/sparql/test-query-1")
    thread.join()
    gone = busy.delete("/sparql/test-query-1")

    assert (503, 503) == (refused.status_code, page.status_code)
    assert int(refused.headers["Retry-After"]) > 0
    assert int(page.headers["Retry-After"]) > 0
    assert 200 == named.status_code
    assert (1, 0, "ok") == (health["running"], health["waiting"], health["status"])
    assert (204, [410], 404) == (cancelled.status_code, outcome, gone.status_code)
