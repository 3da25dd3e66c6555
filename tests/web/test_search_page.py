"""The search page: types with counts, filters of a type, pages, and what an address keeps."""

import html
import json
import re

import pytest
from flask.testing import FlaskClient

from graph.service import Service

BROWSER = {"Accept": "text/html"}


def read(client: FlaskClient, address: str) -> str:
    answer = client.get(address, headers=BROWSER)
    assert 200 == answer.status_code
    return answer.text


STANDING = """
PREFIX eq: <https://w3id.org/equipoise/ns#>
SELECT DISTINCT ?study WHERE {
  ?study a eq:Study ; eq:reports ?finding .
  ?link eq:evidence ?finding ; eq:direction eq:Refutes .
  MINUS { ?study eq:restsOnRetraction true }
}
"""


def claims(page: str) -> list[str]:
    return re.findall(r'<p class="claim"><a href="([^"]+)"', page)


def kinds(page: str) -> dict[str, int]:
    """Return the number of hits that the page tells of each type."""
    found = re.findall(r'type=([\w-]+)"[^>]*>[^<]+<span class="quiet">(\d+)</span></a></li>', page)
    return {kind: int(count) for kind, count in found}


def test_each_type_is_counted(client: FlaskClient) -> None:
    """A type has as many hits as the page of that type lists, on all of its pages."""
    told = kinds(read(client, "/search?q=fatigue"))
    listed = claims(read(client, "/search?q=fatigue&type=study"))
    listed += claims(read(client, "/search?q=fatigue&type=study&page=2"))

    assert {"study", "hypothesis", "publication"} <= set(told)
    assert told["study"] == len(listed) == len(set(listed))
    assert told["hypothesis"] == len(claims(read(client, "/search?q=fatigue&type=hypothesis")))


def test_all_types_show_the_best_of_each(client: FlaskClient) -> None:
    """Ten of each type at most, with a link to the rest."""
    page = read(client, "/search?q=fatigue")

    assert 10 == sum(address.startswith("/study/") for address in claims(page))
    assert re.search(r'href="/search\?q=fatigue&amp;type=study">All \d+ studies</a>', page)


def test_studies_found_can_be_narrowed(client: FlaskClient, service: Service) -> None:
    """A filter keeps the studies that have the value; its options count those found."""
    page = read(client, "/search?q=rituximab&type=study&design=doubleblind")
    wanted = {
        f"/study/{study.ref.iri.rpartition('/')[2]}"
        for study in service.catalogue.studies()
        if any(design.label == "double blind" for design in study.designs)
    }
    everything = set(claims(read(client, "/search?q=rituximab&type=study")))

    assert everything & wanted == set(claims(page))
    assert f'<option value="doubleblind" selected>double blind ({len(everything & wanted)})' in page
    assert '<input type="hidden" name="q" value="rituximab">' in page
    assert '<input type="hidden" name="type" value="study">' in page


def test_a_page_of_hits_keeps_what_was_asked(client: FlaskClient) -> None:
    """The link to the next page holds the words, the type and the filters."""
    page = html.unescape(read(client, "/search?q=fatigue&type=study&pem=pemnotrequired"))
    more = read(client, "/search?q=fatigue&type=study")

    assert 'rel="next"' not in page or "pem=pemnotrequired&page=2" in page
    assert '<a href="/search?q=fatigue&amp;type=study&amp;page=2" rel="next">' in more


@pytest.mark.parametrize("plural", ["interventions", "targets", "conditions", "instruments"])
def test_a_list_of_things_can_be_taken_away(client: FlaskClient, plural: str) -> None:
    """The table has each thing of the page with its name and its number of studies."""
    page = html.unescape(read(client, f"/{plural}"))
    lines = client.get(f"/{plural}.csv").text.splitlines()

    assert "thing,label,studies" == lines[0]
    assert f'<a href="/{plural}.csv">All {len(lines) - 1} ' in page
    for line in lines[1:]:
        assert f"/{line.partition(',')[0].partition('/id/')[2]}" in page


