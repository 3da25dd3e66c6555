"""The WSGI application of a server process, for ``granian --factory web.wsgi:create``."""

from flask import Flask

from graph.service import Service
from graph.settings import Limits, Settings
from web import create_app
from web.http.tokens import Token
from web.options import behind_proxies


def create() -> Flask:
    """Open the service that the environment names and return its application."""
    service = Service(Settings.from_environment(), Limits.from_environment())
    return behind_proxies(create_app(service, Token.from_environment()))
