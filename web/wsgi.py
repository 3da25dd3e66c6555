"""The WSGI application of a server process, for ``granian --factory web.wsgi:create``."""

from flask import Flask

from graph.service import Service
from graph.settings import Settings
from web import create_app


def create() -> Flask:
    """Open the service that the environment names and return its application."""
    return create_app(Service(Settings.from_environment()))