def test_the_table_of_a_list_follows_its_filters(client: FlaskClient) -> None:
    """Publications narrowed to protocols are protocols in the table as well."""
    page = read(client, "/publications?role=protocol")
    lines = client.get("/publications.csv?role=protocol").text.splitlines()

    assert 'href="/publications.csv?role=protocol"' in page
    assert 4 == len(lines) - 1


def test_a_missing_page_offers_what_its_words_find(client: FlaskClient) -> None:
    """An address that is spelt like nothing is taken for a search."""
    answer = client.get("/study/vitamin-b-cells-norwegian-infusions", headers=BROWSER)
    spelt = client.get("/study/roerinck-2017", headers=BROWSER).text

    assert 404 == answer.status_code
    assert '<a href="/study/roerink-2017">' in spelt


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("10.7326/M16-2391", "/study/roerink-2017"),
        ("https://doi.org/10.7326/m16-2391", "/study/roerink-2017"),
        ("28265678", "/study/roerink-2017"),
        ("NCT02229942", "/study/fluge-2019"),
    ],
)
def test_an_identifier_leads_to_its_record(client: FlaskClient, text: str, address: str) -> None:
    """It answers 303 with the page; with text=1 it is searched for, and links keep that."""
    answer = client.get("/search", query_string={"q": text}, headers=BROWSER)
    words = client.get("/search", query_string={"q": text, "text": "1"}, headers=BROWSER)

    assert (303, address) == (answer.status_code, answer.headers["Location"])
    assert 200 == words.status_code
    assert address == claims(words.text)[0]
    assert "&amp;text=1&amp;type=" in words.text
    assert re.search(r'<input id="text" name="text" type="checkbox" value="1" checked>', words.text)


def test_words_and_types_are_never_taken_for_an_identifier(client: FlaskClient) -> None:
    """The name of an agent lists what mentions it, and a chosen type stays a search."""
    assert len(claims(read(client, "/search?q=anakinra"))) > 5
    assert claims(read(client, "/search?q=28265678&type=publication")) == [
        "/publication/roerink-2017"
    ]


def test_studies_are_narrowed_by_the_evidence_they_give(
    client: FlaskClient, service: Service
) -> None:
    """Lists and hits have the same filter; what a retracted study claimed counts for nothing."""
    rows = json.loads(service.run(STANDING).body)["results"]["bindings"]
    wanted = {f"/study/{row['study']['value'].rpartition('/')[2]}" for row in rows}
    listed = set(claims(read(client, "/studies?stance=refutes")))
    found = read(client, "/search?q=fatigue&type=study&stance=refutes")
    lines = client.get("/studies.csv?stance=refutes").text.splitlines()

    assert wanted == listed
    assert len(wanted) == len(lines) - 1
    assert set(claims(found)) == wanted & {
        *claims(read(client, "/search?q=fatigue&type=study")),
        *claims(read(client, "/search?q=fatigue&type=study&page=2")),
    }
    assert "/study/lombardi-2009" in read(client, "/studies?stance=retracted")
    assert "/study/lombardi-2009" not in read(client, "/studies?stance=supports")


def test_a_certainty_that_nobody_rated_is_a_value(client: FlaskClient) -> None:
    """One trial has a rating of its evidence; every other one says that none is recorded."""
    page = read(client, "/studies")
    rated = claims(read(client, "/studies?certainty=verylow"))

    assert ["/study/roerink-2017"] == rated
    assert re.search(r'<option value="unrecorded">not recorded \(\d+\)', page)


def test_hits_show_how_they_bear_on_hypotheses(client: FlaskClient) -> None:
    """A study has its stances, a hypothesis its balance, a retracted study that it counts not."""
    page = read(client, "/search?q=rituximab")
    hits = {item.partition('"')[0]: item for item in page.split('<p class="claim"><a href="')[1:]}
    gone = read(client, "/search?q=XMRV&type=study")

    assert "Refutes" in hits["/study/fluge-2019"]
    assert "Supports" in hits["/study/fluge-2011"]
    assert "retracted, not counted" in gone
    assert 'aria-label="Evidence"' in page
