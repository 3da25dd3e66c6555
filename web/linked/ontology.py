"""The ontology and the shapes at their IRIs: to read, or as RDF in every format.

==================================  ==============================================================
``/ns``, ``/ns.ttl``                the ontology, its closed lists and its alignments
``/shapes``, ``/shapes.ttl``        what documents must and must not say (SHACL)
``/context.jsonld``                 the JSON-LD context, as the ontology is written in it
==================================  ==============================================================

Turtle is handed out as it is written, comments included; every other format is made from it.
"""

from collections.abc import Callable
from typing import Final

from flask import Blueprint, Response

from graph.resources import shipped
from web.contexts import Context
from web.http.negotiation import JSON_LD, TRIPLES, suffixed
from web.linked import signposting
from web.linked.representations import data_in, page_or_data, turtle_in
from web.pages.shapes import shapes as shapes_page
from web.pages.vocabulary import vocabulary
from web.site import site

#: Path of what is described, the folder that its Turtle lies in, and its page.
_DESCRIBED: Final[dict[str, tuple[str, Callable[[], Context]]]] = {
    "ns": ("ontology", vocabulary),
    "shapes": ("shapes", shapes_page),
}
_NAME: Final = f"<any({', '.join(map(repr, _DESCRIBED))}):name>"

blueprint: Final = Blueprint("ontology", __name__)


@blueprint.route(f"/{_NAME}")
def described(name: str) -> Response:
    """Answer with the ontology or the shapes: to read, or as RDF."""
    return page_or_data(
        _DESCRIBED[name][1],
        lambda chosen: described_data(name, chosen.extension),
        lambda chosen: site().urls.path(f"{name}.{chosen.extension}"),
        TRIPLES,
    )


@blueprint.route(f"/{_NAME}.<extension>")
def described_data(name: str, extension: str) -> Response:
    """Answer with the ontology or the shapes in the format that the suffix names."""
    urls = site().urls
    links = signposting.of_data(urls, urls.path(name))
    return turtle_in(suffixed(extension, TRIPLES), lambda: _written(_DESCRIBED[name][0]), links)


@blueprint.route("/context.jsonld")
def context() -> Response:
    """Answer with the JSON-LD context that the records are written with."""
    path = shipped("ontology") / "context.jsonld"
    return data_in(JSON_LD, lambda _: path.read_bytes())


def _written(folder: str) -> str:
    """Return every Turtle file of a shipped folder, one after the other."""
    return "\n".join(path.read_text("utf-8") for path in sorted(shipped(folder).glob("*.ttl")))
