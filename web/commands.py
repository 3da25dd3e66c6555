"""The command ``serve``: build if the documents changed, then answer requests."""

import os
import socket
import sys
from pathlib import Path

import click
from granian import Granian
from granian.constants import Interfaces

from graph.commands import NONCONFORMING, UNUSABLE, Commands, located, progress_bar, report_build
from graph.commands import cli as graph_cli
from graph.release import build
from graph.settings import Limits, Settings
from web.http.tokens import VARIABLE, Token, readable_by_others
from web.options import PROXIES, handed_on, limited, threads

#: Seconds that clients get to read their last answers when the server stops.
LAST = 10

cli = Commands(
    name="equipoise",
    params=graph_cli.params,
    help=graph_cli.help,
    commands=dict(graph_cli.commands),
)


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64))
@click.option(
    "--update-token-file",
    type=click.Path(path_type=Path),
    envvar=VARIABLE,
    help=f"Let whoever sends the token in this file change documents [{VARIABLE}].",
)
@click.option(
    "--proxies",
    default=0,
    show_default=True,
    type=click.IntRange(0, 10),
    envvar=PROXIES,
    help=f"Reverse proxies in front, whose word on the client is taken [{PROXIES}].",
)
@limited
@located
def serve(
    settings: Settings,
    limits: Limits,
    host: str,
    port: int,
    workers: int,
    proxies: int,
    update_token_file: Path | None,
) -> None:
    """Serve pages, SPARQL and linked data; build first when the documents changed."""
    _check_token(update_token_file)
    if problem := _port_problem(host, port):
        click.echo(f"equipoise: {problem}", err=True)
        sys.exit(UNUSABLE)
    if settings.endpoint is None and not report_build(build(settings, progress_bar("checking"))):
        sys.exit(NONCONFORMING)
    _export(settings)
    click.echo(f"Equipoise serves at http://{_shown(host)}:{port}  (stop with Ctrl+C)", err=True)
    with handed_on(limits, proxies):
        Granian(
            "web.wsgi:create",
            factory=True,
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=threads(limits),
            workers_kill_timeout=LAST,
            log_access=False,
            log_enabled=False,
        ).serve()


def _port_problem(host: str, port: int) -> str | None:
    """Return why the port cannot be listened on, or None."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        return f"cannot listen on {host}:{port}: {error.strerror}; choose another with --port"
    return None


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _export(settings: Settings) -> None:
    """Hand the settings to the worker processes, which read the environment."""
    os.environ["EQUIPOISE_DATA"] = str(settings.data.resolve())
    os.environ["EQUIPOISE_RELEASES"] = str(settings.releases.resolve())
    os.environ["EQUIPOISE_BASE"] = settings.base


def _check_token(path: Path | None) -> None:
    """Refuse to start with a bad token file; hand a good one to the worker processes.

    Raises:
        UnusableInput: it cannot be read, or holds no token.
    """
    if path is None:
        return
    Token.read(path)
    if readable_by_others(path):
        click.echo(f"warning: others can read the update token; run: chmod 600 {path}", err=True)
    os.environ[VARIABLE] = str(path.resolve())
