"""The pages that list: hypotheses by topic, questions, studies, the home page, completeness."""

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


def section(page: str, name: str) -> str:
    """Return one section of a page."""
    found = re.search(rf'<section class="[^"]*" id="{name}".*?</section>', page, re.DOTALL)
    assert found is not None
    return found[0]


def claims(markup: str) -> list[str]:
    """Return the addresses of the records that a list names."""
    return re.findall(r'<p class="claim[^"]*"><a href="([^"]+)"', markup)


def test_hypotheses_are_grouped_by_topic_with_an_index(
    client: FlaskClient, service: Service
) -> None:
    """Each topic stands in the index and has a section with exactly its hypotheses."""
    page = read(client, "/hypotheses")
    listed = service.catalogue.hypotheses()
    topics = {item.tree.iri.rpartition("/")[2]: item.tree for item in listed if item.tree}

    assert len(topics) > 10
    for key, topic in topics.items():
        expected = {
            f"/hypothesis/{i.ref.iri.rpartition('/')[2]}" for i in listed if i.tree == topic
        }
        assert f'<li><a href="#{key}">{html.escape(topic.label)}</a>' in page
        assert expected == set(claims(section(page, key)))


def test_a_hypothesis_page_leads_back_to_its_topic(client: FlaskClient) -> None:
    """The path to a hypothesis names its topic, and related claims stand apart."""
    page = read(client, "/hypothesis/hydrocortisone-low-dose-reduces-fatigue")

    assert '<a href="/hypotheses#hpa-axis">HPA axis</a>' in page
    related = section(page, "tree").partition("Related claims, not implied by each other")[2]
    assert "/hypothesis/low-cortisol-contributes-to-fatigue" in claims(related)


def test_questions_can_be_narrowed_to_a_topic(client: FlaskClient, service: Service) -> None:
    """Only questions of the topic are listed, each with its name, and the topic stays chosen."""
    page = read(client, "/questions?tree=hpa-axis")
    expected = [
        item
        for item in service.catalogue.questions()
        if item.tree and item.tree.iri.endswith("/hpa-axis")
    ]

    assert len(expected) == len(claims(page)) == page.count('class="topic" href="/questions?tree=')
    assert f'<option value="hpa-axis" selected>HPA axis ({len(expected)})</option>' in page
    assert "No question in the graph matches." in read(client, "/questions?tree=unicorns")


@pytest.mark.parametrize(
    ("chosen", "wanted"),
    [
        ("people=long-covid", "/id/condition/long-covid"),
        ("people=fukuda-1994", "/id/case-definition/fukuda-1994"),
    ],
)
def test_studies_can_be_narrowed_by_who_took_part(
    client: FlaskClient, service: Service, chosen: str, wanted: str
) -> None:
    """A condition and a case definition keep the studies that have it."""
    expected = {
        f"/study/{item.ref.iri.rpartition('/')[2]}"
        for item in service.catalogue.studies()
        if any(ref.iri.endswith(wanted) for ref in (*item.conditions, *item.definitions))
    }

    assert expected
    assert expected == set(claims(read(client, f"/studies?{chosen}")))


def test_studies_can_be_narrowed_by_decade(client: FlaskClient, service: Service) -> None:
    """A decade keeps its years, and studies without a report can be asked for."""
    studies = service.catalogue.studies()

    assert sum((item.year or "").startswith("199") for item in studies) == len(
        claims(read(client, "/studies?decade=1990s"))
    )
    assert sum(item.year is None for item in studies) == len(
        claims(read(client, "/studies?decade=unknown"))
    )


def test_the_home_page_is_short(client: FlaskClient) -> None:
    """Contested and most weighed hypotheses, old questions and queries: at most five of each."""
    page = read(client, "/")
    counts = [len(claims(section(page, name))) for name in ("contested", "weighed", "open")]

    assert all(0 < count <= 5 for count in counts)
    assert 5 == len(re.findall(r'<li><a href="/queries/', section(page, "ask")))
    for item in section(page, "contested").split("<li>")[1:]:
        assert 'class="mark supports' in item
        assert 'class="mark refutes' in item


def test_the_questions_open_for_longest_come_first(client: FlaskClient) -> None:
    """Each question on the home page shows the year since which it is asked, oldest first."""
    years = re.findall(r"asked since (\d{4})", section(read(client, "/"), "open"))

    assert 5 == len(years)
    assert sorted(years) == years


def test_completeness_is_told_for_every_field(client: FlaskClient, service: Service) -> None:
    """Each field has its counts, its share as a number and a bar, and links to the data."""
    page = read(client, "/completeness")
    fields = service.catalogue.completeness()

    assert fields
    assert len(fields) == page.count('<rect class="part"')
    assert all(
        f"{item.filled:,} of {item.records:,}" in page.replace("\u202f", ",") for item in fields
    )
    assert "does not report it" in page
    assert '<a href="/queries/completeness.csv">CSV</a>' in page


@pytest.mark.parametrize("address", ["/how", "/data", "/studies"])
def test_completeness_can_be_found(client: FlaskClient, address: str) -> None:
    """Pages that explain link to it, and every page does at its foot."""
    expected = 1 if address == "/studies" else 2

    assert expected == read(client, address).count('href="/completeness"')


@pytest.mark.parametrize("root", ["", "/evidence"])
def test_commands_to_copy_name_this_server(client: FlaskClient, root: str) -> None:
    """The examples for curl hold absolute addresses, below a path as well."""
    base = f"http://graph.example:8080{root}"

    def page(path: str) -> str:
        return client.get(path, headers=BROWSER, base_url=base).text

    assert f"curl --get {base}/sparql --data-urlencode" in page("/sparql")
    assert f"{base}/id/study/roerink-2017</code>" in page("/data")
    assert f'"contentUrl": "{base}/data/' in page("/data")
