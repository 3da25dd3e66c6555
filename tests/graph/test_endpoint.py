"""Where SPARQL runs: in-process and on a real SPARQL 1.1 server."""

import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.endpoint import LocalEndpoint, RemoteEndpoint
from graph.errors import EndpointError, MalformedQuery, ReleaseError
from graph.queries import questions
from graph.release import Release
from graph.service import Service
from graph.settings import Settings
from tests.servers import free_port
from web import create_app


@pytest.fixture(scope="module")
def url(
    release: Release, service: Service, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Serve the release from oxigraph's own server, loaded from the dump."""
    folder = tmp_path_factory.mktemp("server")
    (folder / "dump.nq").write_bytes(service.dump("application/n-quads"))
    binary = str(Path(sys.executable).with_name("oxigraph"))
    load = [binary, "load", "--location", str(folder / "db"), "--file", str(folder / "dump.nq")]
    subprocess.run(load, check=True, capture_output=True)
    port = free_port()
    address = f"127.0.0.1:{port}"
    serve = [binary, "serve-read-only", "--location", str(folder / "db"), "--bind", address]
    with subprocess.Popen([*serve, "--union-default-graph"], stderr=subprocess.DEVNULL) as server:
        try:
            await_answer(f"http://{address}/")
            yield f"http://{address}/query"
        finally:
            server.terminate()


def await_answer(url: str, seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(url, timeout=1).close()
        except urllib.error.HTTPError as error:
            error.close()
            return
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


#: What a page says of the checks of its record.
CHECKS = re.compile(r"<dt>Checks</dt>\n  <dd>.*?</dd>")


@pytest.mark.server
@pytest.mark.parametrize("name", sorted(questions()))
def test_a_remote_store_gives_equal_answers(endpoint: LocalEndpoint, url: str, name: str) -> None:
    """Each shipped question has the same answer in-process and on a real SPARQL server."""
    query = questions()[name].read(questions()[name].sample())
    remote = RemoteEndpoint(url)
    if questions()[name].form == "CONSTRUCT":
        assert set(endpoint.construct(query)) == set(remote.construct(query))
        return
    here, there = endpoint.select(query), remote.select(query)

    assert here.variables == there.variables
    assert sorted(map(str, here.rows)) == sorted(map(str, there.rows))


@pytest.mark.server
@pytest.mark.parametrize(
    "path", ["/", "/study/roerink-2017", "/hypothesis/il-1-drives-fatigue", "/search?q=anakinra"]
)
def test_pages_from_a_remote_store_are_the_same(
    settings: Settings, service: Service, url: str, path: str
) -> None:
    """EQUIPOISE_ENDPOINT shows the pages of the release, but for the checks: no store has them."""
    remote = Service(Settings(settings.data, settings.releases, settings.base, url))

    here = create_app(service).test_client().get(path)
    there = create_app(remote).test_client().get(path)

    assert (200, CHECKS.sub("", here.text)) == (there.status_code, there.text)


@pytest.mark.server
def test_a_remote_store_runs_strangers_queries_within_the_guard(
    settings: Settings, url: str
) -> None:
    """Queries are handed on, in every format, and a malformed one is still the client's error."""
    remote = Service(Settings(settings.data, settings.releases, settings.base, url))

    answer = remote.run("ASK { ?s a <https://w3id.org/equipoise/ns#Study> }", "text/csv")

    assert b"true" in answer.body
    with pytest.raises(MalformedQuery):
        remote.run("SELECT * { ?s ?p }")


def test_a_store_that_does_not_answer_is_named_with_the_mend() -> None:
    """A refused connection names the URL and the variable to check."""
    with pytest.raises(EndpointError, match=r"127\.0\.0\.1:1/.*EQUIPOISE_ENDPOINT"):
        RemoteEndpoint("http://127.0.0.1:1/query").select("SELECT * {}")


def test_an_address_that_is_no_url_is_refused() -> None:
    """EQUIPOISE_ENDPOINT must be an http(s) URL."""
    with pytest.raises(EndpointError, match="must be an http"):
        RemoteEndpoint("file:///etc/passwd")


def test_a_folder_without_a_store_says_how_to_make_one(tmp_path: Path) -> None:
    """Opening nothing as a store names the command that builds."""
    with pytest.raises(ReleaseError, match="equipoise build"):
        LocalEndpoint.open(tmp_path / "nothing")


@pytest.mark.parametrize(
    ("method", "query"), [("select", "ASK {}"), ("ask", "SELECT * {}"), ("construct", "ASK {}")]
)
def test_a_query_of_another_form_is_an_error(
    endpoint: LocalEndpoint, method: str, query: str
) -> None:
    """Each method answers queries of its own form only."""
    with pytest.raises(EndpointError, match="is not"):
        getattr(endpoint, method)(query)
