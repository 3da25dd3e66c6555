"""Changing documents on a server of its own: the option, two processes, two editors at once."""

import shutil
import urllib.error
import urllib.request
from pathlib import Path
from threading import Barrier, Thread

import pytest
from click.testing import CliRunner

from graph.settings import Settings
from tests.excerpt import LIGHT, text
from tests.servers import free_port
from tests.web.test_commands import fetch, serving
from web.commands import cli
from web.http.tokens import VARIABLE

pytestmark = pytest.mark.server

SECRET = "a-secret-of-24-characters"


def send(url: str, body: bytes, **headers: str) -> tuple[int, str]:
    """PUT a document as curl would; return the status and the release that the answer names."""
    sent = {"Content-Type": "text/turtle", "Authorization": f"Bearer {SECRET}"}
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, body, sent, method="PUT")
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.headers["Equipoise-Release"]
    except urllib.error.HTTPError as error:
        with error:
            return error.code, ""


def test_of_two_editors_at_once_only_one_succeeds(
    editable: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two processes serve what the command has built; of two changes at once, one gets 412."""
    monkeypatch.setenv("EQUIPOISE_FILES", "no")
    token = tmp_path / "token"
    token.write_text(SECRET, "utf-8")
    token.chmod(0o644)
    shutil.rmtree(editable.releases)
    before = text(editable, LIGHT)
    together = Barrier(2)
    answers: dict[bytes, tuple[int, str]] = {}

    with serving(editable, "--workers", "2", "--update-token-file", str(token)) as (address, run):
        url = f"{address}/graph/{LIGHT}"
        fetch(url)
        with urllib.request.urlopen(
            urllib.request.Request(url, headers={"Accept": "text/turtle"}), timeout=10
        ) as shown:
            tag = shown.headers["ETag"]

        def change(comment: bytes) -> None:
            together.wait()
            answers[comment] = send(url, before + comment, If_Match=tag)

        editors = [Thread(target=change, args=(comment,)) for comment in (b"# one\n", b"# two\n")]
        for editor in editors:
            editor.start()
        for editor in editors:
            editor.join()
        stranger = send(url, before, Authorization="Bearer wrong")
        releases = {fetch(f"{url}.ttl")[0] for _ in range(4)}
        run.terminate()
        assert run.stderr is not None
        said = run.stderr.read()

    won = next(comment for comment, answer in answers.items() if answer[0] == 200)
    assert [200, 412] == sorted(status for status, _ in answers.values())
    assert before + won == text(editable, LIGHT)
    assert (editable.releases / "current").resolve().name == answers[won][1]
    assert ((401, ""), {200}) == (stranger, releases)
    assert f"chmod 600 {token}" in said


@pytest.mark.parametrize("content", [None, "", "too-short"])
@pytest.mark.parametrize("way", ["option", "environment"])
def test_a_bad_token_file_ends_the_command_before_anything_else(
    editable: Settings, tmp_path: Path, content: str | None, way: str
) -> None:
    """A missing, empty or short token file: exit code 2, one line that names it, nothing served."""
    token = tmp_path / "token"
    if content is not None:
        token.write_text(content, "utf-8")
    option = ["--update-token-file", str(token)] if way == "option" else []
    environment = {} if option else {VARIABLE: str(token)}
    places = ["--data", str(editable.data), "--releases", str(editable.releases)]

    done = CliRunner().invoke(
        cli, ["serve", "--port", str(free_port()), *places, *option], env=environment
    )

    assert (2, 1) == (done.exit_code, len(done.output.splitlines()))
    assert str(token) in done.output
