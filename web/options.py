"""Options of ``serve`` on strangers' queries and proxies, and how server processes learn them."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Final

import click
from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from graph.errors import UnusableInput
from graph.opened import OWN_QUEUE
from graph.settings import LIMITS, Limits

PROXIES: Final = "EQUIPOISE_PROXIES"
RUNTIME: Final = "EQUIPOISE_RUNTIME"

#: Threads of a server process that no query waits in, so that pages are always answered.
_PAGES: Final = 16

_HELP: Final = {
    "seconds": "Seconds that a stranger's query may run",
    "workers": "Strangers' queries that run at once in each server process",
    "memory_mb": "Memory of a query, in MB",
    "result_mb": "Size at which a result is cut off, in MB",
    "queue": "Strangers' queries that may wait",
    "per_client": "Queries of one client address that may run or wait",
    "wait": "Seconds that a query may wait for its turn",
}


def limited(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command an option for each limit, and pass it the limits."""

    @wraps(command)
    def with_limits(**given: Any) -> object:
        values = {name: given.pop(f"query_{name}") for name in LIMITS}
        return command(limits=Limits(**values), **given)

    wrapped: Callable[..., Any] = with_limits
    for name, variable in reversed(LIMITS.items()):
        default = getattr(Limits, name)
        wrapped = click.option(
            "--query-" + name.removesuffix("_mb").replace("_", "-"),
            f"query_{name}",
            type=type(default),
            default=default,
            envvar=variable,
            show_default=True,
            help=f"{_HELP[name]} [{variable}].",
        )(wrapped)
    return wrapped


def threads(limits: Limits) -> int:
    """Return how many threads a server process needs, so that no query holds up a page.

    A thread each for queries that run or wait, for answers being sent, and for named questions.
    """
    return 2 * (limits.workers + limits.queue) + OWN_QUEUE + _PAGES


@contextmanager
def handed_on(limits: Limits, proxies: int) -> Iterator[None]:
    """Hand limits, proxies and a folder for tickets to the server processes while they run."""
    folder = tempfile.mkdtemp(prefix="equipoise-run-")
    os.environ.update(limits.environment())
    os.environ[PROXIES] = str(proxies)
    os.environ[RUNTIME] = folder
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def behind_proxies(app: Flask) -> Flask:
    """Take the client's address from as many proxies as the environment says are in front.

    Raises:
        UnusableInput: the variable is no number.
    """
    text = os.environ.get(PROXIES) or "0"
    if not text.isdecimal():
        raise UnusableInput(f"{PROXIES} is {text!r}; it must be the number of reverse proxies")
    if count := int(text):
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=count, x_proto=count, x_host=count, x_prefix=count
        )
    return app
