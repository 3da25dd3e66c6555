"""The SPARQL workbench: a form, its answer, examples, and the words of the graph.

All of it works without scripts. With them, an editor (``web/editor/``) sends queries to
``/sparql/view`` and draws the answer in place.
"""

import json
from functools import cache
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, request, url_for
from werkzeug.exceptions import BadRequest

from graph.errors import EndpointError, EquipoiseError, QueryRefused
from graph.namespaces import prefixes
from graph.queries import question
from graph.sparql import Answer
from graph.sparql.guard import MAX_CHARACTERS
from web.contexts import Entry, Example, WorkbenchContext
from web.error_pages import add_retry, status_of
from web.http.headers import nonce
from web.http.negotiation import PROBLEM, TABLES, TRIPLES, Format
from web.reading.tables import bare
from web.rendering import absolute, frame, render
from web.site import site
from web.sparql.completion import vocabulary
from web.sparql.outcomes import document, outcome, problem

#: Rows on the page itself, and rows that the script gets.
_ROWS: Final = 500
_MOST_ROWS: Final = 10_000

#: The named question that the form holds at first.
_START: Final = "questions-unaddressed"

_KINDS: Final = {"class": "Classes", "property": "Properties"}
_GROUPS: Final = {"": "To ask", "page": "Behind the pages", "export": "Behind the downloads"}

#: How programs write a text over several lines: what stands before it and after it.
_LITERALS: Final = (
    ("<<'END_OF_QUERY'", "END_OF_QUERY"),
    ('r"""', '"""'),
    ('r"---(', ')---"'),
    ("String.raw`", "`"),
)

blueprint: Final = Blueprint("workbench", __name__)


def render_workbench(
    query: str | None, answer: Answer | None = None, error: EquipoiseError | None = None
) -> str:
    """Return the workbench page.

    Args:
        query: what the form holds; an example if None.
        answer: the serialised answer, if the query ran: results JSON or Turtle.
        error: why it did not run.
    """
    here = site()
    text = bare(question(_START).text) if query is None else query
    return render(
        WorkbenchContext(
            page=frame("SPARQL", "Ask the graph anything, in SPARQL 1.1.", "query"),
            query=text,
            outcome=outcome(answer, _ROWS) if answer else None,
            problem=problem(error, text) if error else None,
            downloads=_downloads(text),
            examples=_examples(),
            terms=_terms(),
            prefixes=prefixes(here.service.settings.base),
            literals={opening: literal(text, opening, closing) for opening, closing in _LITERALS},
            address=absolute(here.urls.sparql()),
            seconds=here.service.query_seconds,
            nonce=nonce(),
            script=url_for("static", filename=f"vendor/{_script()}"),
        )
    )


@blueprint.route("/sparql/view", methods=["POST"])
def view() -> Response:
    """Run a query for the script of the page: the answer with its labels, or what is wrong.

    Raises:
        BadRequest: the form holds no query.
    """
    request.max_content_length = 16 * MAX_CHARACTERS
    query = request.form.get("query", "")
    if not query.strip():
        raise BadRequest("Send a query in the parameter `query`.")
    try:
        answer = site().service.run(
            query,
            client=request.remote_addr or "unknown",
            ticket=request.headers.get("X-Query-Id", ""),
        )
    except (QueryRefused, EndpointError) as error:
        status = status_of(error)
        body = document(problem(error, query), status)
        return add_retry(Response(body, status, content_type=PROBLEM.content_type), error)
    body = json.dumps(outcome(answer, _MOST_ROWS).data, ensure_ascii=False)
    return Response(body, content_type="application/json; charset=utf-8")


def literal(query: str, opening: str, closing: str) -> str:
    """Return a query as a text of a programming language, between two marks or else escaped."""
    text = query.strip()
    marked = f"{opening}\n{text}\n{closing}"
    if opening.startswith("<<"):
        return marked
    return json.dumps(text) if closing in text or "${" in text else marked


def _downloads(query: str) -> tuple[tuple[str, Format, str], ...]:
    path = site().urls.path
    return tuple(
        (kind, form, path("sparql", {"query": query, "format": form.extension}))
        for kind, formats in (("table", TABLES), ("graph", TRIPLES))
        for form in formats
    )


def _examples() -> tuple[tuple[str, tuple[Example, ...]], ...]:
    """Return the named questions, by what they are for; those for readers first."""
    here = site()
    base = here.service.settings.base
    groups: dict[str, list[Example]] = {heading: [] for heading in _GROUPS.values()}
    for item in here.service.questions().values():
        needed = {
            parameter.name
            for parameter in item.parameters
            if parameter.required or parameter.suggested
        }
        given = {name: value for name, value in item.sample(base).items() if name in needed}
        if needed == set(given):
            text = bare(item.read(given, base))
            href = here.urls.sparql(text)
            groups[_GROUPS[item.purpose]].append(Example(item.title, href, item.description))
    return tuple((heading, tuple(items)) for heading, items in groups.items() if items)


def _terms() -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """Return classes and properties in use, the most used first."""
    found = sorted(vocabulary(), key=lambda entry: (-entry.uses, entry.name))
    return tuple(
        (heading, tuple(entry for entry in found if entry.kind == kind and entry.uses))
        for kind, heading in _KINDS.items()
    )


@cache
def _script() -> str:
    """Return the name of the bundled script, which holds a digest of its content."""
    folder = Path(__file__).parents[1] / "static" / "vendor"
    return next(path.name for path in sorted(folder.glob("workbench-*.js")))
