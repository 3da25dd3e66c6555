"""What every page has: the frame, no foreign or inline code, and links that lead somewhere."""

import re
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient

from graph.service import Service
from web.http.headers import POLICY
from web.urls import Urls

BROWSER = {"Accept": "text/html"}
CSP = "Content-Security-Policy"
#: What a page with an editor adds to the policy: styles of its own, by a number used once.
NONCE = re.compile(r"; style-src 'self' 'nonce-[\w-]{16,}'$")
STUDY = "/study/roerink-2017"
EVERY_KIND = [
    "/",
    "/search",
    "/search?q=anakinra",
    "/search?q=nothing-has-this-word",
    "/studies",
    "/hypotheses",
    "/questions",
    "/questions?tree=hpa-axis",
    "/studies?decade=1990s&people=me-cfs",
    "/completeness",
    "/validation",
    "/validation?record=study/peterson-1998",
    "/why",
    "/why?iri=id/hypothesis/rituximab-maintenance-reduces-fatigue",
    "/ontology/stance",
    "/study/roerink-2017?depth=30s",
    "/interventions",
    "/targets",
    "/conditions",
    "/case-definitions",
    "/instruments",
    "/publications",
    "/queries",
    "/queries/study-findings",
    "/queries/study-findings?study=roerink-2017",
    "/queries/study-list",
    "/sparql",
    "/data",
    "/how",
    "/ns",
    "/shapes",
    "/graph/assessments/roerink-2017",
    STUDY,
    "/publication/roerink-2017",
    "/hypothesis/anakinra-4-weeks-reduces-fatigue",
    "/question/il-1-central-versus-peripheral",
    "/intervention/anakinra",
    "/target/il-1",
    "/condition/me-cfs",
    "/case-definition/fukuda-1994",
    "/instrument/cis-fatigue",
    "/contributor/curators",
    "/study/nobody-1900",
]


class Outline(HTMLParser):
    """The parts of a page that tests look at."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if found.get("id"):
            self.ids.append(str(found["id"]))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def read(client: FlaskClient, address: str) -> str:
    return client.get(address, headers=BROWSER).text


@pytest.mark.parametrize("address", EVERY_KIND)
def test_every_page_has_the_frame_that_readers_rely_on(client: FlaskClient, address: str) -> None:
    """One h1, a language, landmarks, a skip link, unique ids, and a strict content policy."""
    answer = client.get(address, headers=BROWSER)
    outline = Outline(answer.text)
    policy = NONCE.sub("", answer.headers[CSP])

    assert POLICY == policy
    assert [1, 1, 1] == [len(outline.all(tag)) for tag in ("h1", "main", "footer")]
    assert 1 == answer.text.count("<title>")
    assert ["en-GB"] == [found["lang"] for found in outline.all("html")]
    assert "#main" == outline.all("a")[0]["href"]
    assert [] == [name for name in set(outline.ids) if outline.ids.count(name) > 1]


@pytest.mark.parametrize("address", EVERY_KIND)
def test_no_page_loads_or_runs_anything_from_elsewhere(client: FlaskClient, address: str) -> None:
    """No script but data and files of our own, no inline style, no foreign address but links."""
    outline = Outline(read(client, address))
    loaded = [
        str(found.get("src") or found.get("href"))
        for tag in ("script", "img", "iframe", "link", "source")
        for found in outline.all(tag)
        if found.get("src") or (tag == "link" and found.get("rel") in {"stylesheet", "icon"})
    ]
    inline = {found.get("type") for found in outline.all("script") if "src" not in found}

    assert {"application/ld+json", "application/json"} >= inline
    assert [] == [found for _, found in outline.tags if "style" in found or "onclick" in found]
    assert all(source.startswith("/static/") for source in loaded)


def test_every_record_of_the_graph_has_a_page(client: FlaskClient, service: Service) -> None:
    """Whatever has a label has a page with one h1 and unique anchors."""
    catalogue = service.catalogue
    iris = [item.ref.iri for item in catalogue.studies()]
    iris += [item.ref.iri for item in catalogue.hypotheses()]
    iris += [item.ref.iri for item in catalogue.questions()]
    for kind in ("intervention", "target", "condition", "case-definition", "instrument"):
        iris += [ref.iri for ref in catalogue.things(kind)]
    broken = []
    for iri in iris:
        answer = client.get(str(Urls().href(iri)), headers=BROWSER)
        outline = Outline(answer.text)
        if answer.status_code != 200 or len(set(outline.ids)) != len(outline.ids):
            broken.append(iri)

    assert [] == broken
    assert len(iris) > 30


def test_a_site_below_a_path_stays_below_it(client: FlaskClient) -> None:
    """Mounted at /evidence, no page, form or file is looked for outside it."""
    answer = client.get(STUDY, headers=BROWSER, base_url="http://localhost/evidence")
    outline = Outline(answer.text)
    local = [
        str(found.get("href") or found.get("action"))
        for tag in ("a", "link", "form")
        for found in outline.all(tag)
    ]

    assert [] == [path for path in local if path.startswith("/") and path[:10] != "/evidence/"]
    assert "</evidence/study/roerink-2017.ttl>" in answer.headers["Link"]


def test_the_style_sheet_loads_nothing(client: FlaskClient) -> None:
    """One file, no imports, no addresses, and cached for good under its version."""
    sheet = re.search(r'href="(/static/equipoise\.css\?v=\w+)"', read(client, "/"))
    assert sheet is not None
    answer = client.get(sheet[1])

    assert 200 == answer.status_code
    assert [] == re.findall(r"@import|url\(|https?://", answer.text)
    assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("address", EVERY_KIND)
def test_every_link_inside_the_site_leads_somewhere(client: FlaskClient, address: str) -> None:
    """No page links to a missing page, a missing anchor, or a panel without data."""
    here = Outline(read(client, address))
    broken = []
    for target in {str(found["href"]) for found in here.all("a")}:
        if target.startswith("#"):
            if target[1:] not in here.ids:
                broken.append(target)
        elif target.startswith("/"):
            answer = client.get(target.partition("#")[0], headers={"Accept": "text/html,*/*;q=0.1"})
            anchor = target.partition("#")[2]
            if answer.status_code != 200 or (anchor and f'id="{anchor}"' not in answer.text):
                broken.append(target)

    assert [] == broken
