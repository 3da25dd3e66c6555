"""Linked data over HTTP: names redirect, records are negotiated, suffixes decide.

==============================  ==================================================================
``/id/study/x``                 303 to the page or to a document, by ``Accept``
``/study/x``                    the page, or RDF if the client prefers it (``Content-Location``)
``/study/x.ttl``                that document, whatever ``Accept`` says
``/graph/studies/x``            one document of the graph as it stands, with its provenance
``/dump.trig``, ``/dump.nq``    everything, every named graph
``/ns``, ``/ns.ttl``            the ontology
==============================  ==================================================================
"""

from collections.abc import Callable

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound as NoSuchPage
from werkzeug.routing import BaseConverter

from graph.namespaces import ENTITY_TYPES
from graph.queries import question
from graph.resources import shipped
from web import signposting
from web.contexts import DocumentContext, Variant
from web.negotiation import DUMPS, GRAPHS, HTML, RDF, TABLES, TURTLE, Format, by_extension, choose
from web.pages.entities import context
from web.pages.queries import given
from web.pages.vocabulary import vocabulary
from web.rendering import conditional, frame, render
from web.site import site

_KIND = f"<any({', '.join(map(repr, ENTITY_TYPES))}):kind>"


class Dotless(BaseConverter):
    """A slug: without a dot, so that a suffix is never part of a name."""

    regex = r"[A-Za-z0-9_-]+"


class DotlessPath(BaseConverter):
    """The name of a document: slugs with slashes between them."""

    regex = r"[A-Za-z0-9_/-]+"
    part_isolating = False


def blueprint() -> Blueprint:
    """Return every route that answers with data, or with a page or data."""
    routes = Blueprint("linked_data", __name__)
    for rule, view in (
        (f"/id/{_KIND}/<dotless:slug>", name),
        (f"/{_KIND}/<dotless:slug>", record),
        (f"/{_KIND}/<dotless:slug>.<extension>", record_data),
        ("/graph/<dotlesspath:document>", graph),
        ("/graph/<dotlesspath:document>.<extension>", graph_data),
        ("/dump.<extension>", dump),
        ("/ns", ontology),
        ("/ns.<extension>", ontology_data),
        ("/queries/<dotless:question_name>.<extension>", answer),
    ):
        routes.add_url_rule(rule, view.__name__, view)
    return routes


def name(kind: str, slug: str) -> Response:
    """Lead from the name of a thing, which is no document, to a document about it."""
    urls = site().urls
    iri = urls.entity(kind, slug)
    chosen = choose(request.headers.get("Accept"), (HTML, *RDF))
    target = urls.href(iri) if chosen is HTML else urls.data(iri, chosen.extension)
    response = Response(status=303, headers={"Location": target or "/"})
    response.headers["Cache-Control"] = "max-age=86400"
    response.vary.add("Accept")
    return response


def record(kind: str, slug: str) -> Response:
    """Answer with a record's page, or with its RDF if the client prefers that."""
    urls = site().urls
    iri = urls.entity(kind, slug)
    chosen = choose(request.headers.get("Accept"), (HTML, *RDF))
    if chosen is HTML:
        response = conditional(HTML.extension, lambda: render(context(kind, slug)))
        variants = tuple(Variant(form, urls.data(iri, form.extension)) for form in RDF)
        response.headers["Link"] = signposting.of_page(iri, kind, variants)
    else:
        response = _described(iri, chosen)
        response.headers["Content-Location"] = urls.data(iri, chosen.extension)
    response.vary.add("Accept")
    return response


def record_data(kind: str, slug: str, extension: str) -> Response:
    """Answer with a record in the format that the suffix names."""
    return _described(site().urls.entity(kind, slug), _format(extension, RDF))


def graph(document: str) -> Response:
    """Answer with one document of the graph: to read, or as RDF."""
    here = site()
    iri = here.urls.document(document)
    chosen = choose(request.headers.get("Accept"), (HTML, *RDF))
    if chosen is HTML:
        response = conditional(HTML.extension, lambda: render(_document(document, iri)))
    else:
        response = _documented(iri, chosen)
        response.headers["Content-Location"] = here.urls.data(iri, chosen.extension)
    response.vary.add("Accept")
    return response


def graph_data(document: str, extension: str) -> Response:
    """Answer with one document of the graph in the format that the suffix names."""
    return _documented(site().urls.document(document), _format(extension, RDF))


def dump(extension: str) -> Response:
    """Answer with the whole graph."""
    chosen = _format(extension, DUMPS)
    release = site().service.release.name
    response = conditional(
        extension,
        lambda: Response(site().service.dump(chosen.media_type), content_type=chosen.content_type),
    )
    file = f"equipoise-{release}.{extension}"
    response.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return response


def ontology() -> Response:
    """Answer with the ontology: to read, or as Turtle."""
    chosen = choose(request.headers.get("Accept"), (HTML, TURTLE))
    if chosen is HTML:
        response = conditional(HTML.extension, lambda: render(vocabulary()))
    else:
        response = ontology_data(chosen.extension)
        response.headers["Content-Location"] = site().urls.path("ns.ttl")
    response.vary.add("Accept")
    return response


def ontology_data(extension: str) -> Response:
    """Answer with the ontology, its closed lists and its alignments, as they are written."""
    chosen = _format(extension, (TURTLE,))
    files = sorted(shipped("ontology").glob("*.ttl"))
    return conditional(
        extension,
        lambda: Response(
            b"\n".join(path.read_bytes() for path in files), content_type=chosen.content_type
        ),
    )


def answer(question_name: str, extension: str) -> Response:
    """Answer a named question as data."""
    asked = question(question_name)
    offered = TABLES if asked.form in {"SELECT", "ASK"} else GRAPHS
    chosen = _format(extension, offered)
    values = given(asked)

    def produce() -> Response:
        found = site().service.answer(asked.name, values, chosen.media_type)
        return Response(found.body, content_type=chosen.content_type)

    response = conditional(extension, produce)
    response.headers["Content-Disposition"] = f'inline; filename="{asked.name}.{extension}"'
    return response


def _format(extension: str, offered: tuple[Format, ...]) -> Format:
    chosen = by_extension(extension, offered)
    if chosen is None:
        known = ", ".join(f".{form.extension}" for form in offered)
        raise NoSuchPage(f"There is no .{extension} of this address; there is {known}.")
    return chosen


def _described(iri: str, chosen: Format) -> Response:
    return _data(iri, chosen, site().service.describe)


def _documented(iri: str, chosen: Format) -> Response:
    return _data(iri, chosen, site().service.document)


def _data(iri: str, chosen: Format, produce: Callable[[str, str], bytes]) -> Response:
    """Answer with what *produce* makes of an IRI and a media type, linked back to its page."""
    response = conditional(
        chosen.extension,
        lambda: Response(produce(iri, chosen.media_type), content_type=chosen.content_type),
    )
    response.headers["Link"] = signposting.of_data(site().urls.href(iri) or "/")
    return response


def _document(document: str, iri: str) -> DocumentContext:
    return DocumentContext(
        page=frame(document, f"The document {document} of the graph, as it stands.", iri=iri),
        name=document,
        text=site().service.document(iri, TURTLE.media_type).decode(),
    )
