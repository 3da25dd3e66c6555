"""What the checks found: the page, its narrowings, and the report as data."""

import csv
import html
import io
import json
import re

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from graph.namespaces import DEFAULT_BASE
from graph.service import Service
from graph.validation import Defect, Report
from web.reading.checks import failed

BROWSER = {"Accept": "text/html"}
RECORD = "study/peterson-1998"
SH = "http://www.w3.org/ns/shacl#"


@pytest.fixture(scope="module")
def report(service: Service) -> Report:
    assert service.report is not None
    return service.report


def test_a_release_keeps_what_its_check_found(report: Report) -> None:
    """It names documents, not files of the machine that built it, and holds no violation."""
    assert report.conforms
    assert report.defects
    assert not [d.path for d in report.defects if d.path.startswith("/") or ".ttl" in d.path]
    assert report == Report.read(report.json())


def test_the_page_shows_every_warning_and_how_to_mend_it(
    client: FlaskClient, report: Report
) -> None:
    """Each warning stands there with its record, its message and its remedy."""
    page = client.get("/validation?severity=warning", headers=BROWSER).text
    shown = page.replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">").replace("−", "-")

    for defect in report.only(severity="Warning").defects:
        assert defect.message in shown
        assert defect.label in shown.replace("&amp;", "&")
    assert f"{report.count('Warning')} warnings" in page


def test_a_record_says_how_many_and_leads_to_them(client: FlaskClient, report: Report) -> None:
    """The page of a record with a note links to the report narrowed to it."""
    page = client.get(f"/{RECORD}", headers=BROWSER).text
    [defect] = report.by_record[f"{DEFAULT_BASE}id/{RECORD}"]
    narrowed = client.get(f"/validation?record={RECORD}", headers=BROWSER).text

    assert '<a href="/validation?record=study%2Fpeterson-1998">1 note</a>' in page
    assert defect.label in narrowed
    assert "checks" not in client.get("/study/roerink-2017.ttl").text


def test_the_report_is_data_too(client: FlaskClient, report: Report) -> None:
    """Turtle, JSON-LD, JSON and CSV hold as many results as the page counts, narrowed or not."""
    store = ox.Store()
    store.load(client.get("/validation.ttl").data, format=ox.RdfFormat.TURTLE)
    results = list(store.quads_for_pattern(None, ox.NamedNode(SH + "result"), None))
    rows = list(csv.DictReader(io.StringIO(client.get("/validation.csv?severity=warning").text)))
    narrowed = json.loads(client.get(f"/validation.json?record={RECORD}").text)

    assert len(report.defects) == len(results)
    assert report.count("Warning") == len(rows)
    assert 1 == len(narrowed["defects"])
    assert {"label", "message", "value", "mend", "note", "path", "line"} <= set(rows[0])


def test_a_record_without_defects_is_not_called_complete(client: FlaskClient) -> None:
    """Nothing found is no verdict: the page leads on to what is missing."""
    page = client.get("/validation?record=target/il-1", headers=BROWSER).text

    assert "That does not mean that nothing is missing" in page
    assert 'href="/completeness"' in page


def test_a_group_is_titled_by_what_is_looked_for(client: FlaskClient, report: Report) -> None:
    """No title has a value of a record in it; the message of each record stands below."""
    page = html.unescape(client.get("/validation", headers=BROWSER).text).replace("−", "-")
    titles = re.findall(r'<p class="purpose">(.*?)</p>', page)[1:]

    assert "Evidence links that rest on retracted or doubted publications" in titles
    assert "Refutations that rest on an interval which spans no effect" in titles
    assert not [title for title in titles if "http" in title or "…" in title]
    for defect in report.defects:
        if defect.code in {"C11", "C17", "C53"}:
            assert f"<p>{defect.message}</p>" in page


def test_a_group_leads_to_its_constraint(client: FlaskClient) -> None:
    """What a group is titled by stands on the page of the shapes."""
    page = client.get("/validation", headers=BROWSER).text
    shapes = client.get("/shapes", headers=BROWSER).text
    anchors = re.findall(r'href="/shapes#([\w-]+)"', page)

    assert {"rests-on-retraction", "EvidenceLink-null-refutes"} <= set(anchors)
    assert not [anchor for anchor in anchors if f'id="{anchor}"' not in shapes]


def test_what_no_constraint_says_still_has_a_neutral_title() -> None:
    """A defect of a code that nobody knows any more is shown under that code."""
    defect = Defect("d", 1, "x:r", "R", "Info", "C999", "R has 7 of <x:y>.", "mend it")
    [group] = failed(Report(1, 1, 1, 0, (defect,)), (), {})

    assert "What is checked under C999" == group.title
    assert defect == group.findings[0].defect
