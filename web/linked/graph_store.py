"""Graphs as resources: SPARQL 1.1 Graph Store HTTP Protocol, one document at a time.

================================  ================================================================
``/graph/studies/x``              a document: GET and HEAD are in :mod:`web.linked.records`
``/graph-store?graph={IRI}``      the same document, named by the IRI of its graph
================================  ================================================================

``PUT`` (replace), ``POST`` (add to) and ``DELETE`` exist only where a server was started with an
update token, need it (``Authorization: Bearer …``), and change one document or nothing.

So that two editors do not overwrite each other, send the ``ETag`` that came with the document back
in ``If-Match``: 412 means that somebody else was faster. ``If-None-Match: *`` only adds. Accepted
changes name the new release in the header ``Equipoise-Release``.
"""

from collections.abc import Callable
from typing import Final

from flask import Blueprint, Response, after_this_request, request
from werkzeug.exceptions import (
    BadRequest,
    LengthRequired,
    MethodNotAllowed,
    RequestEntityTooLarge,
    Unauthorized,
    UnsupportedMediaType,
)
from werkzeug.exceptions import NotFound as NoSuchPage

from graph import updates
from graph.errors import ReleaseError
from graph.release import open_release
from web.http.negotiation import HTML, JSON_LD, RDF, TEXT, TURTLE, Format, NoVariant, choose
from web.http.tokens import Token
from web.linked import records
from web.rendering import absolute, entity_tag
from web.site import site

RELEASE: Final = "Equipoise-Release"
#: The longest document that may be sent, in bytes; the longest shipped one has 60 kB.
LONGEST: Final = 5_000_000

_JSON: Final = Format("json", "application/json", "JSON")
_REPORTS: Final = (TEXT, _JSON, TURTLE, JSON_LD)
_ACCEPTED: Final = ", ".join(updates.READ)


def blueprint(token: Token | None) -> Blueprint:
    """Return the routes for reading by IRI and, if there is a token, those for writing."""
    routes = Blueprint("graph_store", __name__)
    routes.add_url_rule("/graph-store", "read", lambda: records.graph(_named()))
    if token is not None:
        writing = _Writing(token)
        methods = ["PUT", "POST", "DELETE"]
        direct, indirect = "/graph/<dotlesspath:document>", "/graph-store"
        routes.add_url_rule(direct, "write", writing.direct, methods=methods)
        routes.add_url_rule(indirect, "write_by_iri", writing.indirect, methods=methods)
    return routes


class _Writing:
    """The views that change documents, for those who know the token."""

    def __init__(self, token: Token) -> None:
        self._token = token

    def direct(self, document: str) -> Response:
        """Change the document at this address."""
        return self._change(lambda: document)

    def indirect(self) -> Response:
        """Change the document whose graph the query string names."""
        return self._change(_named)

    def _change(self, named: Callable[[], str]) -> Response:
        self._authorize()
        settings = site().service.settings
        if settings.endpoint is not None:
            raise MethodNotAllowed(
                ["GET", "HEAD", "OPTIONS"],
                "This site shows a remote SPARQL store. Change the documents where its release "
                "is built, and load that.",
            )
        name = named()
        condition = _condition(name)
        if request.method == "DELETE":
            return _answer(updates.remove(settings, name, condition), name)
        raw, media_type = _body()
        if request.method == "POST":
            return _answer(updates.merge(settings, name, raw, media_type, condition), name)
        outcome = updates.put(settings, name, raw, media_type, condition)
        return _answer(outcome, name, verbatim=media_type == TURTLE.media_type)

    def _authorize(self) -> None:
        """Let nobody in who does not send the token, and tell them nothing else."""
        given = request.authorization
        if given is not None and given.type == "bearer" and self._token.matches(given.token or ""):
            return
        wrong = given is not None and given.type == "bearer" and given.token
        problem = ', error="invalid_token"' if wrong else ""
        _add_header("WWW-Authenticate", f'Bearer realm="equipoise"{problem}')
        raise Unauthorized(
            "Changing documents needs the update token of this server, as "
            "`Authorization: Bearer <token>`."
        )


def _add_header(name: str, value: str) -> None:
    """Put a header on the response, also if that will be an error."""

    def add(response: Response) -> Response:
        response.headers[name] = value
        return response

    after_this_request(add)


