"""Linked data over HTTP: names redirect, records are negotiated, suffixes decide.

==================================  ==============================================================
``/id/study/x``                     303 to the page or to a document, by ``Accept``
``/dataset``                        303 to the page of the whole graph, or to its description
``/study/x``                        the page, or RDF if the client prefers it (``Content-Location``)
``/study/x.ttl``                    that document, whatever ``Accept`` says
``/study/x/linkset.json``           the typed links of all these
``/graph/studies/x``                one document of the graph as it stands, with its provenance
``/dump.trig``, ``/dump.nq``        everything, every named graph
==================================  ==============================================================
"""

import json
from collections.abc import Callable

from flask import Blueprint, Response, request
from werkzeug.routing import BaseConverter

from graph.namespaces import ENTITY_TYPES
from web.contexts import DocumentContext, Link
from web.http.negotiation import DUMPS, HTML, RDF, TRIPLES, TURTLE, Format, choose, suffixed
from web.linked import signposting
from web.linked.representations import data_in, page_or_data
from web.pages import front
from web.pages.entities import context
from web.rendering import conditional, frame
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
        ("/dataset", dataset_name),
        (f"/{_KIND}/<dotless:slug>", record),
        (f"/{_KIND}/<dotless:slug>.<extension>", record_data),
        (f"/{_KIND}/<dotless:slug>/linkset.json", record_links),
        ("/data/linkset.json", dataset_links),
        ("/graph/<dotlesspath:document>", graph),
        ("/graph/<dotlesspath:document>.<extension>", graph_data),
        ("/dump.<extension>", dump),
    ):
        routes.add_url_rule(rule, view.__name__, view)
    return routes


def name(kind: str, slug: str) -> Response:
    """Lead from the name of a thing, which is no document, to a document about it."""
    urls = site().urls
    iri = urls.entity(kind, slug)
    page = str(urls.href(iri))
    chosen = choose(request.headers.get("Accept"), (HTML, *RDF), page)
    return _see_other(page if chosen is HTML else urls.data(iri, chosen.extension))


def dataset_name() -> Response:
    """Lead from the name of the whole graph to its page, or to its description in VoID."""
    urls = site().urls
    chosen = choose(request.headers.get("Accept"), (HTML, *TRIPLES), urls.path("void"))
    return _see_other(urls.path("data" if chosen is HTML else f"void.{chosen.extension}"))


def record(kind: str, slug: str) -> Response:
    """Answer with a record's page, or with its RDF if the client prefers that."""
    urls = site().urls
    iri = urls.entity(kind, slug)
    return page_or_data(
        lambda: context(kind, slug),
        lambda chosen: _described(iri, chosen),
        lambda chosen: urls.data(iri, chosen.extension),
        RDF,
    )


def record_data(kind: str, slug: str, extension: str) -> Response:
    """Answer with a record in the format that the suffix names."""
    return _described(site().urls.entity(kind, slug), suffixed(extension, RDF))


def record_links(kind: str, slug: str) -> Response:
    """Answer with the links of a record's page and of its data."""
    urls = site().urls
    page = str(urls.href(urls.entity(kind, slug)))
    return _linkset(lambda: (page, context(kind, slug).page.links))


def dataset_links() -> Response:
    """Answer with the links of the page about the whole graph and of its descriptions."""
    page = site().urls.path("data")
    return _linkset(lambda: (page, front.data().page.links))


def graph(document: str) -> Response:
    """Answer with one document of the graph: to read, or as RDF."""
    urls = site().urls
    iri = urls.document(document)
    return page_or_data(
        lambda: _document(document, iri),
        lambda chosen: _documented(iri, chosen),
        lambda chosen: urls.data(iri, chosen.extension),
        RDF,
    )


def graph_data(document: str, extension: str) -> Response:
    """Answer with one document of the graph in the format that the suffix names."""
    return _documented(site().urls.document(document), suffixed(extension, RDF))


def dump(extension: str) -> Response:
    """Answer with the whole graph."""
    chosen = suffixed(extension, DUMPS)
    release = site().service.release.name
    response = conditional(
        extension,
        lambda: Response(site().service.dump(chosen.media_type), content_type=chosen.content_type),
    )
    file = f"equipoise-{release}.{extension}"
    response.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return response


def _see_other(target: str) -> Response:
    response = Response(status=303, headers={"Location": target})
    response.headers["Cache-Control"] = "max-age=86400"
    response.vary.add("Accept")
    return response


def _described(iri: str, chosen: Format) -> Response:
    here = site()
    links = signposting.of_data(here.urls, str(here.urls.href(iri)))
    return data_in(chosen, lambda media_type: here.service.describe(iri, media_type), links)


def _documented(iri: str, chosen: Format) -> Response:
    here = site()
    links = signposting.of_data(here.urls, str(here.urls.href(iri)))
    return data_in(chosen, lambda media_type: here.service.document(iri, media_type), links)


def _document(document: str, iri: str) -> DocumentContext:
    text = site().service.document(iri, TURTLE.media_type).decode()
    return DocumentContext(
        page=frame(document, f"The document {document} of the graph, as it stands.", iri=iri),
        name=document,
        text=text,
    )


def _linkset(find: Callable[[], tuple[str, tuple[Link, ...]]]) -> Response:
    """Answer with the links of a page and of every description that these lead to."""
    urls, origin = site().urls, request.host_url.rstrip("/")

    def produce(media_type: str) -> str:
        page, links = find()
        contexts: dict[str, tuple[Link, ...]] = {page: links}
        for link in links:
            if link.rel == "describedby":
                contexts[link.href] = signposting.of_data(urls, page)
        return json.dumps(signposting.linkset(contexts, origin), indent=2)

    return data_in(signposting.LINKSET, produce)
