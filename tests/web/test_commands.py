"""The command serve, as a process of its own."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from graph.release import Release
from graph.settings import Settings
from tests.servers import free_port

pytestmark = pytest.mark.server


def command(settings: Settings, module: str, *arguments: str) -> list[str]:
    places = ["--data", str(settings.data), "--releases", str(settings.releases)]
    return [sys.executable, "-m", module, *arguments, *places]


@contextmanager
def serving(settings: Settings, *arguments: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """Start the command on a free port and stop it as a terminal would, with SIGINT."""
    port = free_port()
    serve = command(settings, "web", "serve", "--port", str(port), *arguments)
    with subprocess.Popen(
        serve, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            yield f"http://127.0.0.1:{port}", process
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def fetch(url: str, accept: str = "text/html", seconds: float = 30.0) -> tuple[int, str]:
    """Ask until the server answers."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            request = urllib.request.Request(url, headers={"Accept": accept})
            with urllib.request.urlopen(request, timeout=5) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def test_serve_says_where_and_answers(settings: Settings, release: Release) -> None:
    """The command prints its address; the home page, RDF and SPARQL answer there."""
    with serving(settings, "--workers", "2") as (address, process):
        home = fetch(f"{address}/")
        turtle = fetch(f"{address}/study/roerink-2017", "text/turtle")
        ask = fetch(f"{address}/sparql?query=ASK%7B%7D", "text/csv")
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        said = process.stderr.read()

    assert (200, 200, 200) == (home[0], turtle[0], ask[0])
    assert f"Equipoise serves at {address}" in said
    assert "up to date" in said


def test_a_running_server_follows_a_new_release(copied: Settings) -> None:
    """A build while the server runs is visible without a restart."""
    with serving(copied) as (address, _):
        before = fetch(f"{address}/study/roerink-2017", "text/turtle")[1]
        path = copied.data / "studies/roerink-2017.ttl"
        text = path.read_text("utf-8")
        path.write_text(
            re.sub(r'(eq:plainSummary ")', r"\1Newly written. ", text, count=1), "utf-8"
        )
        subprocess.run(command(copied, "graph", "build"), check=True, capture_output=True)
        after = fetch(f"{address}/study/roerink-2017", "text/turtle")[1]

    assert ("Newly written" in before, "Newly written" in after) == (False, True)


def test_a_port_in_use_is_one_line_that_says_so(settings: Settings, release: Release) -> None:
    """A taken port ends the command with one line that names the port and the option."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            command(settings, "web", "serve", "--port", str(port)),
            capture_output=True,
            text=True,
            check=False,
        )

    assert 2 == done.returncode
    assert [True] == ["--port" in line and str(port) in line for line in done.stderr.splitlines()]


def test_serve_refuses_documents_that_do_not_conform(copied: Settings) -> None:
    """Documents with a violation are not served."""
    path = copied.data / "studies/roerink-2017.ttl"
    path.write_text(path.read_text("utf-8").replace("eq:events 17", "eq:events 71"), "utf-8")
    done = subprocess.run(
        command(copied, "web", "serve", "--port", str(free_port())),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert (1, True) == (done.returncode, "nothing was built" in done.stderr)


def ask(address: str, query: str, **headers: str) -> int:
    """Send a query and read the answer to its end; return the status."""
    url = f"{address}/sparql?{urllib.parse.urlencode({'query': query})}"
    request = urllib.request.Request(url, headers={"Accept": "text/csv", **headers})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            while answer.read(65_536):
                pass
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_a_hundred_clients_see_only_answers_and_503(settings: Settings, release: Release) -> None:
    """Under more queries than fit, each is answered or sent away, and pages go on."""
    query = "SELECT (COUNT(*) AS ?n) { ?a a ?b . ?a ?d ?e }"
    limits = ("--query-per-client", "20", "--query-queue", "15", "--query-seconds", "20")
    with serving(settings, *limits) as (address, _):
        health = json.loads(fetch(f"{address}/healthz")[1])
        with ThreadPoolExecutor(100) as pool:
            asked = [pool.submit(ask, address, query) for _ in range(100)]
            started = time.monotonic()
            page = fetch(f"{address}/study/roerink-2017")[0]
            waited = time.monotonic() - started
            statuses = {future.result() for future in asked}
        after = ask(address, query)

    assert isinstance(health["isolated"], bool)
    assert {200, 503} == statuses
    assert (200, 200) == (page, after)
    assert waited < 15


def test_a_query_is_cancelled_through_any_server_process(
    settings: Settings, release: Release
) -> None:
    """With two server processes, whichever gets the DELETE stops the query."""
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with serving(settings, "--workers", "2") as (address, _):
        fetch(f"{address}/healthz")
        with ThreadPoolExecutor(4) as pool:
            names = [f"query-{number}" for number in range(1000, 1004)]
            asked = [pool.submit(ask, address, endless, **{"X-Query-Id": it}) for it in names]
            time.sleep(1.0)
            for name in names:
                url = f"{address}/sparql/{name}"
                urllib.request.urlopen(urllib.request.Request(url, method="DELETE")).close()
            statuses = [future.result() for future in asked]

    assert [410] * 4 == statuses
