"""The SPARQL 1.1 Protocol."""

import json
import threading
import time
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper

from graph.sparql import media_types
from tests.servers import live

STUDIES = "SELECT ?study { ?study a <https://w3id.org/equipoise/ns#Study> }"
GRAPH = "CONSTRUCT { ?s a ?type } { ?s a ?type } LIMIT 5"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
TRIAL = "https://w3id.org/equipoise/id/study/roerink-2017"
JSON_RESULTS = "application/sparql-results+json"


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    with live(app) as address:
        yield f"{address}/sparql"


def studies(client: SPARQLWrapper) -> set[str]:
    rows = json.loads(client.query().response.read())["results"]["bindings"]
    return {row["study"]["value"] for row in rows}


@pytest.mark.server
@pytest.mark.parametrize("request_method", ["URLENCODED", POSTDIRECTLY])
@pytest.mark.parametrize("http_method", ["GET", POST])
def test_sparqlwrapper_gets_rows(address: str, http_method: str, request_method: str) -> None:
    """SPARQLWrapper reads rows by GET, by form and by direct POST."""
    client = SPARQLWrapper(address)
    client.setQuery(STUDIES)
    client.setMethod(http_method)
    if http_method == POST:
        client.setRequestMethod(request_method.lower())
    client.setReturnFormat(JSON)

    assert TRIAL in studies(client)


@pytest.mark.server
@pytest.mark.parametrize(
    ("answer_format", "query"), [(XML, STUDIES), (CSV, STUDIES), (TURTLE, GRAPH)]
)
def test_sparqlwrapper_reads_other_formats(address: str, answer_format: str, query: str) -> None:
    """SPARQLWrapper reads XML and CSV tables and Turtle graphs."""
    client = SPARQLWrapper(address)
    client.setQuery(query)
    client.setReturnFormat(answer_format)

    assert client.query().response.read()


@pytest.mark.server
def test_an_endless_query_is_stopped_while_others_are_answered(hasty: Flask) -> None:
    """While a cartesian product runs into the limit of three seconds, another query is answered."""
    with live(hasty) as site:
        status, elapsed, rows, running = run_beside_an_endless_query(f"{site}/sparql")

    assert (504, True) == (status, elapsed >= 3.0)
    assert rows
    assert running


def run_beside_an_endless_query(address: str) -> tuple[int, float, set[str], bool]:
    """Return how the endless one ended, its seconds, other rows, and if it ran still with them."""
    outcome: list[tuple[int, float]] = []

    def run_endless() -> None:
        started = time.monotonic()
        client = SPARQLWrapper(address)
        client.setQuery(ENDLESS)
        client.setReturnFormat(JSON)
        try:
            client.query()
        except Exception as error:
            outcome.append((getattr(error, "code", 0), time.monotonic() - started))

    thread = threading.Thread(target=run_endless)
    thread.start()
    time.sleep(0.2)
    client = SPARQLWrapper(address)
    client.setQuery(STUDIES)
    client.setReturnFormat(JSON)
    rows = studies(client)
    running = thread.is_alive()
    thread.join()
    [(status, elapsed)] = outcome
    return status, elapsed, rows, running


@pytest.mark.parametrize("media_type", media_types("SELECT"))
def test_tables_come_in_every_registered_type(client: FlaskClient, media_type: str) -> None:
    """SELECT answers in the type that the Accept header names, and says so."""
    answer = client.get("/sparql", query_string={"query": STUDIES}, headers={"Accept": media_type})

    assert (200, media_type) == (answer.status_code, answer.mimetype)
    assert TRIAL in answer.text


@pytest.mark.parametrize("media_type", media_types("CONSTRUCT"))
def test_graphs_come_in_every_registered_type(client: FlaskClient, media_type: str) -> None:
    """CONSTRUCT answers in the type that the Accept header names, and says so."""
    answer = client.get("/sparql", query_string={"query": GRAPH}, headers={"Accept": media_type})

    assert (200, media_type) == (answer.status_code, answer.mimetype)


@pytest.mark.parametrize("accept", ["*/*", None, "application/json"])
def test_json_is_the_default_for_tables(client: FlaskClient, accept: str | None) -> None:
    """A client that does not care gets SPARQL results in JSON."""
    headers = {"Accept": accept} if accept else {}
    answer = client.get("/sparql", query_string={"query": STUDIES}, headers=headers)

    assert JSON_RESULTS == answer.mimetype


def test_a_body_of_type_sparql_query_is_run(client: FlaskClient) -> None:
    """POST with application/sparql-query takes the body as the query."""
    answer = client.post("/sparql", data=STUDIES, content_type="application/sparql-query")

    assert TRIAL in answer.text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }", "another host"),
        ("LOAD <http://x/>", "read-only"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "read-only"),
        ("SELECT * {\n  ?s ?p }", "line 2, column 9"),
        ("", "exactly one query"),
    ],
)
def test_what_is_not_run_is_a_400_that_says_why(
    client: FlaskClient, query: str, expected: str
) -> None:
    """Reaching out, updates, syntax errors and empty queries are each told apart."""
    answer = client.get(
        "/sparql", query_string={"query": query}, headers={"Accept": "application/json"}
    )

    assert (400, True) == (answer.status_code, expected in answer.text)


def test_updates_by_protocol_are_refused(client: FlaskClient) -> None:
    """The update parameter and the update media type are answered with 400."""
    update = "DELETE WHERE { ?s ?p ?o }"
    form = client.post("/sparql", data={"update": update})
    body = client.post("/sparql", data=update, content_type="application/sparql-update")

    assert (400, 400) == (form.status_code, body.status_code)


def test_a_nesting_bomb_is_refused_and_the_service_goes_on(client: FlaskClient) -> None:
    """A query that would crash the engine is a 400, and the next query is answered."""
    bomb = "SELECT * " + "{" * 5000 + "}" * 5000
    refused = client.post("/sparql", data={"query": bomb})
    after = client.post("/sparql", data={"query": STUDIES})

    assert (400, 200) == (refused.status_code, after.status_code)


def test_a_browser_gets_the_workbench_and_rdf_clients_the_service_description(
    client: FlaskClient,
) -> None:
    """Without a query the endpoint shows a form, or describes itself in RDF."""
    page = client.get("/sparql", headers={"Accept": "text/html"})
    description = client.get("/sparql", headers={"Accept": "text/turtle"})

    assert ("text/html", True) == (page.mimetype, "<textarea" in page.text)
    assert ("text/turtle", True) == (description.mimetype, "sd:Service" in description.text)


def test_answers_may_be_read_by_scripts_of_other_sites(client: FlaskClient) -> None:
    """Answers carry CORS and Vary headers."""
    answer = client.get("/sparql", query_string={"query": STUDIES})

    assert "*" == answer.headers["Access-Control-Allow-Origin"]
    assert "Accept" in answer.headers["Vary"]
