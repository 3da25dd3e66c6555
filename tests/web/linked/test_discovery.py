"""What programs look for first: robots.txt, the sitemap, the feed and the search description."""

import re
from datetime import datetime
from urllib import robotparser
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph.release import Release, build
from graph.service import Service
from graph.settings import Settings
from web import create_app
from web.linked import discovery
from web.urls import Urls

SITE = "http://localhost"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def xml(client: FlaskClient, address: str, media_type: str) -> ElementTree.Element:
    answer = client.get(address, headers={"Cache-Control": "no-cache"})
    assert (200, media_type) == (answer.status_code, answer.mimetype)
    return ElementTree.fromstring(answer.data)


def text(element: ElementTree.Element, name: str) -> str:
    found = element.findtext(name)
    assert found
    return found


@pytest.fixture(scope="module")
def robots(app: Flask) -> robotparser.RobotFileParser:
    parser = robotparser.RobotFileParser()
    parser.parse(app.test_client().get("/robots.txt").text.splitlines())
    return parser


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", True),
        ("/study/roerink-2017", True),
        ("/study/roerink-2017.ttl", True),
        ("/studies", True),
        ("/queries/gap-map", True),
        ("/sparql", True),
        ("/data", True),
        ("/sparql?query=ASK%7B%7D", False),
        ("/search?q=anakinra", False),
        ("/studies?decade=1990s", False),
        ("/questions?tree=hpa-axis", False),
        ("/dump.nq", False),
    ],
)
def test_crawlers_may_read_records_and_nothing_that_is_worked_out_for_them(
    robots: robotparser.RobotFileParser, path: str, expected: bool
) -> None:
    """Records and lists are open; queries, searches, filters and the dump are not."""
    assert expected == robots.can_fetch("*", SITE + path)


def test_robots_name_the_sitemap_and_a_delay(
    client: FlaskClient, robots: robotparser.RobotFileParser
) -> None:
    """The sitemap line is an absolute address, and crawlers are asked to wait."""
    below = client.get("/robots.txt", base_url="https://lab.example/evidence").text

    assert [f"{SITE}/sitemap.xml"] == robots.site_maps()
    assert "2" == str(robots.crawl_delay("*"))
    assert "Sitemap: https://lab.example/evidence/sitemap.xml" in below
    assert "Disallow: /evidence/queries/*?" in below


def located(root: ElementTree.Element) -> dict[str, str]:
    return {text(item, f"{SITEMAP}loc"): text(item, f"{SITEMAP}lastmod") for item in root}


def test_the_sitemap_lists_every_record_list_and_text(
    client: FlaskClient, service: Service
) -> None:
    """Every record that has a page is there once, with the time of its last change."""
    found = located(xml(client, "/sitemap.xml", "application/xml"))
    catalogue, urls = service.catalogue, Urls()
    iris = [study.ref.iri for study in catalogue.studies()]
    iris += [hypothesis.ref.iri for hypothesis in catalogue.hypotheses()]
    iris += [question.ref.iri for question in catalogue.questions()]
    kinds = ("intervention", "target", "condition", "case-definition", "instrument")
    iris += [
        ref.iri for kind in (*kinds, "publication", "contributor") for ref in catalogue.things(kind)
    ]

    assert {f"{SITE}{urls.href(iri)}" for iri in iris} <= set(found)
    assert {f"{SITE}/{name}" for name in ("", "studies", "how", "ns", "shapes")} <= set(found)
    assert all(datetime.fromisoformat(modified) for modified in found.values())


