"""The description of every address that programs use, and the page that shows it."""

import json
from typing import Any, Final

from flask import Blueprint, Response

from web.api import openapi
from web.contexts import ApiContext
from web.http.negotiation import HTML
from web.rendering import absolute, conditional, frame, render
from web.site import site

blueprint: Final = Blueprint("api", __name__)


@blueprint.route("/openapi.json")
def description() -> Response:
    """Answer with the OpenAPI description of this site."""
    return conditional(
        f"openapi {absolute('')}",
        lambda: Response(
            json.dumps(_document(), ensure_ascii=False), content_type="application/json"
        ),
    )


@blueprint.route("/api")
def page() -> Response:
    """Show every address that programs use: a list, and a form to try each one."""
    return conditional(HTML.extension, lambda: render(_context()))


def _document() -> dict[str, Any]:
    here = site()
    files = here.service.files()
    facts = {
        "base": here.service.settings.base,
        "release": here.service.release.name,
        "file": files[0].name if files else "dump.nq.gz",
    }
    return openapi.document(absolute(here.urls.path()).rstrip("/"), facts)


def _context() -> ApiContext:
    groups = tuple(openapi.routes(_document()))
    return ApiContext(
        page=frame(
            "For programs",
            "Every address of this site that answers programs, with its parameters and formats.",
            "query",
        ),
        groups=groups,
        total=sum(len(routes) for _, _, routes in groups),
    )
