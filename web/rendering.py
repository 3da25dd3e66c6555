"""From a context to a response: the frame of a page, its template, and its validators."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from flask import Response, render_template, request

from graph.queries import question
from web.contexts import Asked, Context, Crumb, Frame, Link, Variant
from web.http.kept import once
from web.http.negotiation import HTML, RDF
from web.linked import page_data, signposting
from web.linked.signposting import LICENCE
from web.site import site

__all__ = [
    "LICENCE",
    "NAME",
    "absolute",
    "asked",
    "citation",
    "conditional",
    "frame",
    "linked",
    "render",
    "respond",
]

NAME: Final = "Equipoise"


def frame(
    title: str,
    description: str,
    section: str = "",
    trail: tuple[Crumb, ...] = (),
    iri: str | None = None,
    json_ld: Mapping[str, Any] | None = None,
    links: tuple[Link, ...] = (),
    kind: str = "WebPage",
) -> Frame:
    """Return what surrounds a page; a page about a record (*iri*) also offers it as RDF.

    Args:
        title: title of the page.
        description: one sentence on it.
        section: the navigation item that it belongs to.
        trail: the way to it from the home page.
        iri: the record or the document that it is about.
        json_ld: schema.org description of what it is about.
        links: typed links for machines; those of a record if None are given and there is *iri*.
        kind: schema.org type of the page itself.
    """
    here = site()
    if iri:
        kind, about = signposting.ABOUT_PAGE, str((json_ld or {}).get("@type", ""))
        authors = here.service.catalogue.authors(iri)
        about = about or signposting.DOCUMENT
        links = links or signposting.of_record(here.urls, iri, about, authors)
    return Frame(
        title=title,
        description=description,
        section=section,
        trail=trail,
        iri=iri,
        variants=tuple(Variant(form, here.urls.data(iri, form.extension)) for form in RDF)
        if iri
        else (),
        links=links,
        json_ld=page_data.block(
            page_data.page(
                kind=kind,
                address=request.base_url,
                home=absolute(here.urls.path()),
                title=title,
                description=description,
                trail=tuple((crumb.label, absolute(crumb.href)) for crumb in trail),
                modified=here.service.release.issued,
            ),
            json_ld,
        ),
        release=here.service.release,
    )


def render(context: Context) -> str:
    """Return the page that a context describes."""
    return render_template(context.template, **context.variables())


def respond(context: Context, status: int = 200) -> Response:
    """Answer with the page that a context describes, and with its links."""
    response = Response(render(context), status, content_type=HTML.content_type)
    return linked(response, context.page.links)


def linked(response: Response, links: tuple[Link, ...]) -> Response:
    """Send typed links along with a response."""
    if links:
        response.headers["Link"] = signposting.header(links)
    return response


def entity_tag(variant: str) -> str:
    """Return the validator of one representation: release, code, address and variant."""
    here = site()
    parts = (here.service.release.name, here.code, request.full_path, variant)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def last_modified() -> datetime:
    """Return when what is served last changed: the release, or the code that writes it."""
    return max(datetime.fromisoformat(site().service.release.issued), _written())


def conditional(variant: str, produce: Callable[[], Response | str]) -> Response:
    """Answer 304 if the client has this very representation, else what *produce* returns, once."""
    tag, modified = entity_tag(variant), last_modified()
    response = Response(status=304) if _has(tag, modified) else once(tag, produce)
    if response.status_code in {200, 304}:
        response.set_etag(tag)
        response.last_modified = modified
        response.headers["Cache-Control"] = "no-cache"
    return response


def _has(tag: str, modified: datetime) -> bool:
    """Tell whether the client has what it asks for; its date counts only without a tag."""
    if request.if_none_match:
        return request.if_none_match.contains(tag)
    since = request.if_modified_since
    return since is not None and modified <= since


@cache
def _written() -> datetime:
    """Return when the newest file of the code and its templates was written, in whole seconds."""
    newest = max(path.stat().st_mtime for path in Path(__file__).parent.rglob("*.*"))
    return datetime.fromtimestamp(int(newest), UTC)


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
