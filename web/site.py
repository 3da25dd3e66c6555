"""What a page may use: the graph being served, and the addresses it is served under."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from flask import Flask, current_app, g, request

from graph.service import Service
from web.urls import Urls

#: The key of the service in ``app.extensions``.
SERVICE = "equipoise"


@dataclass(frozen=True)
class Site:
    """One request's view of the site.

    Attributes:
        service: the graph being served.
        urls: its addresses, below the path the site is mounted at.
        code: digest of the templates and the style sheet, part of every ETag.
    """

    service: Service
    urls: Urls
    code: str


def attach(app: Flask, service: Service) -> None:
    """Make *service* what the pages of *app* ask."""
    app.extensions[SERVICE] = service
    app.extensions[f"{SERVICE}-code"] = _code()


def site() -> Site:
    """Return the site of the request being answered, which asks for it at every link."""
    found: Site | None = g.get(SERVICE)
    if found is None:
        service = cast(Service, current_app.extensions[SERVICE])
        urls = Urls(service.settings.base, request.script_root)
        found = Site(service, urls, str(current_app.extensions[f"{SERVICE}-code"]))
        setattr(g, SERVICE, found)
    return found


def _code() -> str:
    """Return a digest of everything a page is made of besides the graph."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*")):
        if path.suffix in {".py", ".html", ".css", ".svg", ".js", ".yaml"}:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
