"""gzip for pages, data and results, by flask-compress; never for files that are read by ranges.

A compressed representation has an ETag of its own (``"…:gzip"``). What a client sends back is
compared without that suffix, so that the rest of the site need not know.
"""

from typing import Final

from flask import Flask, Response, g, request
from flask_compress import Compress

_TYPES: Final = (
    "text/html",
    "text/css",
    "text/csv",
    "text/javascript",
    "text/plain",
    "text/tab-separated-values",
    "text/turtle",
    "application/atom+xml",
    "application/json",
    "application/ld+json",
    "application/linkset+json",
    "application/n-quads",
    "application/n-triples",
    "application/problem+json",
    "application/rdf+xml",
    "application/sparql-query",
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "application/trig",
    "application/xml",
    "image/svg+xml",
)
_SUFFIX: Final = ":gzip"


def register(app: Flask) -> None:
    """Compress what clients accept compressed."""
    app.config.update(
        COMPRESS_REGISTER=False,
        COMPRESS_MIMETYPES=list(_TYPES),
        COMPRESS_ALGORITHM=["gzip"],
        COMPRESS_ALGORITHM_STREAMING=["gzip"],
        COMPRESS_EVALUATE_CONDITIONAL_REQUEST=False,
    )
    compress = Compress(app)

    def finish(response: Response) -> Response:
        if response.status_code == 304:
            return _renamed(response)
        return response if _is_file(response) else compress.after_request(response)

    app.before_request(_plain_tags)
    app.after_request(finish)


def _plain_tags() -> None:
    """Compare the tags of compressed representations as those of the plain ones."""
    tags = request.headers.get("If-None-Match", "")
    if f'{_SUFFIX}"' in tags:
        g.compressed = True
        request.environ["HTTP_IF_NONE_MATCH"] = tags.replace(f'{_SUFFIX}"', '"')


def _renamed(response: Response) -> Response:
    """Name the representation that the client has."""
    tag, weak = response.get_etag()
    if tag and not weak and "compressed" in g:
        response.set_etag(tag + _SUFFIX)
    response.vary.add("Accept-Encoding")
    return response


def _is_file(response: Response) -> bool:
    """Tell whether a response is a file, or a part of one, that ranges may be asked of."""
    if request.endpoint == "static":
        return "Range" in request.headers
    return (
        response.status_code == 206
        or response.direct_passthrough
        or "Accept-Ranges" in response.headers
    )
