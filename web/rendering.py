"""From a context to a response: the frame of a page, its template, and its validator."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import Response, make_response, render_template, request

from graph.queries import question
from web.contexts import Asked, Context, Crumb, Frame, Variant
from web.negotiation import RDF
from web.site import site

LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
NAME: Final = "Equipoise"


def frame(
    title: str,
    description: str,
    section: str = "",
    trail: tuple[Crumb, ...] = (),
    iri: str | None = None,
    json_ld: Mapping[str, Any] | None = None,
) -> Frame:
    """Return what surrounds a page; a page about a record (*iri*) also offers it as RDF."""
    urls = site().urls
    variants = [Variant(form, urls.data(iri, form.extension)) for form in RDF] if iri else []
    return Frame(
        title=title,
        description=description,
        section=section,
        trail=trail,
        iri=iri,
        variants=tuple(variants),
        json_ld=json_ld,
        release=site().service.release,
    )


def render(context: Context) -> str:
    """Return the page that a context describes."""
    return render_template(context.template, **context.variables())


def entity_tag(variant: str) -> str:
    """Return the validator of one representation: release, code, address and variant."""
    here = site()
    parts = (here.service.release.digest, here.code, request.full_path, variant)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def conditional(variant: str, produce: Callable[[], Response | str]) -> Response:
    """Answer 304 if the client has this very representation, else what *produce* returns."""
    tag = entity_tag(variant)
    if request.if_none_match.contains(tag):
        response = Response(status=304)
    else:
        response = make_response(produce())
    if response.status_code in {200, 304}:
        response.set_etag(tag)
        response.headers["Cache-Control"] = "no-cache"
    return response


def absolute(path: str) -> str:
    """Return a path of this site with the scheme and host that the request came by."""
    return request.host_url.rstrip("/") + path


def asked(name: str, values: Mapping[str, str]) -> Asked:
    """Return the links to a named question with values given.

    Raises:
        QueryFileError: there is no such question.
    """
    urls = site().urls
    return Asked(
        title=question(name).title,
        page=urls.named_query(name, values),
        csv=urls.named_query(name, values, "csv"),
        json=urls.named_query(name, values, "json"),
    )


def citation(label: str, iri: str) -> str:
    """Return how to cite one record of this graph."""
    release = site().service.release
    return f"“{label}”. {NAME}, release {release.name} ({release.issued[:10]}). {iri}"
