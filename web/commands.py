"""The command ``serve``: build if the documents changed, then answer requests."""

import os
import socket
import sys

import click
from granian import Granian
from granian.constants import Interfaces

from graph.commands import NONCONFORMING, UNUSABLE, Commands, located, progress_bar, report_build
from graph.commands import cli as graph_cli
from graph.release import build
from graph.settings import Settings

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
@located
def serve(settings: Settings, host: str, port: int, workers: int) -> None:
    """Serve pages, SPARQL and linked data; build first when the documents changed."""
    if problem := _port_problem(host, port):
        click.echo(f"equipoise: {problem}", err=True)
        sys.exit(UNUSABLE)
    if settings.endpoint is None and not report_build(build(settings, progress_bar("checking"))):
        sys.exit(NONCONFORMING)
    _export(settings)
    click.echo(f"Equipoise serves at http://{_shown(host)}:{port}  (stop with Ctrl+C)", err=True)
    Granian(
        "web.wsgi:create",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=8,
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
