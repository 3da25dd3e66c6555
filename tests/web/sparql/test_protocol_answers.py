"""The SPARQL 1.1 Protocol: formats, headers and compression."""

import gzip

import pytest
from flask.testing import FlaskClient

from graph.sparql import media_types

STUDIES = "SELECT ?study { ?study a <https://w3id.org/equipoise/ns#Study> }"
GRAPH = "CONSTRUCT { ?s a ?type } { ?s a ?type } LIMIT 5"
JSON_RESULTS = "application/sparql-results+json"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.parametrize(
    ("extension", "query", "media_type"),
    [
        ("csv", STUDIES, "text/csv"),
        ("tsv", STUDIES, "text/tab-separated-values"),
        ("json", STUDIES, JSON_RESULTS),
        ("xml", STUDIES, "application/sparql-results+xml"),
        ("ttl", GRAPH, "text/turtle"),
        ("nt", GRAPH, "application/n-triples"),
        ("jsonld", GRAPH, "application/ld+json"),
        ("rdf", GRAPH, "application/rdf+xml"),
    ],
)
def test_the_parameter_format_wins_over_accept_and_saves_a_file(
    client: FlaskClient, extension: str, query: str, media_type: str
) -> None:
    """A link with format= gives a browser the answer as a file."""
    values = {"query": query, "format": extension}
    answer = client.get("/sparql", query_string=values, headers=BROWSER)

    assert (200, media_type) == (answer.status_code, answer.mimetype)
    assert f'filename="equipoise-answer.{extension}"' in answer.headers["Content-Disposition"]


def test_a_format_that_does_not_fit_counts_for_nothing(client: FlaskClient) -> None:
    """Clients that send format=turtle or xml beside Accept get what they accept."""
    values = {"query": GRAPH, "format": "xml"}
    answer = client.get("/sparql", query_string=values, headers={"Accept": "application/rdf+xml"})

    assert (200, "application/rdf+xml") == (answer.status_code, answer.mimetype)


@pytest.mark.parametrize("media_type", [*media_types("SELECT"), *media_types("CONSTRUCT")])
def test_types_that_have_a_character_set_name_it(client: FlaskClient, media_type: str) -> None:
    """text/* says UTF-8; the others are UTF-8 by definition."""
    query = STUDIES if media_type in media_types("SELECT") else GRAPH
    answer = client.get("/sparql", query_string={"query": query}, headers={"Accept": media_type})
    expected = f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type

    assert expected == answer.headers["Content-Type"]


def test_an_answer_says_how_long_it_took_and_is_whole(client: FlaskClient) -> None:
    """Elapsed time is in the headers, the length is known, nothing says that it was cut."""
    answer = client.get("/sparql", query_string={"query": STUDIES})

    assert 0 <= float(answer.headers["X-Query-Elapsed"]) < 2
    assert answer.headers["Server-Timing"].startswith("query;dur=")
    assert len(answer.data) == int(answer.headers["Content-Length"])
    assert "X-Result-Truncated" not in answer.headers


def test_head_has_the_headers_of_get(client: FlaskClient) -> None:
    """HEAD answers as GET does, without the body."""
    values = {"query": STUDIES}
    get, head = (
        client.get("/sparql", query_string=values),
        client.head("/sparql", query_string=values),
    )

    assert (200, b"") == (head.status_code, head.data)
    for name in ("Content-Type", "Content-Length", "Vary"):
        assert get.headers[name] == head.headers[name]


@pytest.mark.parametrize(
    ("path", "methods"),
    [("/sparql", "GET, HEAD, OPTIONS, POST"), ("/sparql/some-query-id", "DELETE, OPTIONS")],
)
def test_a_preflight_says_what_scripts_of_other_sites_may_send(
    client: FlaskClient, path: str, methods: str
) -> None:
    """OPTIONS names methods, headers and how long the answer holds."""
    answer = client.options(path, headers={"Origin": "http://a.example"})

    assert 200 <= answer.status_code < 300
    assert methods == answer.headers["Access-Control-Allow-Methods"]
    assert {"Content-Type", "X-Query-Id"} <= set(
        answer.headers["Access-Control-Allow-Headers"].split(", ")
    )
    assert int(answer.headers["Access-Control-Max-Age"]) > 0


@pytest.mark.parametrize("accept", ["application/json", "text/csv", "text/html"])
@pytest.mark.parametrize("query", [STUDIES, "SELECT * { ?s ?p }"])
def test_success_and_errors_may_be_read_by_other_sites(
    client: FlaskClient, accept: str, query: str
) -> None:
    """CORS headers are on every answer, and expose what is worth reading."""
    answer = client.get("/sparql", query_string={"query": query}, headers={"Accept": accept})

    assert "*" == answer.headers["Access-Control-Allow-Origin"]
    exposed = set(answer.headers["Access-Control-Expose-Headers"].split(", "))
    assert {"X-Result-Truncated", "X-Query-Elapsed", "Retry-After", "Link"} <= exposed


def test_answers_are_compressed_for_those_who_ask(client: FlaskClient) -> None:
    """gzip for results and pages, with a validator of its own that gets a 304."""
    accept = {"Accept-Encoding": "gzip"}
    plain = client.get("/sparql", query_string={"query": STUDIES})
    packed = client.get("/sparql", query_string={"query": STUDIES}, headers=accept)
    page = client.get("/studies", headers=accept)
    again = client.get("/studies", headers={"If-None-Match": page.headers["ETag"], **accept})
    unpacked = client.get("/studies", headers={"If-None-Match": page.headers["ETag"]})

    assert plain.data == gzip.decompress(packed.data)
    assert ("gzip", "gzip") == (
        packed.headers["Content-Encoding"],
        page.headers["Content-Encoding"],
    )
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert (304, page.headers["ETag"]) == (again.status_code, again.headers["ETag"])
    assert b"" == again.data
    assert 304 == unpacked.status_code


def test_parts_of_files_are_not_compressed(client: FlaskClient) -> None:
    """A range is a range of the file as it lies on the disk."""
    headers = {"Accept-Encoding": "gzip", "Range": "bytes=0-99"}
    part = client.get("/static/equipoise.css", headers=headers)

    assert (206, 100) == (part.status_code, len(part.data))
    assert "Content-Encoding" not in part.headers
