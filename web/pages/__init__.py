"""The pages: one short function each, which reads the request, asks the catalogue and renders."""

from collections.abc import Callable

from flask import Blueprint, Response

from web.contexts import Context
from web.http.negotiation import HTML
from web.pages import compare, front, gaps, lists, search, terms
from web.pages import graph as views
from web.rendering import conditional, respond

#: What a page returns: its context, or another answer such as the way to a record.
Page = Callable[..., Context | Response]


def blueprint() -> Blueprint:
    """Return every route that only ever answers with a page."""
    pages = Blueprint("pages", __name__)
    for rule, page in (
        ("/", front.home),
        ("/search", search.search),
        ("/how", front.how),
        ("/ontology/<name>", terms.term),
        ("/data", front.data),
        ("/completeness", front.completeness),
        ("/compare", compare.compare),
        ("/disagreements", gaps.disagreements),
        ("/gaps", gaps.gaps),
        ("/graph", views.graph),
        ("/studies", lists.studies),
        ("/hypotheses", lists.hypotheses),
        ("/questions", lists.questions),
        (f"/<any({', '.join(map(repr, lists.HEADINGS))}):plural>", lists.things),
    ):
        pages.add_url_rule(rule, page.__name__, _view(page))
    pages.add_url_rule("/ontology", "ontology", terms.ontology)
    return pages


def _view(page: Page) -> Callable[..., Response]:
    """Return the view that renders a page's context, or says that the client has it."""

    def view(**arguments: str) -> Response:
        return conditional(HTML.extension, lambda: _answer(page(**arguments)))

    return view


def _answer(found: Context | Response) -> Response:
    return found if isinstance(found, Response) else respond(found)
