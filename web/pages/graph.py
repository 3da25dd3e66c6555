"""The view around one record: as sentences to read, as a drawing, and as files.

================================================  ================================================
``/graph?focus=study/x&steps=2``                  the page
``/graph.json``, ``.csv``, ``.graphml``           the same records and statements as data
================================================  ================================================
"""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, render_template, request, url_for
from werkzeug.exceptions import BadRequest

from graph.errors import NotFound
from graph.namespaces import ENTITY_TYPES
from graph.records import Neighbourhood, Ref
from web.contexts import Asked, GraphContext, Variant
from web.http.negotiation import Format, suffixed
from web.pages.entities import WORDS
from web.panels import GRAPH
from web.reading import ties
from web.rendering import asked, conditional, frame
from web.site import site

#: What a view is served as, besides its page.
JSON: Final = Format("json", "application/json", "JSON")
CSV: Final = Format("csv", "text/csv", "CSV")
GRAPHML: Final = Format("graphml", "application/graphml+xml", "GraphML")
VIEWS: Final = (CSV, JSON, GRAPHML)

_HITS: Final = 20

blueprint: Final = Blueprint("views", __name__)


@blueprint.route("/graph.<extension>")
def view(extension: str) -> Response:
    """Answer with the view around a record in the format that the suffix names.

    Raises:
        BadRequest: no record is chosen.
        NotFound: there is no such record.
    """
    chosen = suffixed(extension, VIEWS)
    if not request.args.get("focus"):
        raise BadRequest("Choose a record with `focus`, such as focus=study/roerink-2017.")

    def produce() -> Response:
        response = Response(_written(_view(), chosen), content_type=chosen.content_type)
        name = f"graph-{site().urls.slug(_focus())}.{extension}"
        response.headers["Content-Disposition"] = f'inline; filename="{name}"'
        return response

    return conditional(extension, produce)


def graph() -> GraphContext:
    """Show the view around a record, or offer records to start from.

    Raises:
        NotFound: there is no such record.
    """
    here = site()
    text = request.args.get("q", "").strip()
    found = _view() if request.args.get("focus") else None
    kind = here.urls.kind(found.focus.iri) if found else None
    title = f"In the graph: {found.focus.label}" if found else "The graph around a record"
    hits = here.service.search(text, None, _HITS) if text and not found else ()
    return GraphContext(
        page=frame(title, "How records hang together, as sentences and as a drawing."),
        view=found,
        word=WORDS[kind] if kind else "",
        rings=ties.rings(found, here.urls) if found else (),
        steps=_steps(),
        text=text,
        hits=hits,
        starts=() if found or text else _starts(),
        most=ties.MOST,
        files=_files(found) if found else (),
        script=url_for("static", filename=f"vendor/{_script()}"),
        asked=_asked(found) if found else {},
    )


def _view() -> Neighbourhood:
    here = site()
    focus = _focus()
    try:
        return here.service.links.around(focus, _steps(), ties.MOST)
    except NotFound:
        if not here.urls.kind(focus):
            raise
        return Neighbourhood(Ref(focus, here.service.catalogue.label(focus)), {focus: 0}, (), 0)


def _focus() -> str:
    """Return the record that the address chooses: by its IRI, or by kind and slug."""
    value = request.args.get("focus", "").partition("#")[0]
    kind, _, slug = value.partition("/")
    return site().urls.entity(kind, slug) if kind in ENTITY_TYPES else value


def _steps() -> int:
    return 2 if request.args.get("steps") == "2" else 1


def _starts() -> tuple[Ref, ...]:
    """Return hypotheses on which findings disagree or have been weighed at all."""
    overview = site().service.lists.overview()
    found = (*overview.contested, *overview.weighed)
    return tuple(dict.fromkeys(item.ref for item in found))


def _files(found: Neighbourhood) -> tuple[Variant, ...]:
    urls = site().urls
    return tuple(
        Variant(form, urls.graph(found.focus.iri, _steps(), form.extension)) for form in VIEWS
    )


def _asked(found: Neighbourhood) -> dict[str, Asked]:
    """Return the question behind each panel, with the very rows of the page as its data."""
    csv, as_json, _ = (variant.href for variant in _files(found))
    source = replace(asked(GRAPH, {"record": found.focus.iri}), csv=csv, json=as_json)
    return {f"step-{steps}": source for steps in (1, 2)} | {"drawing": source}


def _written(found: Neighbourhood, chosen: Format) -> str:
    urls = site().urls
    if chosen is CSV:
        return ties.table(found)
    data = ties.data(found, urls)
    if chosen is GRAPHML:
        return render_template("graph.graphml", **data)
    return json.dumps(data, ensure_ascii=False)


@cache
def _script() -> str:
    """Return the name of the bundled script, which holds a digest of its content."""
    folder = Path(__file__).parents[1] / "static" / "vendor"
    return next(path.name for path in sorted(folder.glob("drawing-*.js")))
