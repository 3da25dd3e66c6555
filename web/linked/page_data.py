"""schema.org descriptions of the pages themselves: what each one is, and the way to it.

Every page has one block. Its context stands in it, so that it expands without a network: a remote
context would be fetched by every reader, and is not the same everywhere (see docs/decisions/0010).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from graph.records import Ref

JsonLd = Mapping[str, Any]

_IRI: Final = {"@type": "@id"}
_DATE: Final = {"@type": "https://schema.org/Date"}
_TIME: Final = {"@type": "https://schema.org/DateTime"}

#: Every term is one of schema.org; those that hold IRIs or dates say so.
CONTEXT: Final[JsonLd] = {
    "@vocab": "https://schema.org/",
    "contentUrl": _IRI,
    "item": _IRI,
    "license": _IRI,
    "sameAs": _IRI,
    "url": _IRI,
    "datePublished": _DATE,
    "dateModified": _TIME,
}


def block(page: JsonLd, thing: JsonLd | None) -> JsonLd:
    """Return the description of a page and of the thing it is about, with their context."""
    if thing is None:
        return {"@context": CONTEXT, "@graph": [page]}
    return {"@context": CONTEXT, "@graph": [{**page, "mainEntity": {"@id": thing["@id"]}}, thing]}


def page(
    kind: str,
    address: str,
    home: str,
    title: str,
    description: str,
    trail: Sequence[tuple[str, str]],
    modified: str,
) -> JsonLd:
    """Describe a page.

    Args:
        kind: schema.org type of the page.
        address: its absolute address.
        home: absolute address of the home page.
        title: its title.
        description: one sentence on it.
        trail: labels and absolute addresses of the pages between the home page and this one.
        modified: when it last changed (ISO 8601).
    """
    found = {
        "@type": kind,
        "@id": address,
        "url": address,
        "name": title,
        "description": description,
        "inLanguage": "en-GB",
        "isPartOf": {"@id": f"{home}#website"},
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "dateModified": modified,
    }
    if not trail:
        return found
    steps = (("Home", home), *trail, (title, address))
    return {**found, "breadcrumb": {"@type": "BreadcrumbList", "itemListElement": _steps(steps)}}


def website(home: str, name: str, description: str, search: str) -> JsonLd:
    """Describe the site; *search* is the address that finds ``{query}``."""
    return {
        "@type": "WebSite",
        "@id": f"{home}#website",
        "url": home,
        "name": name,
        "description": description,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
        },
    }


def listing(address: str, items: Iterable[Ref], total: int | None = None) -> JsonLd:
    """Describe a list of records in its order; *total* is all of it, if the page shows a part."""
    shown = tuple(items)
    return {
        "@type": "ItemList",
        "@id": f"{address}#list",
        "numberOfItems": len(shown) if total is None else total,
        "itemListElement": _steps([(ref.label, ref.iri) for ref in shown]),
    }


def vocabulary(kind: str, iri: str, name: str, address: str) -> JsonLd:
    """Describe the ontology or the shapes by a schema.org type."""
    return {
        "@type": kind,
        "@id": iri,
        "name": name,
        "url": address,
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }


def _steps(steps: Sequence[tuple[str, str]]) -> list[JsonLd]:
    return [
        {"@type": "ListItem", "position": place, "name": label, "item": address}
        for place, (label, address) in enumerate(steps, start=1)
    ]
