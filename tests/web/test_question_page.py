"""The question page: how it stood at the end of a year, without a script."""

import re

import pytest
from flask.testing import FlaskClient

from tests.web.test_compare import words

BLINDED = "/question/rituximab-against-placebo"
BROWSER = {"Accept": "text/html", "Cache-Control": "no-cache"}


def read(client: FlaskClient, address: str) -> str:
    answer = client.get(address, headers=BROWSER)
    assert 200 == answer.status_code
    return answer.text


def panel(page: str, name: str) -> str:
    found = re.search(rf'<section class="panel" id="{name}".*?</section>', page, re.DOTALL)
    assert found is not None
    return found[0]


def lead(page: str) -> str:
    return words(page.partition('<header class="lead">')[2].partition("</header>")[0])


@pytest.mark.parametrize(
    ("year", "status", "tried"),
    [
        ("2010", "open", []),
        ("2011", "addressed", ["fluge-2011"]),
        ("2019", "addressed", ["fluge-2011", "fluge-2019"]),
    ],
)
def test_a_question_is_shown_as_it_stood(
    client: FlaskClient, year: str, status: str, tried: list[str]
) -> None:
    """Status, steps and attempts are those of the end of the year, and a banner says so."""
    page = read(client, f"{BLINDED}?as_of={year}")

    assert f"As it stood at the end of {year}. It was {status}" in lead(page)
    assert f'rel="bookmark" href="{BLINDED}?as_of={year}"' in page
    assert f'<a href="{BLINDED}">Today</a>' in page
    attempts = re.findall(r'<p class="claim"><a href="/study/([^"]+)"', panel(page, "addressed"))
    assert tried == attempts
    assert all(
        found <= year for found in re.findall(r'<p class="when">(\d+)', panel(page, "steps"))
    )
    assert f"as_of={year}" in panel(page, "steps").partition("Query")[0].rpartition("<a ")[2]


def test_before_anybody_raised_it_a_question_has_no_status(client: FlaskClient) -> None:
    """That nobody had asked is said, and no status, study or meaning of a status is shown."""
    page = read(client, f"{BLINDED}?as_of=2008")

    assert "No study in this graph is known to have raised it by then" in lead(page)
    assert "badge status" not in page.partition("</header>")[0].rpartition("<header")[2]
    assert "directly supports or refutes" not in lead(page)
    assert "no study" in panel(page, "raised").lower()
    assert "No study in this graph had tried" in panel(page, "addressed")


def test_years_of_change_are_offered(client: FlaskClient) -> None:
    """Each is a link, today is one, and what is no year changes nothing."""
    page = read(client, BLINDED)
    offered = re.findall(rf'href="{BLINDED}\?as_of=(\d+)#steps"', page)

    assert ["2009", "2011", "2019"] == offered
    assert f'<a href="{BLINDED}#steps" aria-current="true">today</a>' in page
    assert "As it stood at the end of 20" not in lead(read(client, f"{BLINDED}?as_of=soon"))


def test_what_has_no_year_is_said_to_be_of_today(client: FlaskClient) -> None:
    """Hypotheses, the study that would settle it and near questions do not follow the year."""
    page = read(client, f"{BLINDED}?as_of=2010")

    for name in ("hypotheses", "settle", "near"):
        assert "As of today, whatever the year." in panel(page, name)
    assert "As of today, whatever the year." not in read(client, BLINDED)
