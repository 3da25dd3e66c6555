"""FAIR Signposting: what a client of its own finds in headers, in heads and in link sets."""

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from flask import Flask
from flask.testing import FlaskClient
from signposting import (
    Signposting,
    find_signposting_html,
    find_signposting_http,
    find_signposting_linkset,
)

from tests.servers import live
from web.http.negotiation import RDF, TRIPLES

BASE = "https://w3id.org/equipoise/"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
SCHEMA = "https://schema.org/"
CURATORS = f"{BASE}id/contributor/curators"
#: Pages, what they are about, and the schema.org types of page and thing.
PAGES = {
    "/study/roerink-2017": (f"{BASE}id/study/roerink-2017", "MedicalTrial"),
    "/hypothesis/inflammation": (f"{BASE}id/hypothesis/inflammation", "Claim"),
    "/intervention/anakinra": (f"{BASE}id/intervention/anakinra", "Drug"),
    "/contributor/curators": (CURATORS, "Organization"),
    "/graph/studies/roerink-2017": (f"{BASE}graph/studies/roerink-2017", "DigitalDocument"),
    "/data": (f"{BASE}dataset", "Dataset"),
    "/ns": (f"{BASE}ns", "DefinedTermSet"),
    "/shapes": (f"{BASE}shapes", "TechArticle"),
}


class Head(HTMLParser):
    """The typed links in the head of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "link":
            found = {name: value or "" for name, value in attrs}
            self.links.append((found["rel"], found["href"], found.get("type", "")))


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    with live(app) as address:
        yield address


def said(found: Signposting) -> set[tuple[str, str, str]]:
    return {(str(item.rel), str(item.target), str(item.type or "")) for item in found}


@pytest.mark.parametrize("page", PAGES)
def test_a_client_finds_what_a_page_is_about(address: str, page: str) -> None:
    """The persistent IRI, the types, the licence and every description are found in the headers."""
    iri, kind = PAGES[page]
    found = find_signposting_http(address + page)

    assert found.citeAs is not None
    assert (iri, LICENCE) == (found.citeAs.target, found.license and found.license.target)
    assert {f"{SCHEMA}AboutPage", SCHEMA + kind} == {item.target for item in found.types}
    assert {form.media_type for form in TRIPLES} <= {str(item.type) for item in found.describedBy}


@pytest.mark.parametrize("page", PAGES)
def test_the_head_of_a_page_says_what_the_headers_say(address: str, page: str) -> None:
    """A client that reads only HTML finds the same links."""
    assert said(find_signposting_http(address + page)) == said(
        find_signposting_html(address + page)
    )


def test_a_record_leads_to_its_authors_its_formats_and_the_whole(address: str) -> None:
    """The page of a study names who wrote it, every RDF format, its data set and its link set."""
    page = f"{address}/study/roerink-2017"
    found = find_signposting_http(page)

    assert [CURATORS] == [item.target for item in found.authors]
    assert {f"{page}.{form.extension}" for form in RDF} == {
        item.target for item in found.describedBy
    }
    assert found.collection is not None
    assert f"{address}/data" == found.collection.target
    assert [f"{page}/linkset.json"] == [item.target for item in found.linksets]


def test_the_data_set_leads_to_its_files_and_descriptions(address: str) -> None:
    """The page of the whole graph names VoID, DCAT and every file, with its media type."""
    found = find_signposting_http(f"{address}/data")

    assert {
        f"{address}/{name}.{form.extension}" for name in ("void", "dcat") for form in TRIPLES
    } == {item.target for item in found.describedBy}
    assert {"application/trig", "application/n-quads"} <= {str(item.type) for item in found.items}


@pytest.mark.parametrize("page", ["/study/roerink-2017", "/data"])
def test_a_link_set_holds_the_links_of_the_page_and_of_its_data(address: str, page: str) -> None:
    """RFC 9264: the same links as the page's, and of each description that it describes it."""
    from_page = find_signposting_http(address + page)
    (linkset,) = from_page.linksets
    found = find_signposting_linkset(linkset.target)
    described = {item.target for item in from_page.describedBy}

    assert said(from_page) == said(found.for_context(address + page))
    for document in described:
        of_document = found.for_context(document)
        assert {"describes"} <= {str(item.rel) for item in of_document}
        assert LICENCE == (of_document.license and of_document.license.target)


def test_every_link_of_a_page_leads_somewhere(client: FlaskClient) -> None:
    """What the page of a study and of the data set link to inside the site exists."""
    for page in ("/study/roerink-2017", "/data", "/studies"):
        links = Head(client.get(page, headers={"Accept": "text/html"}).text).links
        inside = {href for _, href, _ in links if href.startswith("/")}
        status = {href: client.head(href).status_code for href in inside}

        assert dict.fromkeys(inside, 200) == status
        assert inside


@pytest.mark.parametrize(
    ("data", "page"),
    [
        ("/study/roerink-2017.ttl", "/study/roerink-2017"),
        ("/study/roerink-2017.nq", "/study/roerink-2017"),
        ("/graph/studies/roerink-2017.jsonld", "/graph/studies/roerink-2017"),
        ("/void.rdf", "/data"),
        ("/dcat.ttl", "/data"),
        ("/ns.nt", "/ns"),
        ("/shapes.ttl", "/shapes"),
    ],
)
def test_data_leads_back_to_its_page(client: FlaskClient, data: str, page: str) -> None:
    """A document says which page it describes, what it is, its licence and its collection."""
    link = client.get(data).headers["Link"]

    assert f'<{page}>; rel="describes"; type="text/html"' in link
    assert f'<{SCHEMA}DigitalDocument>; rel="type"' in link
    assert f'<{LICENCE}>; rel="license"' in link
    assert '</data>; rel="collection"' in link


@pytest.mark.parametrize("page", ["/studies", "/hypotheses", "/questions", "/interventions"])
def test_a_list_says_that_it_is_one(client: FlaskClient, page: str) -> None:
    """A page that lists records has a type, a licence and a collection, and no name of its own."""
    link = client.get(page).headers["Link"]

    assert f'<{SCHEMA}CollectionPage>; rel="type"' in link
    assert f'<{LICENCE}>; rel="license"' in link
    assert "cite-as" not in link
