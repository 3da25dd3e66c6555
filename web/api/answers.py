"""Named questions as data: their answers, their texts, and what they are in machines' words.

==================================  ==============================================================
``/queries``, ``/queries.ttl``      the questions: a page, or all of them as SHACL executables
``/queries/x``                      the page of one; its description, if the client prefers RDF
``/queries/x.csv``                  its answer (``csv``, ``json``, ``tsv``, ``xml``; ``ttl``,
                                    ``jsonld``, ``nt`` if it constructs a graph)
``/queries/x.rq``                   its text, with the values of the address in it
``/queries/x/description.ttl``      what it is; also ``/queries/x.ttl`` if its answer is a table
==================================  ==============================================================
"""

from collections.abc import Iterable
from typing import Final

from flask import Blueprint, Response

from graph.queries import Question, question
from web.contexts import QueryContext
from web.http.negotiation import TRIPLES, Format, suffixed
from web.linked.representations import page_or_data
from web.pages import queries as pages
from web.pages.queries import SPARQL, answers, formats
from web.rendering import absolute, conditional
from web.site import site

TRUNCATED: Final = "X-Result-Truncated"

blueprint: Final = Blueprint("answers", __name__)


@blueprint.route("/queries")
def queries() -> Response:
    """List the named questions: to read, or as RDF."""
    return page_or_data(
        pages.queries,
        lambda chosen: queries_data(chosen.extension),
        lambda chosen: site().urls.path(f"queries.{chosen.extension}"),
        TRIPLES,
    )


@blueprint.route("/queries.<extension>")
def queries_data(extension: str) -> Response:
    """Describe every named question as a SHACL executable."""
    return _described(site().service.questions().values(), suffixed(extension, TRIPLES))


@blueprint.route("/queries/<dotless:name>")
def query(name: str) -> Response:
    """Ask a named question on a page, or describe it if the client prefers RDF."""
    asked = question(name)
    wrong: list[str] = []

    def page() -> QueryContext:
        context = pages.query(asked)
        wrong.append(context.problem)
        return context

    response = page_or_data(
        page,
        lambda chosen: description(name, chosen.extension),
        lambda chosen: site().urls.query_description(name, chosen.extension),
        TRIPLES,
    )
    if any(wrong):
        response.status_code = 400
    return response


@blueprint.route("/queries/<dotless:name>/description.<extension>")
def description(name: str, extension: str) -> Response:
    """Describe a named question as a SHACL executable."""
    return _described((question(name),), suffixed(extension, TRIPLES))


@blueprint.route("/queries/<dotless:name>.<extension>")
def answer(name: str, extension: str) -> Response:
    """Answer a named question, or hand out its text or its description, as the suffix says."""
    asked = question(name)
    chosen = suffixed(extension, formats(asked))
    if chosen is SPARQL:
        return conditional(extension, lambda: _text(asked))
    if chosen not in answers(asked):
        return _described((asked,), chosen)
    values = pages.given(asked)
    return conditional(extension, lambda: _answered(asked, values, chosen))


def _answered(asked: Question, values: dict[str, str], chosen: Format) -> Response:
    """Ask, and hand the answer on piece by piece."""
    found = site().service.answer(asked.name, values, chosen.media_type)
    response = Response(found.chunks(), content_type=chosen.content_type)
    file = f"{asked.name}.{chosen.extension}"
    response.headers["Content-Disposition"] = f'inline; filename="{file}"'
    if found.truncated:
        response.headers[TRUNCATED] = "true"
    return response


def _text(asked: Question) -> Response:
    """Return the text of a question: as it is written, or with the values given in it."""
    values = pages.given(asked)
    text = asked.read(values, site().service.settings.base) if values else asked.text
    return Response(text, content_type=f"{SPARQL.media_type}; charset=utf-8")


def _described(questions: Iterable[Question], chosen: Format) -> Response:
    here = site()
    endpoint = absolute(here.urls.sparql())

    def produce() -> Response:
        body = here.service.executables(questions, chosen.media_type, endpoint)
        return Response(body, content_type=chosen.content_type)

    return conditional(f"{chosen.extension} {endpoint}", produce)
