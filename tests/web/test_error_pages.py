"""What went wrong, in the form the client can read."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph.errors import (
    EndpointError,
    EquipoiseError,
    ForbiddenQuery,
    MalformedQuery,
    NotFound,
    OversizedQuery,
    ParameterError,
    QueryCancelled,
    QueryFileError,
    QueryQueueFull,
    QueryTimeout,
    QueryTooLong,
    ReleaseError,
)
from web import create_app

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
TRIAL = "https://w3id.org/equipoise/id/study/roerink-2017"


@pytest.fixture(scope="module")
def failing(app: Flask) -> FlaskClient:
    """The site with one more address, which fails in the way that its name says."""
    errors = {
        "not-found": NotFound(f"{TRIAL}-x", ((TRIAL, "the trial"),)),
        "no-question": QueryFileError("no such question"),
        "parameter": ParameterError("study='?' is not a study"),
        "malformed": MalformedQuery(2, 9, "expected a term", "}"),
        "forbidden": ForbiddenQuery("SERVICE is not allowed"),
        "oversized": OversizedQuery("too long"),
        "timeout": QueryTimeout(2.0, 2.1),
        "full": QueryQueueFull("64 queries are waiting", 7),
        "cancelled": QueryCancelled(),
        "long": QueryTooLong("too long"),
        "endpoint": EndpointError("the store did not answer"),
        "release": ReleaseError("no release"),
        "other": EquipoiseError("something else"),
        "bug": ZeroDivisionError("a bug"),
    }

    def fail(name: str) -> str:
        raise errors[name]

    broken = create_app(app.extensions["equipoise"])
    broken.add_url_rule("/fail/<name>", "fail", fail)
    return broken.test_client()


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("not-found", 404),
        ("no-question", 404),
        ("parameter", 400),
        ("malformed", 400),
        ("forbidden", 400),
        ("oversized", 400),
        ("timeout", 504),
        ("full", 503),
        ("cancelled", 410),
        ("long", 413),
        ("endpoint", 503),
        ("release", 503),
        ("other", 500),
        ("bug", 500),
    ],
)
@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/html,*/*;q=0.8", "text/html"),
        ("application/json", "application/problem+json"),
        ("application/problem+json", "application/problem+json"),
        ("text/plain", "text/plain"),
        ("text/turtle", "text/plain"),
        ("*/*", "text/plain"),
    ],
)
def test_every_error_has_a_status_and_a_form(
    failing: FlaskClient, name: str, status: int, accept: str, media_type: str
) -> None:
    """Pages for browsers, problem documents for programs, text for everybody else."""
    answer = failing.get(f"/fail/{name}", headers={"Accept": accept})

    assert (status, media_type) == (answer.status_code, answer.mimetype)


def test_a_bug_shows_no_inside(failing: FlaskClient) -> None:
    """An unexpected error says that it is ours and nothing about the code."""
    answer = failing.get("/fail/bug", headers=BROWSER)

    assert (True, False) == ("An error of ours" in answer.text, "ZeroDivision" in answer.text)


def test_a_syntax_error_has_its_place(failing: FlaskClient) -> None:
    """A problem document (RFC 9457) carries status, title, detail, line and column."""
    problem = json.loads(
        failing.get("/fail/malformed", headers={"Accept": "application/json"}).data
    )

    assert (400, 2, 9) == (problem["status"], problem["line"], problem["column"])
    assert "}" == problem["token"]
    assert "line 2, column 9: expected a term" == problem["detail"]
    assert problem["title"]


def test_a_lost_connection_asks_to_come_back(failing: FlaskClient) -> None:
    """503 says when to try again."""
    assert "30" == failing.get("/fail/endpoint").headers["Retry-After"]
    assert "7" == failing.get("/fail/full").headers["Retry-After"]


def test_a_query_that_was_stopped_says_after_how_long(failing: FlaskClient) -> None:
    """504 carries the time limit and the time that the query had."""
    problem = json.loads(failing.get("/fail/timeout", headers={"Accept": "application/json"}).data)

    assert (504, 2.0, 2.1) == (problem["status"], problem["limit"], problem["elapsed"])


@pytest.mark.parametrize("address", ["/fail/not-found", "/study/roerink-2016", "/roerink-2017"])
def test_a_missing_page_shows_near_matches(failing: FlaskClient, address: str) -> None:
    """A wrong address leads to records that it may have meant."""
    answer = failing.get(address, headers=BROWSER)

    assert (404, True) == (answer.status_code, "/study/roerink-2017" in answer.text)


def test_an_address_made_of_odd_characters_is_just_not_found(client: FlaskClient) -> None:
    """Quotes, operators and other scripts in an address break nothing."""
    for address in ['/study/"OR*', "/%F0%9F%A6%89", "/study/%00", "/a-b-NOT-c", "/" + "x" * 2000]:
        assert 404 == client.get(address, headers=BROWSER).status_code


def test_a_suffix_decides_the_form_of_an_error(client: FlaskClient) -> None:
    """Data addresses fail in a form that programs read, even for a browser."""
    as_json = client.get("/study/nobody-1900.jsonld", headers=BROWSER)
    as_text = client.get("/study/nobody-1900.ttl", headers=BROWSER)

    assert "application/problem+json" == as_json.mimetype
    assert "text/plain" == as_text.mimetype


def test_a_wrong_method_names_the_right_ones(client: FlaskClient) -> None:
    """405 carries Allow."""
    answer = client.post("/studies", headers=BROWSER)

    assert (405, "text/html") == (answer.status_code, answer.mimetype)
    assert {"GET", "HEAD", "OPTIONS"} == set(answer.headers["Allow"].split(", "))


def test_a_refused_format_leads_to_those_there_are(client: FlaskClient) -> None:
    """406 lists every variant with its address, in the problem document too."""
    text = client.get("/study/roerink-2017", headers={"Accept": "application/foo"})

    assert (406, True) == (text.status_code, "/study/roerink-2017.ttl" in text.text)
