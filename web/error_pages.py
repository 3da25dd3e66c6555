"""What went wrong, in the form the client can read: a page, a problem document or plain text."""

import json
from collections.abc import Mapping
from typing import Any, Final

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.exceptions import NotFound as NoSuchPage

from graph.errors import (
    DocumentError,
    EditConflict,
    EndpointError,
    EquipoiseError,
    ForeignDocument,
    MalformedQuery,
    NotFound,
    QueryCancelled,
    QueryFileError,
    QueryQueueFull,
    QueryRefused,
    QueryTimeout,
    QueryTooLong,
    ReleaseError,
    UnusableInput,
    UpdateRefused,
)
from graph.records import Ref
from web.contexts import ErrorContext, Link, Variant
from web.http.negotiation import HTML, PROBLEM, TEXT, Format, NoVariant, choose
from web.linked.signposting import header
from web.rendering import frame, render
from web.site import site

#: The status of each error; of several that fit, the first one counts.
STATUSES: Final[tuple[tuple[type[EquipoiseError], int], ...]] = (
    (NotFound, 404),
    (QueryFileError, 404),
    (UnusableInput, 400),
    (QueryTimeout, 504),
    (QueryQueueFull, 503),
    (QueryCancelled, 410),
    (QueryTooLong, 413),
    (QueryRefused, 400),
    (EndpointError, 503),
    (ReleaseError, 503),
    (ForeignDocument, 403),
    (EditConflict, 412),
    (UpdateRefused, 409),
    (EquipoiseError, 500),
)

#: What happened, for people.
HEADINGS: Final = {
    400: "That request cannot be read",
    401: "That needs a token",
    403: "That cannot be changed",
    404: "There is no such page",
    405: "That cannot be done here",
    406: "Not in that format",
    410: "That was cancelled",
    409: "That cannot be changed at the moment",
    412: "Somebody else was faster",
    413: "That is too large",
    415: "That cannot be read here",
    500: "Something broke on our side",
    503: "Not available at the moment",
    504: "That took too long",
}

_JSON: Final = tuple(
    Format("json", media_type, "")
    for media_type in ("application/json", "application/ld+json", "application/sparql-results+json")
)
#: How many records are offered in place of a missing one.
_NEAR: Final = 5
#: Seconds after which to try again, where nothing better is known.
_RETRY: Final = 30
_BROKEN: Final = (
    "An error of ours, not of yours. The rest of the site should work; please try again."
)
_MISSING: Final = "This graph has no record called {}."
_WITHDRAWN: Final = "“{}” was withdrawn on {}: {} Its name is not used again."


def register(app: Flask) -> None:
    """Answer every error of the graph and of HTTP."""
    app.register_error_handler(EquipoiseError, _graph_error)
    app.register_error_handler(HTTPException, _http_error)


def status_of(error: EquipoiseError) -> int:
    """Return the status that an error is answered with."""
    return next(status for kind, status in STATUSES if isinstance(error, kind))


def add_retry(response: Response, error: Exception | None = None) -> Response:
    """Say in a response of status 503 when to try again."""
    if response.status_code == 503:
        retry = error.retry if isinstance(error, QueryQueueFull) else _RETRY
        response.headers["Retry-After"] = str(retry)
    return response


def _graph_error(error: EquipoiseError) -> Response:
    if isinstance(error, NotFound) and (gone := _gone(error.iri)):
        return gone
    extra: dict[str, Any] = {}
    near: tuple[Ref, ...] = ()
    if isinstance(error, NotFound):
        near = tuple(Ref(iri, label) for iri, label in error.near) or _similar()
    if isinstance(error, MalformedQuery):
        extra = {"line": error.line, "column": error.column, "token": error.token}
    if isinstance(error, QueryTimeout):
        extra = {"elapsed": round(error.elapsed, 3), "limit": error.seconds}
    if isinstance(error, DocumentError):
        extra = {"line": error.line}
    message = _MISSING.format(error.iri) if isinstance(error, NotFound) else str(error)
    return add_retry(_respond(status_of(error), message, near=near, extra=extra), error)