def _named() -> str:
    """Return the name of the document whose graph the query string names."""
    if "default" in request.args:
        raise BadRequest(
            "The default graph is the union of all documents and cannot be addressed as one. Name "
            "the graph of a document with ?graph=, or take everything from /dump.trig."
        )
    given = request.args.getlist("graph")
    if len(given) != 1:
        raise BadRequest(
            f"Name exactly one graph: ?graph={site().urls.document('studies/roerink-2017')}"
        )
    names = site().urls.document("")
    for root in (names, absolute(site().urls.href(names) or "/")):
        if given[0].startswith(root):
            return given[0].removeprefix(root)
    raise NoSuchPage(f"The graphs here are named {names}…, not {given[0]}.")


def _body() -> tuple[bytes, str]:
    """Return the document that was sent, and its media type."""
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    encoded = request.headers.get("Content-Encoding", "identity") != "identity"
    if request.mimetype not in updates.READ or charset not in {"utf-8", "utf8"} or encoded:
        _add_header("Accept-Post", _ACCEPTED)
        _add_header("Accept-Put", _ACCEPTED)
        raise UnsupportedMediaType(f"Send a document in UTF-8, uncompressed, as {_ACCEPTED}.")
    if "Content-Range" in request.headers:
        raise BadRequest("Send the whole document, not a range of it.")
    if request.content_length is None and not request.environ.get("wsgi.input_terminated"):
        raise LengthRequired("Send the length of the document in Content-Length.")
    # One byte more than is allowed, as a body of unknown length is cut off at the limit.
    request.max_content_length = LONGEST + 1
    try:
        raw = request.get_data(cache=False)
    except RequestEntityTooLarge:
        raw = None
    if raw is None or len(raw) > LONGEST:
        raise RequestEntityTooLarge(f"A document has at most {LONGEST:,} bytes.")
    return raw, request.mimetype


def _condition(name: str) -> updates.Condition:
    """Return what ``If-Match`` and ``If-None-Match`` demand of the document as it is.

    They may name it by its digest, as answers to PUT do, or by the entity tag of any form in which
    this address shows it at the moment.
    """
    match, none_match = request.if_match, request.if_none_match
    shown = _digest_shown(name)
    forms = {entity_tag(form.extension) for form in (HTML, *RDF)}
    wanted = {_plain(tag) for tag in match.as_set()}
    unwanted = {_plain(tag) for tag in none_match.as_set(include_weak=True)}

    def holds(digest: str | None) -> bool:
        tags = {digest} | (forms if digest == shown else set()) if digest else set()
        if "If-Match" in request.headers and not (tags if match.star_tag else tags & wanted):
            return False
        return not (tags if none_match.star_tag else tags & unwanted)

    return holds


def _plain(tag: str) -> str:
    """Drop what compression adds to an entity tag (``…:gzip``)."""
    return tag.partition(":")[0]


def _digest_shown(name: str) -> str | None:
    """Return the digest of a document in the release that this process shows."""
    service = site().service
    try:
        release = open_release(service.settings.releases / service.release.name)
    except ReleaseError:
        return None
    return release.manifest.documents.get(name)


def _answer(outcome: updates.Outcome, name: str, *, verbatim: bool = False) -> Response:
    """Say what came of a change; *verbatim*: the document is stored exactly as it was sent."""
    if outcome.release is None:
        return _report(outcome, 422)
    site().service.refresh()
    if outcome.digest is None:
        response = Response(status=204)
    else:
        response = _report(outcome, 201 if outcome.created else 200)
    if outcome.created:
        response.headers["Location"] = site().urls.href(site().urls.document(name)) or "/"
    if verbatim and outcome.digest is not None:
        response.set_etag(outcome.digest)
    response.headers[RELEASE] = outcome.release.manifest.name
    return response


def _report(outcome: updates.Outcome, status: int) -> Response:
    """Answer with what the check found, in the form that the client prefers."""
    try:
        form = choose(request.headers.get("Accept"), _REPORTS)
    except NoVariant:
        form = TEXT
    report = outcome.report
    write = {TEXT: report.text, _JSON: report.json, TURTLE: report.turtle, JSON_LD: report.json_ld}
    response = Response(f"{write[form]().rstrip()}\n", status, content_type=form.content_type)
    response.vary.add("Accept")
    return response
