"""/sparql: the SPARQL 1.1 Protocol, read-only (https://www.w3.org/TR/sparql11-protocol/).

A query comes by GET, as a form by POST, or as the body of a POST. A browser without a query, or one
that prefers HTML, gets the workbench; a client that asks for RDF without a query gets the service
description.

Beyond the protocol:

- ``format=csv`` (``tsv``, ``json``, ``xml``; ``ttl``, ``nt``, ``jsonld``, ``rdf`` for graphs) in
  the address or the form wins over ``Accept``, and the answer comes as a file to be saved; other
  values, which some clients send along with ``Accept``, count for nothing;
- ``X-Query-Id: <8 to 64 letters, digits and hyphens>`` names a query, and
  ``DELETE /sparql/<that id>`` stops it: 204, or 404 if it does not run;
- ``X-Query-Elapsed`` (seconds) and ``Server-Timing`` say how long it ran, ``X-Result-Truncated:
  true`` that the result was cut off at the size limit.

Statuses: 400 malformed (line, column, token), forbidden or too complex; 406 no such format; 410
cancelled; 413 too long; 415 not a query; 503 too many wait (``Retry-After``); 504 stopped at the
time limit (elapsed, limit).
"""

from collections.abc import Mapping
from typing import Final

from flask import Blueprint, Response, render_template, request
from werkzeug.exceptions import BadRequest, NotAcceptable, UnsupportedMediaType
from werkzeug.exceptions import NotFound as NoSuchQuery

from graph.errors import EndpointError, EquipoiseError, QueryRefused
from graph.service import media_types
from graph.sparql.guard import MAX_CHARACTERS, MAX_DEPTH, MAX_OPERATORS, MAX_PATTERNS
from web.error_pages import add_retry, status_of
from web.http.negotiation import HTML, TRIPLES, Format, NoVariant, choose
from web.site import site
from web.sparql.workbench import render_workbench

blueprint = Blueprint("protocol", __name__)

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
#: Bytes that a request may have: an escaped query of the greatest length, and the graphs.
MAX_BODY: Final = 16 * MAX_CHARACTERS

_SUFFIXES: Final = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdf",
}
#: Registered types, and the common ones that some clients ask for instead.
ALIASES: Final = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
}
TABLES: Final = tuple(Format(_SUFFIXES[it], it, "") for it in media_types("SELECT"))
GRAPHS: Final = tuple(Format(_SUFFIXES[it], it, "") for it in media_types("CONSTRUCT"))
_OTHERS: Final = tuple(Format(_SUFFIXES[it], alias, "") for alias, it in ALIASES.items())
READ_ONLY: Final = "This endpoint is read-only: send SELECT, ASK, CONSTRUCT or DESCRIBE."


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """Answer a query, or show the workbench or the service description."""
    request.max_content_length = MAX_BODY
    query = _query()
    if query is None:
        return _without_query()
    if request.values.get("format") not in _SUFFIXES.values() and _wants_page():
        return _page(query)
    return _answer(query)


@blueprint.route("/sparql/<ticket>", methods=["DELETE"])
def cancel(ticket: str) -> Response:
    """Stop the query of which the client knows the id.

    Raises:
        NoSuchQuery: none with that id is running.
    """
    if not site().service.cancel(ticket):
        raise NoSuchQuery("No query with that id is running; it may have ended by itself.")
    return Response(status=204)


def _query() -> str | None:
    """Return the query of the request.

    Raises:
        BadRequest: an update, several queries, an empty one, or a POST without one.
        UnsupportedMediaType: a POST of another type.
    """
    if "update" in request.values or request.mimetype == UPDATE:
        raise BadRequest(READ_ONLY)
    if request.method in {"GET", "HEAD"}:
        given = request.args.getlist("query")
        if not given:
            return None
    elif request.mimetype == QUERY:
        given = [_body(), *request.args.getlist("query")]
    elif request.mimetype == FORM:
        given = request.form.getlist("query")
    else:
        raise UnsupportedMediaType(f"POST a query as {FORM} (query=…) or as {QUERY}.")
    if len(given) != 1 or not given[0].strip():
        raise BadRequest("Send exactly one query, in the parameter `query` or as the body.")
    return given[0]


