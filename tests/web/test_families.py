"""Families of publications: protocol, reports, corrections and retractions, dated."""

import re

import pytest
from flask.testing import FlaskClient

BROWSER = {"Accept": "text/html"}


def family(client: FlaskClient, address: str) -> str:
    page = client.get(address, headers=BROWSER).text
    found = re.search(r'<ol class="plain family">.*?</ol>', page, re.DOTALL)
    assert found is not None
    return found[0]


@pytest.mark.parametrize(
    "address",
    ["/study/lombardi-2009", "/publication/lombardi-2009", "/publication/lombardi-2009-retraction"],
)
def test_a_report_and_its_retraction_know_each_other(client: FlaskClient, address: str) -> None:
    """On every page of the family the report is retracted, on a day, by the notice."""
    listed = family(client, address)

    assert ["2009", "2011"] == re.findall(r"<strong>(\d{4})</strong>", listed)
    assert "retracted on 2011-12-23" in listed
    assert 'Retracted by <a href="/publication/lombardi-2009-retraction">' in listed
    assert 'Retracts <a href="/publication/lombardi-2009">' in listed


def test_a_family_is_told_from_the_oldest_on(client: FlaskClient) -> None:
    """A protocol stands before the report, and the page says which one it is about."""
    listed = family(client, "/publication/roerink-2017")
    entries = re.findall(r"<li.*?</li>", listed, re.DOTALL)

    assert "Protocol" in entries[0] and "Main report" in entries[1]
    assert [False, True, False] == ['aria-current="true"' in entry for entry in entries]
