"""The Graph Store Protocol: requests that change nothing, and why."""

import io
import json
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from graph.corpus.formats import READ
from graph.namespaces import DEFAULT_BASE
from graph.service import Service
from graph.settings import Settings
from tests.excerpt import LIGHT
from web import create_app
from web.http.tokens import Token
from web.linked import graph_store

SECRET = "a-secret-of-24-characters"
ALLOWED = {"Authorization": f"Bearer {SECRET}"}
TURTLE = "text/turtle"
ADDRESS = f"/graph/{LIGHT}"
INDIRECT = f"/graph-store?graph={DEFAULT_BASE}graph/{LIGHT}"


@pytest.fixture(scope="module")
def unchanged(excerpt_built: Settings) -> Iterator[Service]:
    """A service whose documents no test changes."""
    service = Service(excerpt_built)
    yield service
    service.close()


@pytest.fixture(scope="module")
def reader(unchanged: Service) -> FlaskClient:
    """A client of a server that was started without a token."""
    return create_app(unchanged).test_client()


@pytest.fixture(scope="module")
def refused(unchanged: Service, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of a server with a token, for requests that change nothing."""
    path = tmp_path_factory.mktemp("secret") / "token"
    path.write_text(SECRET, "utf-8")
    return create_app(unchanged, Token.read(path)).test_client()


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
@pytest.mark.parametrize("address", [ADDRESS, INDIRECT])
def test_nobody_can_write_unless_the_server_was_told_so(
    reader: FlaskClient, address: str, method: str
) -> None:
    """Without a token file, changes are 405 and Allow names reading only, whoever asks."""
    response = reader.open(address, method=method, headers=ALLOWED, data=b"")

    assert (405, {"GET", "HEAD", "OPTIONS"}) == (response.status_code, set(response.allow))


@pytest.mark.parametrize(
    "authorization",
    [None, "Bearer", "Bearer wrong", f"Bearer {SECRET}x", f"Basic {SECRET}", "Basic dXNlcjpwYXNz"],
)
@pytest.mark.parametrize("address", [ADDRESS, "/graph/studies/nobody-1900", "/graph-store"])
def test_without_the_token_nothing_is_said_but_401(
    refused: FlaskClient, address: str, authorization: str | None
) -> None:
    """No, a wrong, or another kind of credential: 401, the same for what is not there."""
    headers = {"Authorization": authorization} if authorization else {}

    response = refused.put(address, data=b"<", content_type="no/type", headers=headers)

    said = response.headers["WWW-Authenticate"]
    wrong = "Bearer " in (authorization or "")
    assert (401, wrong) == (response.status_code, said.endswith('error="invalid_token"'))
    assert said.startswith('Bearer realm="equipoise"')
    assert (False, False) == (SECRET in response.text, "nobody" in response.text)


@pytest.mark.parametrize("method", ["GET", "PUT"])
@pytest.mark.parametrize(
    ("query", "status", "message"),
    [
        ("?default", 400, "union of all documents"),
        ("", 400, "exactly one graph"),
        ("?graph=http://a/&graph=http://b/", 400, "exactly one graph"),
        ("?graph=http://elsewhere.example/g", 404, "The graphs here are named"),
    ],
)
def test_other_graphs_than_one_document_are_refused_with_the_reason(
    refused: FlaskClient, method: str, query: str, status: int, message: str
) -> None:
    """The default graph, no graph, two graphs and foreign graphs are each told why not."""
    headers = ALLOWED | {"Accept": "text/plain"}
    response = refused.open(f"/graph-store{query}", method=method, headers=headers)

    assert (status, True) == (response.status_code, message in response.text)


@pytest.mark.parametrize("name", ["derived/question-status", "ontology/equipoise", "dataset"])
def test_graphs_that_are_computed_are_forbidden(refused: FlaskClient, name: str) -> None:
    """What a build makes cannot be written: 403 with the reason."""
    response = refused.put(
        f"/graph/{name}",
        data=b"<http://a/x> <http://a/p> 1 .",
        content_type=TURTLE,
        headers=ALLOWED,
    )

    assert (403, True) == (response.status_code, "made by a build" in response.text)


@pytest.mark.parametrize(
    ("kind", "body", "headers", "status", "message"),
    [
        (TURTLE, b"# one\n<", {}, 400, "corbitt-2019.ttl:2: not Turtle"),
        ("application/ld+json", b'{"@context": "http://a/"}', {}, 400, "http://a/ is not fetched"),
        (TURTLE, b"# nothing", {}, 400, "no triples"),
        (TURTLE, b"<a> <b> <c> .", {"Content-Range": "bytes 0-1/9"}, 400, "the whole document"),
        ("application/trig", b"", {}, 415, "application/n-triples"),
        ("text/turtle; charset=latin-1", b"", {}, 415, "UTF-8"),
        (TURTLE, b"", {"Content-Encoding": "gzip"}, 415, "uncompressed"),
        (TURTLE, b" " * (graph_store.LONGEST + 1), {}, 413, "5,000,000 bytes"),
    ],
)
def test_what_cannot_be_read_says_why(
    refused: FlaskClient, kind: str, body: bytes, headers: dict[str, str], status: int, message: str
) -> None:
    """Broken, foreign, packed and too long documents have each their status and their reason."""
    response = refused.put(
        ADDRESS, data=body, content_type=kind, headers=ALLOWED | headers | {"Accept": "text/plain"}
    )

    assert (status, True) == (response.status_code, message in response.text)
    if status == 415:
        assert set(READ) == set(response.headers["Accept-Put"].split(", "))


def test_a_long_document_of_unknown_length_is_not_cut_off(refused: FlaskClient) -> None:
    """A body without Content-Length is read to one byte over the limit, and then refused."""
    response = refused.put(
        ADDRESS,
        input_stream=io.BytesIO(b" " * (graph_store.LONGEST + 5)),
        content_type=TURTLE,
        headers=ALLOWED,
        environ_overrides={"wsgi.input_terminated": True},
    )

    assert 413 == response.status_code


def test_the_line_of_a_syntax_error_is_there_for_programs(refused: FlaskClient) -> None:
    """A problem document carries the line as a number."""
    headers = ALLOWED | {"Accept": "application/problem+json"}
    response = refused.put(ADDRESS, data=b"# one\n<", content_type=TURTLE, headers=headers)

    assert (400, 2) == (response.status_code, json.loads(response.text)["line"])


def test_options_tell_who_may_change(refused: FlaskClient, reader: FlaskClient) -> None:
    """OPTIONS lists the writing methods only where there is a token."""
    assert {"PUT", "POST", "DELETE"} <= set(refused.options(ADDRESS).allow)
    assert set() == {"PUT", "POST", "DELETE"} & set(reader.options(ADDRESS).allow)
