"""/sparql: the SPARQL 1.1 Protocol, read-only (https://www.w3.org/TR/sparql11-protocol/).

A query comes by GET, as a form by POST, or as the body of a POST. A browser without a query, or one
that prefers HTML, gets the workbench; a client that asks for RDF without a query gets the service
description.
"""

from flask import Blueprint, Response, render_template, request
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from graph.errors import EndpointError, MalformedQuery, QueryRefused
from graph.service import Service, media_types
from graph.sparql import Answer, query_form
from web.negotiation import HTML, RDF, Format, NoVariant, choose
from web.site import site
from web.workbench import render_workbench

blueprint = Blueprint("protocol", __name__)

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

#: Registered types, and the common ones that some clients ask for instead.
TABLES = (
    *(Format("", media_type, "") for media_type in media_types("SELECT")),
    Format("", "application/json", ""),
    Format("", "application/xml", ""),
)
GRAPHS = tuple(Format("", media_type, "") for media_type in media_types("CONSTRUCT"))
ALIASES = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
}
READ_ONLY = "This endpoint is read-only: send SELECT, ASK, CONSTRUCT or DESCRIBE."


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """Answer a query, or show the workbench or the service description."""
    query = _query()
    accept = request.headers.get("Accept")
    if query is None:
        return _without_query(accept)
    if _wants_page(accept):
        return _page(query)
    answer = _run(site().service, query, accept)
    response = Response(answer.body, content_type=_with_charset(answer.media_type))
    response.headers["Vary"] = "Accept"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _query() -> str | None:
    """Return the query of the request.

    Raises:
        BadRequest: an update, several queries, an empty one, or a POST without one.
        UnsupportedMediaType: a POST of another type.
    """
    if "update" in request.values or request.mimetype == UPDATE:
        raise BadRequest(READ_ONLY)
    if request.method == "GET":
        given = request.args.getlist("query")
        if not given:
            return None
    elif request.mimetype == QUERY:
        given = [request.get_data(as_text=True)]
    elif request.mimetype == FORM:
        given = request.form.getlist("query")
    else:
        raise UnsupportedMediaType(f"POST a query as {FORM} (query=…) or as {QUERY}.")
    if len(given) != 1 or not given[0].strip():
        raise BadRequest("Send exactly one query, in the parameter `query` or as the body.")
    return given[0]


def _wants_page(accept: str | None) -> bool:
    """Tell whether the client is a browser: it names HTML and likes it best."""
    if "text/html" not in (accept or ""):
        return False
    return choose(accept, (HTML, *TABLES, *GRAPHS)) is HTML


def _run(service: Service, query: str, accept: str | None) -> Answer:
    offered = TABLES if query_form(query) in {"SELECT", "ASK"} else GRAPHS
    chosen = choose(accept, offered).media_type
    return service.run(
        query,
        ALIASES.get(chosen, chosen),
        request.values.getlist("default-graph-uri"),
        request.values.getlist("named-graph-uri"),
    )


def _page(query: str) -> Response:
    """Run a query for a person, who gets errors as part of the page."""
    try:
        answer = site().service.run(query)
    except MalformedQuery as error:
        return _rendered(render_workbench(query, error=error), 400)
    except (QueryRefused, EndpointError) as error:
        return _rendered(render_workbench(query, error=error), 400)
    return _rendered(render_workbench(query, answer=answer), 200)


def _without_query(accept: str | None) -> Response:
    try:
        chosen = choose(accept, (HTML, *RDF))
    except NoVariant:
        raise BadRequest("Send a query in the parameter `query`, or as the body.") from None
    if chosen is HTML:
        return _rendered(render_workbench(None), 200)
    return _service_description()


def _service_description() -> Response:
    """Describe the service (https://www.w3.org/TR/sparql11-service-description/)."""
    turtle = render_template(
        "service-description.ttl",
        endpoint=request.base_url,
        dataset=site().service.settings.base + "dataset",
        formats=(*media_types("SELECT"), *media_types("CONSTRUCT")),
    )
    response = Response(turtle, content_type="text/turtle; charset=utf-8")
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Vary"] = "Accept"
    return response


def _rendered(page: str, status: int) -> Response:
    response = Response(page, status, content_type=HTML.content_type)
    response.headers["Vary"] = "Accept"
    return response


def _with_charset(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