def test_a_large_sitemap_comes_in_parts(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With more addresses than one file may hold there is an index, and the parts are the whole."""
    whole = located(xml(client, "/sitemap.xml", "application/xml"))
    monkeypatch.setattr(discovery, "SITEMAP_SIZE", 200)
    parts = located(xml(client, "/sitemap.xml", "application/xml"))
    together: dict[str, str] = {}
    for part in parts:
        shown = located(xml(client, part, "application/xml"))
        assert 0 < len(shown) <= 200
        together |= shown

    assert whole == together
    assert 404 == client.get(f"/sitemap-{len(parts) + 1}.xml").status_code


def test_the_feed_is_valid_atom(client: FlaskClient, service: Service) -> None:
    """Feed and entries have what RFC 4287 demands, and identifiers that stay."""
    feed = xml(client, "/feed.atom", "application/atom+xml")
    entries = feed.findall(f"{ATOM}entry")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}

    assert (f"{ATOM}feed", f"{SITE}/feed.atom") == (feed.tag, links["self"])
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    assert text(feed, f"{ATOM}id").startswith("https://w3id.org/equipoise/")
    assert text(feed, f"{ATOM}title")
    assert text(feed, f"{ATOM}updated") == max(text(one, f"{ATOM}updated") for one in entries)
    studies = {study.ref.iri: study for study in service.catalogue.studies()}
    assert len(entries) == min(len(studies), discovery.FEED_SIZE)
    for entry in entries:
        study = studies[text(entry, f"{ATOM}id")]
        category = entry.find(f"{ATOM}category")
        page = entry.find(f"{ATOM}link[@type='text/html']")
        assert study.ref.label == text(entry, f"{ATOM}title")
        assert category is not None and page is not None
        assert study.retracted == (category.get("term") == "retracted")
        assert f"{SITE}{Urls().href(study.ref.iri)}" == page.get("href")
        for name in ("updated", "published"):
            assert datetime.fromisoformat(text(entry, ATOM + name)).tzinfo is not None


def test_the_feed_tells_what_changed(editable: Settings) -> None:
    """After a change to one study it comes first as changed; the others keep their dates."""
    before = published(editable)
    path = editable.data / "studies/roerink-2017.ttl"
    path.write_text(path.read_text("utf-8") + "# a comment\n", "utf-8")
    assert build(editable).release is not None
    after = published(editable)
    trial = "https://w3id.org/equipoise/id/study/roerink-2017"

    assert ("new", "changed") == (before[trial][0], after[trial][0])
    assert trial == next(iter(after))
    assert before[trial][1] == after[trial][1]
    assert before[trial][2] < after[trial][2]
    assert before | {trial: after[trial]} == after


def published(settings: Settings) -> dict[str, tuple[str | None, str, str]]:
    """Return category, first and last date of each study in the feed."""
    service = Service(settings)
    try:
        client = create_app(service).test_client()
        feed = xml(client, "/feed.atom", "application/atom+xml")
    finally:
        service.close()
    return {
        text(entry, f"{ATOM}id"): (
            entry.find(f"{ATOM}category").get("term"),  # type: ignore[union-attr]
            text(entry, f"{ATOM}published"),
            text(entry, f"{ATOM}updated"),
        )
        for entry in feed.findall(f"{ATOM}entry")
    }


def test_browsers_can_search_here(client: FlaskClient) -> None:
    """The search description has a template that finds what it is given."""
    found = xml(client, "/opensearch.xml", "application/opensearchdescription+xml")
    template = found.find(f"{OPENSEARCH}Url[@type='text/html']")
    assert template is not None
    address = str(template.get("template")).replace("{searchTerms}", "anakinra")

    assert len(text(found, f"{OPENSEARCH}ShortName")) <= 16
    assert "roerink-2017" in client.get(address).text


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("application/atom+xml", "/feed.atom"),
        ("application/opensearchdescription+xml", "/opensearch.xml"),
    ],
)
def test_every_page_leads_to_feed_and_search(client: FlaskClient, kind: str, path: str) -> None:
    """Feed readers and browsers find both in the head of any page."""
    for page in ("/", "/study/roerink-2017", "/studies", "/data"):
        assert re.search(
            rf'<link rel="\w+" type="{re.escape(kind)}" href="{path}" title="[^"]+">',
            client.get(page, headers={"Accept": "text/html"}).text,
        )


def test_the_dates_are_in_the_graph(service: Service, release: Release) -> None:
    """SPARQL knows when each document was new and when it last changed."""
    answer = service.run(
        "PREFIX dcterms: <http://purl.org/dc/terms/> SELECT (COUNT(*) AS ?n) "
        "{ ?document dcterms:created ?created ; dcterms:modified ?modified }",
        "text/csv",
    )

    assert f"n\r\n{len(release.manifest.documents)}\r\n" == answer.body.decode()