def _gone(iri: str) -> Response | None:
    """Answer for a record that was withdrawn, or lead to the one that stands in its place."""
    here = site()
    found = here.service.catalogue.tombstone(iri) if here.urls.kind(iri) else None
    if found is None:
        return None
    if found.successor:
        page, rest = here.urls.href(iri), f"{request.script_root}{request.path}"
        target = f"{here.urls.href(found.successor.iri)}{rest.removeprefix(page or rest)}"
        query = request.query_string.decode()
        return Response(status=301, headers={"Location": f"{target}?{query}" if query else target})
    message = _WITHDRAWN.format(found.ref.label, found.since[:10], found.reason)
    return _respond(410, message, near=_similar(), heading="This record was withdrawn")


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    message = _BROKEN if status == 500 else error.description or HEADINGS.get(status, error.name)
    variants: tuple[Variant, ...] = ()
    if isinstance(error, NoVariant):
        path = error.address or request.script_root + request.path.rstrip("/")
        variants = tuple(Variant(form, f"{path}.{form.extension}") for form in error.offered[1:])
        variants = (Variant(error.offered[0], path), *variants) if error.offered else ()
    near = _similar() if isinstance(error, NoSuchPage) else ()
    response = _respond(status, message, near=near, variants=variants)
    if variants:
        links = (Link("alternate", item.href, item.format.media_type) for item in variants)
        response.headers["Link"] = header(links)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def _similar() -> tuple[Ref, ...]:
    """Return the records spelt most like the address, or those that its words find.

    Suffix and parts of the record do not count.
    """
    service, path = site().service, request.path.partition(".")[0].rstrip("/")
    near = service.near(path)
    if near:
        return near
    words = path.rpartition("/")[2].replace("-", " ").replace("_", " ").strip()
    return tuple(hit.ref for hit in service.search(words, None, _NEAR)) if words else ()


def _respond(
    status: int,
    message: str,
    near: tuple[Ref, ...] = (),
    variants: tuple[Variant, ...] = (),
    extra: Mapping[str, Any] | None = None,
    heading: str = "",
) -> Response:
    heading = heading or HEADINGS.get(status, "That did not work")
    form = _form()
    if form is HTML:
        body = render(
            ErrorContext(
                page=frame(heading, message),
                status=status,
                heading=heading,
                message=message,
                near=near,
                variants=variants,
            )
        )
    elif form is PROBLEM:
        problem = {"title": heading, "status": status, "detail": message, **(extra or {})}
        if near:
            problem["near"] = [{"iri": ref.iri, "label": ref.label} for ref in near]
        if variants:
            problem["variants"] = {item.format.media_type: item.href for item in variants}
        body = json.dumps(problem, ensure_ascii=False)
    else:
        body = _text(heading, message, near, variants)
    response = Response(body, status, content_type=form.content_type)
    response.vary.add("Accept")
    return add_retry(response)


def _form() -> Format:
    """Return how the error is written: as the suffix suggests, or as the client accepts."""
    name = request.path.rpartition("/")[2]
    if "." in name:
        return PROBLEM if name.rpartition(".")[2] in {"json", "jsonld"} else TEXT
    try:
        chosen = choose(request.headers.get("Accept"), (TEXT, PROBLEM, *_JSON, HTML))
    except NoVariant:
        return TEXT
    return PROBLEM if chosen in _JSON else chosen


def _text(heading: str, message: str, near: tuple[Ref, ...], variants: tuple[Variant, ...]) -> str:
    lines = [heading, "", message]
    if near:
        lines += ["", "Near matches:", *(f"  {ref.label}  <{ref.iri}>" for ref in near)]
    if variants:
        lines += ["", "Available as:"]
        lines += [f"  {item.format.media_type}  {item.href}" for item in variants]
    return "\n".join(lines) + "\n"
