"""What programs look for before they know a site: robots, sitemap, feed, search, VoID and DCAT.

==================================  ==============================================================
``/robots.txt``                     what crawlers should leave alone, and where the sitemap is
``/sitemap.xml``                    every record, list and text; in parts if there are many
``/feed.atom``                      new, changed and retracted studies (RFC 4287)
``/opensearch.xml``                 how a browser searches here
``/.well-known/void``, ``/void``    what the graph holds, counted (VoID)
``/dcat``                           the files of the graph and its services (DCAT 3)
==================================  ==============================================================
"""

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, render_template, url_for
from werkzeug.exceptions import NotFound as NoSuchPage

from graph.records import Change
from web.http.negotiation import TEXT, Format
from web.linked.descriptions import catalogue, catalogue_data, void, void_data
from web.reading.lists import FILTERS
from web.rendering import LICENCE, absolute, conditional
from web.site import site
from web.urls import PLURALS

ATOM: Final = Format("atom", "application/atom+xml", "Atom")
OPENSEARCH: Final = Format("xml", "application/opensearchdescription+xml", "OpenSearch")
XML: Final = Format("xml", "application/xml", "XML")

#: How many addresses one sitemap may hold (https://www.sitemaps.org/protocol.html).
SITEMAP_SIZE: Final = 50_000

#: How many studies the feed holds.
FEED_SIZE: Final = 100

#: Pages that belong to no record.
_TEXTS: Final = (
    *("", "how", "data", "completeness", "validation", "disagreements", "gaps"),
    *("queries", "sparql", "ns", "shapes"),
)


@dataclass(frozen=True)
class Entry:
    """A study in the feed: what changed, where its page is, and what kind of change it is."""

    change: Change
    address: str

    @property
    def category(self) -> str:
        """Return ``new``, ``changed`` or ``retracted``."""
        if self.change.retracted:
            return "retracted"
        return "new" if self.change.created == self.change.modified else "changed"


def blueprint() -> Blueprint:
    """Return every route by which programs find out what is here."""
    routes = Blueprint("discovery", __name__)
    for rule, view in (
        ("/robots.txt", robots),
        ("/sitemap.xml", sitemap),
        ("/sitemap-<int:part>.xml", sitemap_part),
        ("/feed.atom", feed),
        ("/opensearch.xml", opensearch),
        ("/.well-known/void", void),
        ("/void", void),
        ("/void.<extension>", void_data),
        ("/dcat", catalogue),
        ("/dcat.<extension>", catalogue_data),
    ):
        routes.add_url_rule(rule, f"{view.__name__}{rule}".replace(".", "_"), view)
    return routes


def robots() -> Response:
    """Tell crawlers what to leave alone: queries, searches, filtered lists and the dump.

    They are named by their parameters, since not every crawler knows what ``/studies?`` means.
    """
    urls = site().urls
    return _answer(
        TEXT,
        "robots.txt",
        data=absolute(urls.path("data")),
        sitemap=absolute(urls.path("sitemap.xml")),
        asked=(
            (urls.sparql(), ("query",)),
            (urls.path("why"), ("iri",)),
            (urls.path("validation"), ("severity", "record")),
            (urls.path("search"), ("q", "type")),
            (urls.path("compare"), ("study", "q")),
            (urls.path("graph"), ("focus", "q")),
            (urls.path("resource"), ("iri",)),
            *((urls.listing(kind), (*names, "order")) for kind, names in FILTERS.items()),
        ),
    )


def sitemap() -> Response:
    """List every page, or the parts of the list if one cannot hold it."""
    urls, addresses = site().urls, _addresses()
    if len(addresses) <= SITEMAP_SIZE:
        return _answer(XML, "sitemap.xml", addresses=addresses)
    parts = range(1, -(-len(addresses) // SITEMAP_SIZE) + 1)
    return _answer(
        XML,
        "sitemap-index.xml",
        parts=[absolute(urls.path(f"sitemap-{part}.xml")) for part in parts],
        modified=site().service.release.issued,
    )


def sitemap_part(part: int) -> Response:
    """List one part of the pages, counted from 1.

    Raises:
        NoSuchPage: there are not that many parts.
    """
    shown = _addresses()[max(part - 1, 0) * SITEMAP_SIZE : part * SITEMAP_SIZE]
    if not shown:
        raise NoSuchPage("The sitemap has no such part; see /sitemap.xml.")
    return _answer(XML, "sitemap.xml", addresses=shown)


def feed() -> Response:
    """List the studies that are new or changed, the latest first."""
    here = site()
    changes = here.service.catalogue.changes()[:FEED_SIZE]
    return _answer(
        ATOM,
        "feed.xml",
        entries=[Entry(item, absolute(str(here.urls.href(item.study.iri)))) for item in changes],
        updated=changes[0].modified if changes else here.service.release.issued,
        dataset=here.urls.dataset,
        address=absolute(here.urls.path("feed.atom")),
        page=absolute(here.urls.listing("study")),
        home=absolute(here.urls.path()),
        licence=LICENCE,
    )


def opensearch() -> Response:
    """Tell browsers how to search here (https://github.com/dewitt/opensearch)."""
    urls = site().urls
    return _answer(
        OPENSEARCH,
        "opensearch.xml",
        search=absolute(urls.path("search")),
        address=absolute(urls.path("opensearch.xml")),
        image=absolute(url_for("static", filename="equipoise.svg")),
    )


def _addresses() -> list[tuple[str, str]]:
    """Return the address of every page that should be found, and when it last changed."""
    here = site()
    urls, now = here.urls, here.service.release.issued
    paths = [urls.path(name) for name in (*_TEXTS, *PLURALS)]
    records = here.service.catalogue.changed().items()
    return [
        *((absolute(path), now) for path in paths),
        *((absolute(str(urls.href(iri))), modified) for iri, modified in records),
    ]


def _answer(form: Format, template: str, **values: object) -> Response:
    """Answer with a template, unless the client has it."""
    return conditional(
        form.extension,
        lambda: Response(
            render_template(template, **values), content_type=f"{form.media_type}; charset=utf-8"
        ),
    )
