"""/healthz: whether this server process answers, for whoever watches over it."""

from flask import Blueprint, Response, jsonify

from web.site import site

blueprint = Blueprint("health", __name__)


@blueprint.route("/healthz")
def healthz() -> Response:
    """Say which release is served, whether queries run without network, and how many wait.

    Raises:
        EndpointError: no worker process starts (503).
    """
    service = site().service
    response = jsonify(
        status="ok",
        release=service.release.name,
        isolated=service.isolated,
        running=service.running,
        waiting=service.waiting,
    )
    response.headers["Cache-Control"] = "no-store"
    return response