def _body() -> str:
    """Return the body as text, in the character set that the request names.

    Raises:
        BadRequest: it is not in that set, or there is none of that name.
    """
    charset = request.mimetype_params.get("charset", "utf-8")
    try:
        return request.get_data().decode(charset)
    except (UnicodeDecodeError, LookupError):
        raise BadRequest(f"The body is not text in {charset}; send it as UTF-8.") from None


def _wants_page() -> bool:
    """Tell whether the client is a browser: it names HTML and likes it best."""
    accept = request.headers.get("Accept") or ""
    if "text/html" not in accept:
        return False
    return choose(accept, (HTML, *TABLES, *_OTHERS, *GRAPHS)) is HTML


def _answer(query: str) -> Response:
    """Answer a query in the format that the client wants."""
    service = site().service
    graphs = request.values.getlist("default-graph-uri"), request.values.getlist("named-graph-uri")
    checked = service.check(query, *graphs)
    chosen = _format(TABLES if checked.form in {"SELECT", "ASK"} else GRAPHS)
    answer = service.run(checked, chosen.media_type, **_client())
    response = Response(answer.chunks(), content_type=chosen.content_type)
    response.content_length = answer.size
    response.headers["X-Query-Elapsed"] = f"{answer.elapsed:.3f}"
    response.headers["Server-Timing"] = f"query;dur={answer.elapsed * 1000:.0f}"
    response.headers["Vary"] = "Accept"
    if answer.truncated:
        response.headers["X-Result-Truncated"] = "true"
    if request.values.get("format") == chosen.extension:
        name = f'attachment; filename="equipoise-answer.{chosen.extension}"'
        response.headers["Content-Disposition"] = name
    return response


def _client() -> Mapping[str, str]:
    """Return who asks, and the id of the query."""
    return {
        "client": request.remote_addr or "unknown",
        "ticket": request.headers.get("X-Query-Id", ""),
    }


def _format(offered: tuple[Format, ...]) -> Format:
    """Return the format that the parameter names, or else one that the client accepts.

    Raises:
        NotAcceptable: it accepts none for this form of query; the message lists those there are.
    """
    known = {form.extension: form for form in offered}
    if chosen := known.get(request.values.get("format", "")):
        return chosen
    others = _OTHERS if offered is TABLES else ()
    try:
        return known[choose(request.headers.get("Accept"), (*offered, *others)).extension]
    except NoVariant:
        listed = ", ".join(f"{form.media_type} (format={form.extension})" for form in offered)
        raise NotAcceptable(f"The answer to this query is available as {listed}.") from None


def _page(query: str) -> Response:
    """Run a query for a person, who gets errors as part of the page."""
    try:
        answer = site().service.run(query, **_client())
    except (QueryRefused, EndpointError) as error:
        return _refused(query, error)
    return _rendered(render_workbench(query, answer=answer), 200)


def _refused(query: str, error: EquipoiseError) -> Response:
    response = _rendered(render_workbench(query, error=error), status_of(error))
    return add_retry(response, error)


def _without_query() -> Response:
    try:
        chosen = choose(request.headers.get("Accept"), (HTML, *TRIPLES))
    except NoVariant:
        raise BadRequest("Send a query in the parameter `query`, or as the body.") from None
    if chosen is HTML:
        return _rendered(render_workbench(None), 200)
    return _service_description(chosen)


def _service_description(chosen: Format) -> Response:
    """Describe the service (https://www.w3.org/TR/sparql11-service-description/)."""
    service = site().service
    turtle = render_template(
        "service-description.ttl",
        endpoint=request.base_url,
        dataset=service.settings.base + "dataset",
        formats=(*media_types("SELECT"), *media_types("CONSTRUCT")),
        release=service.release,
        limits=service.limits,
        guard={"characters": MAX_CHARACTERS, "depth": MAX_DEPTH}
        | {"patterns": MAX_PATTERNS, "operators": MAX_OPERATORS},
    )
    body = service.convert(turtle.encode(), chosen.media_type)
    response = Response(body, content_type=chosen.content_type)
    response.headers["Vary"] = "Accept"
    return response


def _rendered(page: str, status: int) -> Response:
    response = Response(page, status, content_type=HTML.content_type)
    response.headers["Vary"] = "Accept"
    return response
