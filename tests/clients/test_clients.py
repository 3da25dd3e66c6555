"""The endpoint as other people's tools see it: each gets the rows that the graph itself gives.

curl, SPARQLWrapper, rdflib and a browser are always there. Jena (Debian's libapache-jena-java) and
Comunica (npm) are installed and demanded by ``make clients``; elsewhere they are skipped.
"""

import functools
import http.server
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser
from rdflib import Graph
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON, SPARQLWrapper

from graph.service import Service
from tests.servers import live
from web.reading.tables import bare

#: What ``make clients`` installs.
INSTALLED = Path(__file__).parents[2] / "build" / "clients"
DEMANDED = "EQUIPOISE_CLIENTS" in os.environ
SECONDS = 60

#: Questions with unbound variables, numbers, languages and IRIs in their answers.
QUESTIONS = ["trials-requiring-pem", "more-harm-than-benefit", "retracted-evidence"]
JSON_RESULTS = "application/sparql-results+json"

Rows = list[dict[str, str]]
Client = Callable[[str, str, Path], Rows]


def rows(results: str | bytes) -> Rows:
    """Read SPARQL results in JSON: the values that are bound, row by row."""
    bindings = json.loads(results)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in bindings]


def output(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert 0 == done.returncode, done.stderr
    return done.stdout


def curl(address: str, query: str, folder: Path) -> Rows:
    file = folder / "query.rq"
    file.write_text(query, "utf-8")
    accept = f"Accept: {JSON_RESULTS}"
    data = f"query@{file}"
    return rows(output("curl", "-sS", "--fail", address, "-H", accept, "--data-urlencode", data))


def sparqlwrapper(address: str, query: str, folder: Path) -> Rows:
    client = SPARQLWrapper(address)
    client.setQuery(query)
    client.setReturnFormat(JSON)
    return rows(client.query().response.read())


def sparqlstore(address: str, query: str, folder: Path) -> Rows:
    answer = Graph(store=SPARQLStore(address)).query(query)
    return [{str(name): str(term) for name, term in row.items()} for row in answer.bindings]


def jena(address: str, query: str, folder: Path) -> Rows:
    needed("Jena", INSTALLED / "jena.classpath")
    file = folder / "query.rq"
    file.write_text(query, "utf-8")
    classpath = (INSTALLED / "jena.classpath").read_text("utf-8").strip()
    java = ("java", "-cp", classpath, "arq.rsparql")
    return rows(output(*java, "--service", address, "--query", str(file), "--results", "JSON"))


def comunica(address: str, query: str, folder: Path) -> Rows:
    program = INSTALLED / "node_modules" / ".bin" / "comunica-sparql"
    needed("Comunica", program)
    return rows(output(str(program), f"sparql@{address}", query, "-t", JSON_RESULTS))


def needed(name: str, file: Path) -> None:
    """Skip where a client is not installed, unless ``make clients`` demands it."""
    if not file.exists():
        assert not DEMANDED, f"{name} is not in {INSTALLED}"
        pytest.skip(f"{name} is not installed; `make clients` installs it")


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    with live(app) as address:
        yield f"{address}/sparql"


@pytest.mark.server
@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("client", [curl, sparqlwrapper, sparqlstore, jena, comunica])
def test_a_client_gets_the_rows_of_the_graph(
    address: str, service: Service, tmp_path: Path, client: Client, question: str
) -> None:
    """Each client reads the rows, in their order, that the graph gives in process."""
    expected = rows(service.answer(question, {}, JSON_RESULTS).body)

    assert expected
    assert expected == client(address, bare(service.questions()[question].text), tmp_path)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[str]:
    """A page of another origin."""
    (tmp_path / "index.html").write_text("<!doctype html><title>Elsewhere</title>", "utf-8")
    handler = functools.partial(QuietHandler, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


FETCH = """async ([address, query, type]) => {
  const answer = await fetch(address, {
    method: "POST",
    headers: {"Content-Type": "application/sparql-query", "Accept": type,
              "X-Query-Id": "another-origin"},
    body: query,
  });
  return [answer.status, await answer.text()];
}"""


@pytest.mark.browser
@pytest.mark.server
@pytest.mark.skipif(shutil.which("chromium") is None, reason="Debian's chromium is not installed")
def test_a_page_of_another_origin_gets_the_rows(
    address: str, service: Service, elsewhere: str, browser: Browser
) -> None:
    """A script of another site asks by direct POST, which needs a preflight, and reads the rows."""
    [question, *_] = QUESTIONS
    page = browser.new_page()
    page.goto(elsewhere)
    query = service.questions()[question].text
    status, body = page.evaluate(FETCH, [address, query, JSON_RESULTS])
    page.close()

    assert 200 == status
    assert rows(service.answer(question, {}, JSON_RESULTS).body) == rows(body)
