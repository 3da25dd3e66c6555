"""The search page: types with counts, filters of a type, pages, and what an address keeps."""

import html
import re

import pytest
from flask.testing import FlaskClient

from graph.service import Service

BROWSER = {"Accept": "text/html"}


def read(client: FlaskClient, address: str) -> str:
    answer = client.get(address, headers=BROWSER)
    assert 200 == answer.status_code
    return answer.text


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
