"""The graph described for programs: VoID counts what it holds, DCAT lists files and services."""

from collections.abc import Callable
from typing import Final

from flask import Response, render_template, request

from web.http.negotiation import TRIPLES, Format, choose, suffixed
from web.linked.distributions import distributions
from web.linked.representations import turtle_in
from web.linked.signposting import of_data
from web.rendering import LICENCE, absolute
from web.site import site

_FORMATS: Final = "http://www.w3.org/ns/formats/"
_FEATURES: Final = ("Turtle", "JSON-LD", "N-Triples", "RDF_XML", "TriG", "N-Quads")

#: The graph in one sentence.
ABOUT: Final = "What has been tested in ME/CFS, what came out, and what is still open."


def void() -> Response:
    """Describe what the graph holds, in the format that the client prefers."""
    return _negotiated(void_data, "void")


def void_data(extension: str) -> Response:
    """Describe what the graph holds, in the format that the suffix names."""
    return _written(_void, suffixed(extension, TRIPLES))


def catalogue() -> Response:
    """List files and services, in the format that the client prefers."""
    return _negotiated(catalogue_data, "dcat")


def catalogue_data(extension: str) -> Response:
    """List files and services, in the format that the suffix names."""
    return _written(_catalogue, suffixed(extension, TRIPLES))


def _void() -> str:
    here = site()
    urls = here.urls
    return render_template(
        "void.ttl",
        **_common(),
        address=absolute(urls.path(".well-known/void")),
        size=here.service.lists.statistics(),
        space=f"{urls.base}id/",
        opensearch=absolute(urls.path("opensearch.xml")),
        features=[f"{_FORMATS}{name}" for name in _FEATURES],
        dumps=[file for file in distributions() if file.whole],
    )


def _catalogue() -> str:
    urls = site().urls
    return render_template(
        "dcat.ttl",
        **_common(),
        catalogue=absolute(urls.path("dcat")),
        publisher=absolute(urls.path()) + "#publisher",
        files=distributions(),
    )


def _common() -> dict[str, object]:
    """Return what both descriptions say."""
    here = site()
    urls = here.urls
    return {
        "about": ABOUT,
        "dataset": urls.dataset,
        "home": absolute(urls.path()),
        "licence": LICENCE,
        "page": absolute(urls.path("data")),
        "release": here.service.release,
        "sparql": absolute(urls.sparql()),
    }


def _written(write: Callable[[], str], chosen: Format) -> Response:
    urls = site().urls
    return turtle_in(chosen, write, of_data(urls, urls.path("data")))


def _negotiated(answer: Callable[[str], Response], name: str) -> Response:
    """Answer right here, Turtle if the client does not care; there is no page to prefer."""
    path = site().urls.path(name)
    chosen = choose(request.headers.get("Accept"), TRIPLES, path)
    response = answer(chosen.extension)
    response.headers["Content-Location"] = f"{path}.{chosen.extension}"
    response.vary.add("Accept")
    return response
