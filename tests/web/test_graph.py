"""The view around a record: a page of sentences, and the same rows as JSON, CSV and GraphML."""

import csv
import gzip
import hashlib
import html
import io
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from graph.namespaces import DEFAULT_BASE
from tests.web.test_speed import median
from web.reading import ties
from web.reading.ties import VERBS

BROWSER = {"Accept": "text/html"}
FOCUS = "hypothesis/il-1-drives-fatigue"
IRI = f"{DEFAULT_BASE}id/{FOCUS}"
WEB = Path(__file__).parents[2] / "web"
DRAWING = WEB / "drawing"
VENDOR = WEB / "static" / "vendor"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


def read(client: FlaskClient, address: str) -> str:
    """Return the words of a page, without markup."""
    text = client.get(address, headers=BROWSER).text
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", text)))


def test_the_page_tells_paths_as_sentences(client: FlaskClient) -> None:
    """What a trial reports, how that bears on the hypothesis, and what it leaves open."""
    page = read(client, f"/graph?focus={FOCUS}")

    assert "It reports: Fatigue severity at 4 weeks did not clearly differ" in page
    assert "Inconclusive, indirectly: IL-1 signalling drives fatigue in ME/CFS." in page
    assert "It has this limit: Most of the studies reviewed were not in ME/CFS." in page
    assert "IL-1 signalling drives fatigue in ME/CFS. is about it" in page
    assert "10 records one step away" in page


def test_every_record_of_the_page_can_be_the_middle(client: FlaskClient) -> None:
    """Each record links to the view around itself, which is there."""
    page = client.get(f"/graph?focus={FOCUS}", headers=BROWSER).text
    links = {html.unescape(link) for link in re.findall(r'class="centre" href="([^"]+)"', page)}

    assert 10 == len(links)
    assert {200} == {client.get(link, headers=BROWSER).status_code for link in links}


def test_all_formats_hold_the_same_rows(client: FlaskClient) -> None:
    """JSON, CSV and GraphML have every statement of the page and no other."""
    told = client.get(f"/graph.json?focus={FOCUS}").get_json()
    rows = list(csv.DictReader(io.StringIO(client.get(f"/graph.csv?focus={FOCUS}").text)))
    graph = ET.fromstring(client.get(f"/graph.graphml?focus={FOCUS}").text)
    page = client.get(f"/graph?focus={FOCUS}", headers=BROWSER).text

    assert told["focus"] == IRI
    assert [row["sentence"] for row in rows] == [row["sentence"] for row in told["statements"]]
    assert len(rows) == page.count('<li class="path') == len(graph.findall(f".//{GRAPHML}edge"))
    assert [record["iri"] for record in told["records"]] == [
        node.get("id") for node in graph.iter(f"{GRAPHML}node")
    ]


def test_a_view_two_steps_wide_holds_the_narrower_one(client: FlaskClient) -> None:
    """Steps in the address widen the view, and the first step stays."""
    near, far = (
        client.get(f"/graph.json?focus={FOCUS}&steps={steps}").get_json() for steps in (1, 2)
    )

    assert {record["iri"] for record in near["records"]} < {item["iri"] for item in far["records"]}
    assert (1, 2) == (near["steps"], far["steps"])


def test_a_view_without_room_says_so(client: FlaskClient) -> None:
    """Two steps around the condition of every study are more than a view holds."""
    told = client.get("/graph.json?focus=condition/me-cfs&steps=2").get_json()
    page = client.get("/graph?focus=condition/me-cfs&steps=2", headers=BROWSER)

    assert ties.MOST == len(told["records"])
    assert told["leftOut"] > 0
    assert f"{told['leftOut']} records as near as the furthest" in page.text
    assert len(gzip.compress(page.data)) < 60_000


def test_a_record_is_named_by_its_iri_or_by_a_part_of_it(client: FlaskClient) -> None:
    """An IRI, an IRI of a part, and kind with slug choose the same record."""
    views = {
        client.get("/graph.json", query_string={"focus": focus}).get_json()["focus"]
        for focus in (FOCUS, IRI, f"{IRI}#prediction")
    }

    assert {IRI} == views


def test_a_record_that_nothing_links_has_a_page(client: FlaskClient) -> None:
    """A contributor is in no statement; a record that is not there is not found."""
    assert "No statement in the graph links it" in read(client, "/graph?focus=contributor/curators")
    assert 404 == client.get("/graph?focus=study/no-such", headers=BROWSER).status_code
    assert 404 == client.get("/graph?focus=urn:x:y", headers=BROWSER).status_code
    assert 400 == client.get("/graph.json").status_code


def test_without_a_record_the_page_offers_some(client: FlaskClient) -> None:
    """Words find records to start from, by links to their views."""
    page = client.get("/graph?q=anakinra", headers=BROWSER).text

    assert "/graph?focus=intervention%2Fanakinra" in page
    assert "/graph?focus=hypothesis%2F" in client.get("/graph", headers=BROWSER).text


@pytest.mark.parametrize(
    "path",
    ["study/roerink-2017", FOCUS, "question/il-1-central-versus-peripheral", "target/il-1"],
)
def test_every_record_leads_to_its_view(client: FlaskClient, path: str) -> None:
    """The page of a record links to the view around it."""
    page = client.get(f"/{path}", headers=BROWSER).text

    assert f'href="/graph?focus={path.replace("/", "%2F")}"' in page


def test_the_view_answers_within_50_ms(client: FlaskClient) -> None:
    """The view around a trial, two steps wide, in the best of three medians of 20."""
    address = "/graph?focus=study/roerink-2017&steps=2"

    assert min(median(client, f"{address}&run={run}") for run in range(3)) < 0.05


def test_the_bundle_is_made_from_these_sources() -> None:
    """The bundled script carries the digest of web/drawing; `make bundle` renews it."""
    files = sorted(DRAWING.iterdir())
    lines = (f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in files)
    digest = hashlib.sha256("".join(lines).encode()).hexdigest()
    (bundle,) = VENDOR.glob("drawing-*.js")

    assert digest in bundle.read_text("utf-8").partition("\n")[0]
    assert hashlib.sha256(bundle.read_bytes()).hexdigest()[:12] in bundle.name
    assert 170_000 >= len(gzip.compress(bundle.read_bytes(), 9))


def test_the_lock_of_the_script_pins_by_hash_and_names_no_host() -> None:
    """package-lock.json holds versions and hashes, and no address."""
    text = (DRAWING / "package-lock.json").read_text("utf-8")

    assert "://" not in text
    assert text.count('"version"') == text.count('"integrity"') > 3


def test_every_relation_has_a_verb(client: FlaskClient) -> None:
    """No relation that the question answers with is left without words."""

    relations = set(
        re.findall(r'"([a-z-]+)"', (WEB.parent / "graph/queries/graph-rows.rq").read_text())
    )

    assert relations - {"weighed"} == set(VERBS)
