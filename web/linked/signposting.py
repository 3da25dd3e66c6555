"""Links for machines: FAIR Signposting (https://signposting.org/FAIR/) and link sets (RFC 9264).

The links of a page are made once, here; its head shows them as ``<link>``, its response sends them
in ``Link``, and its link set holds them together with those of its data.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from graph.records import Author
from web.contexts import Link, Variant
from web.http.negotiation import HTML, RDF, TRIPLES, Format
from web.urls import Urls

LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
LINKSET: Final = Format("json", "application/linkset+json", "Link set (RFC 9264)")

#: What a page about a thing is, as opposed to the thing.
ABOUT_PAGE: Final = "AboutPage"

#: What the RDF of a record is.
DOCUMENT: Final = "DigitalDocument"

_SCHEMA: Final = "https://schema.org/"


def of_record(urls: Urls, iri: str, kind: str, authors: Iterable[Author]) -> tuple[Link, ...]:
    """Return the links of a page about a record or about a document of the graph.

    Args:
        urls: the addresses of the site.
        iri: what the page is about.
        kind: its schema.org type, such as ``MedicalTrial``.
        authors: who wrote it; the link leads to their ORCID if it is known.
    """
    return (
        Link("cite-as", iri),
        *_described(urls.data(iri, ""), RDF),
        *_types(ABOUT_PAGE, kind),
        Link("license", LICENCE),
        *(Link("author", author.orcid or author.ref.iri) for author in authors),
        _collection(urls),
        *((_linkset(urls.linkset(iri)),) if urls.kind(iri) else ()),
    )


def of_dataset(urls: Urls, iri: str, items: Iterable[Link]) -> tuple[Link, ...]:
    """Return the links of the page about the whole graph; *items* are its files."""
    return (
        Link("cite-as", iri),
        *_described(urls.path("void."), TRIPLES),
        *_described(urls.path("dcat."), TRIPLES),
        *_types(ABOUT_PAGE, "Dataset"),
        Link("license", LICENCE),
        *items,
        _linkset(urls.linkset(iri)),
    )


def of_list(urls: Urls) -> tuple[Link, ...]:
    """Return the links of a page that lists records."""
    return (*_types("CollectionPage"), Link("license", LICENCE), _collection(urls))


def of_vocabulary(urls: Urls, iri: str, kind: str, variants: Iterable[Variant]) -> tuple[Link, ...]:
    """Return the links of the page of the ontology or of the shapes."""
    return (
        Link("cite-as", iri),
        *(
            Link("describedby", item.href, item.format.media_type, item.format.label)
            for item in variants
        ),
        *_types(ABOUT_PAGE, kind),
        Link("license", LICENCE),
        _collection(urls),
    )


def of_data(urls: Urls, page: str) -> tuple[Link, ...]:
    """Return the links of the RDF of a record: the page that it describes, and what it is."""
    return (
        Link("describes", page, HTML.media_type),
        *_types(DOCUMENT),
        Link("license", LICENCE),
        _collection(urls),
    )


def header(links: Iterable[Link]) -> str:
    """Return links as the value of a ``Link`` header (RFC 8288)."""
    return ", ".join(
        f'<{link.href}>; rel="{link.rel}"' + (f'; type="{link.type}"' if link.type else "")
        for link in links
    )


def linkset(contexts: Mapping[str, Iterable[Link]], origin: str) -> dict[str, Any]:
    """Return the links of several resources as one link set.

    Args:
        contexts: links by the path of the resource that they start from.
        origin: scheme and host that paths are completed with; a link set stands on its own.
    """
    sets = []
    for path, links in contexts.items():
        relations: dict[str, list[dict[str, str]]] = {}
        for link in links:
            target = {"href": _absolute(link.href, origin)}
            if link.type:
                target["type"] = link.type
            relations.setdefault(link.rel, []).append(target)
        sets.append({"anchor": _absolute(path, origin), **relations})
    return {"linkset": sets}


def _described(stem: str, offered: Iterable[Format]) -> tuple[Link, ...]:
    return tuple(
        Link("describedby", f"{stem}{form.extension}", form.media_type, form.label)
        for form in offered
    )


def _types(*kinds: str) -> tuple[Link, ...]:
    return tuple(Link("type", _SCHEMA + kind) for kind in kinds)


def _collection(urls: Urls) -> Link:
    return Link("collection", urls.path("data"), HTML.media_type)


def _linkset(path: str) -> Link:
    return Link("linkset", path, LINKSET.media_type, LINKSET.label)


def _absolute(address: str, origin: str) -> str:
    return f"{origin}{address}" if address.startswith("/") else address
