"""Headers of every response: what a page may load, and who may read the data."""

import secrets
from typing import Final

from flask import Response, g, request

POLICY: Final = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
#: What a script of another site may read, besides the plain headers.
EXPOSED: Final = (
    "Link, ETag, Content-Location, Content-Disposition, Retry-After, Server-Timing, "
    "X-Query-Elapsed, X-Result-Truncated"
)

#: What such a script may send, besides the plain headers.
SENT: Final = "Accept, Content-Type, If-None-Match, Range, X-Query-Id"
#: Methods beyond reading, by blueprint.
_QUERYING: Final = {"protocol": {"POST", "DELETE"}}


def nonce() -> str:
    """Return a number used once, with which an element of this page may carry styles.

    Only a page that asks for one has it in its policy.
    """
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(18)
    return str(g.nonce)


def policy() -> str:
    """Return the content security policy of this response."""
    if "nonce" not in g:
        return POLICY
    return f"{POLICY}; style-src 'self' 'nonce-{g.nonce}'"


def add_headers(response: Response) -> Response:
    """Forbid pages everything but their own files; let every site read the data."""
    response.headers.setdefault("Content-Security-Policy", policy())
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
    readable = response.mimetype != "text/html" or response.status_code in {303, 304}
    if readable or request.blueprint == "protocol":
        response.headers.setdefault("Access-Control-Allow-Origin", "*")
        response.headers.setdefault("Access-Control-Expose-Headers", EXPOSED)
    if request.method == "OPTIONS":
        _allow_foreign(response)
    if request.endpoint == "static":
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _allow_foreign(response: Response) -> None:
    """Tell a script of another site what it may send: it reads, it queries, it cancels."""
    allowed = {"GET", "HEAD", "OPTIONS"} | _QUERYING.get(request.blueprint or "", set())
    methods = ", ".join(sorted(allowed & set(response.allow)))
    response.headers["Access-Control-Allow-Methods"] = methods
    response.headers["Access-Control-Allow-Headers"] = SENT
    response.headers["Access-Control-Max-Age"] = "86400"
