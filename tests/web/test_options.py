"""The limits of strangers' queries, from the command line and the environment."""

import pytest
from flask import Flask, request

from graph.errors import UnusableInput
from graph.settings import LIMITS, Limits
from web.commands import cli
from web.options import PROXIES, behind_proxies, threads


def test_limits_travel_through_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one process writes into the environment, another one reads."""
    limits = Limits(seconds=2.5, workers=1, memory_mb=900, result_mb=0.5, queue=0, per_client=2)
    for variable, value in limits.environment().items():
        monkeypatch.setenv(variable, value)

    assert limits == Limits.from_environment()


@pytest.mark.parametrize("value", ["many", "0", "-1"])
def test_a_limit_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """A wrong number is an error that names the variable."""
    monkeypatch.setenv("EQUIPOISE_QUERY_WORKERS", value)

    with pytest.raises(UnusableInput, match="EQUIPOISE_QUERY_WORKERS"):
        Limits.from_environment()


def test_every_limit_has_an_option_with_its_default() -> None:
    """serve offers each limit, with the default of the settings and the variable."""
    options = {option.envvar: option for option in cli.commands["serve"].params}

    for name, variable in LIMITS.items():
        assert getattr(Limits(), name) == options[variable].default


def test_no_queue_holds_up_pages() -> None:
    """A server process has more threads than queries may run and wait."""
    limits = Limits()

    assert threads(limits) >= limits.workers + limits.queue + 16


@pytest.mark.parametrize(
    ("proxies", "client"), [("0", "127.0.0.1"), ("1", "10.0.0.2"), ("2", "10.0.0.1")]
)
def test_the_client_is_whom_the_proxies_say(
    monkeypatch: pytest.MonkeyPatch, proxies: str, client: str
) -> None:
    """As many entries of X-Forwarded-For count as there are proxies in front."""
    monkeypatch.setenv(PROXIES, proxies)
    app = Flask(__name__)
    app.add_url_rule("/", "who", lambda: str(request.remote_addr))
    headers = {"X-Forwarded-For": "10.0.0.1, 10.0.0.2"}

    assert client == behind_proxies(app).test_client().get("/", headers=headers).text


def test_a_number_of_proxies_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong value is an error that names the variable."""
    monkeypatch.setenv(PROXIES, "all")

    with pytest.raises(UnusableInput, match=PROXIES):
        behind_proxies(Flask(__name__))
