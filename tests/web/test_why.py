"""Why a number is what it is: the page behind each “why?”, and the same as data."""

import html
import json
import re
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph.namespaces import DEFAULT_BASE, PROV
from graph.rulebook import rulebook

BROWSER = {"Accept": "text/html"}
BALANCE = "id/hypothesis/rituximab-maintenance-reduces-fatigue#balance-supports-direct"
RATIO = "id/study/roerink-2017#risk-ratio-9942db1cb3c8afbb"


def why(iri: str, extension: str = "") -> str:
    return f"/why{extension}?iri={quote(iri, safe='')}"


def test_a_balance_leads_to_rule_rows_documents_and_sources(client: FlaskClient) -> None:
    """The page says what was counted, by which rule, from which rows, stated where."""
    page = client.get(why(BALANCE), headers=BROWSER).text

    assert "Independent studies</dt>\n  <dd>1</dd>" in page
    assert 'href="/study/fluge-2015#evidence-1"' in page
    assert 'href="/graph/assessments/fluge-2015">assessments/fluge-2015</a>' in page
    assert 'href="https://clinicaltrials.gov/study/NCT01156909"' in page
    assert "It is a count, not a score" in page
    assert "SELECT" in page


def test_a_derived_effect_shows_its_formula_and_both_rules(client: FlaskClient) -> None:
    """The rule that computed the number comes with the one that says what its interval shows."""
    page = client.get(why(RATIO), headers=BROWSER).text

    assert "Risk ratio (2/25) / (5/25) = 0.4" in page
    assert 'id="derived-risk-ratio"' in page
    assert 'id="informative"' in page


def test_the_macro_leads_to_the_page(app: Flask, client: FlaskClient) -> None:
    """A “why?” beside a figure is a link to the explanation of what the figure is said of."""
    with app.test_request_context("/"):
        macros = app.jinja_env.get_template("_ui.html").module
        made = str(macros.why(DEFAULT_BASE + BALANCE, "the balance", "evidence-balance"))  # type: ignore[attr-defined]
    address = made.partition('href="')[2].partition('"')[0]

    assert address.endswith("#evidence-balance")
    assert 'id="evidence-balance"' in client.get(address, headers=BROWSER).text
    assert "How the balance was computed" in made


@pytest.mark.parametrize(
    ("address", "anchor"),
    [
        ("/hypothesis/rituximab-maintenance-reduces-fatigue", "contested"),
        ("/hypothesis/rituximab-maintenance-reduces-fatigue", "evidence-balance"),
        ("/question/il-1-central-versus-peripheral", "question-status"),
        ("/study/roerink-2017", "pem-requirement"),
    ],
)
def test_a_computed_mark_leads_to_its_rule(client: FlaskClient, address: str, anchor: str) -> None:
    """Badges and balances have a “why?” whose page explains that very rule."""
    page = html.unescape(client.get(address, headers=BROWSER).text)
    links = re.findall(r'<a class="why" href="([^"]+)"', page)
    [found] = {link for link in links if link.endswith(f"#{anchor}")}

    assert f'id="{anchor}"' in client.get(found, headers=BROWSER).text


def test_the_same_as_data(client: FlaskClient) -> None:
    """JSON holds rule, query and rows; Turtle says by which activity it was generated."""
    [one] = json.loads(client.get(why(BALANCE, ".json")).text)
    turtle = client.get(why(BALANCE), headers={"Accept": "text/turtle"})
    store = ox.Store()
    store.load(turtle.data, format=ox.RdfFormat.TURTLE)
    about = ox.NamedNode(DEFAULT_BASE + BALANCE)

    assert "graph/rules/evidence-balance.rq" == one["rule"]["file"]
    assert 1 == len(one["rows"])
    assert list(store.quads_for_pattern(about, ox.NamedNode(PROV + "wasGeneratedBy"), None))
    assert why(DEFAULT_BASE + BALANCE, ".ttl") == turtle.headers["Content-Location"]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/why", 200, "IRI of a record"),
        (why("id/nothing/here"), 404, "Nothing was computed about"),
        (why("id/publication/roerink-2017"), 404, "Nothing was computed about"),
        (why("javascript:alert(1)"), 404, "Nothing was computed about"),
        (why("not an <iri>"), 404, "Nothing was computed about"),
        ("/why.json", 400, "Name what to explain"),
        (why(BALANCE, ".pdf"), 404, "There is no .pdf"),
    ],
)
def test_what_cannot_be_explained_is_said(
    client: FlaskClient, address: str, status: int, words: str
) -> None:
    """Without a thing the page asks for one; of a thing with nothing computed it says so."""
    answer = client.get(address, headers=BROWSER)

    assert (status, True) == (answer.status_code, words in answer.text)


def test_every_rule_has_its_words() -> None:
    """Each rule says what it concludes, with an example, why, and what it does not say."""
    assert [] == [
        rule.name
        for rule in rulebook()
        if not (rule.concludes and rule.example and rule.reason and rule.limits)
    ]
