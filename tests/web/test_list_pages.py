"""The pages that list: hypotheses by topic, questions, studies, the home page, completeness."""

import csv
import html
import io
import re

import pytest
from flask.testing import FlaskClient

from graph.service import Service
from web.urls import Urls

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

    assert '<a href="/hypotheses?tree=hpa-axis">HPA axis</a>' in page
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


@pytest.mark.parametrize("kind", ["intervention", "target", "publication"])
def test_lists_of_things_can_be_narrowed_by_letter(
    client: FlaskClient, service: Service, kind: str
) -> None:
    """A letter keeps the things whose name begins with it, and stays chosen."""
    letters = [ref.label[:1].upper() for ref in service.catalogue.things(kind)]
    address = f"{Urls().listing(kind)}?letter=a"
    page = read(client, address)

    assert letters.count("A") > 0
    assert letters.count("A") == len(re.findall(rf'<li><a href="/{kind}/', page))
    assert f'<option value="a" selected>A ({letters.count("A")})</option>' in page


def test_lists_can_be_sorted(client: FlaskClient, service: Service) -> None:
    """An order is part of the address, stays chosen, and an unknown one is no order."""
    page = read(client, "/studies?order=largest")
    sizes = {item.ref.iri.rpartition("/")[2]: item.n for item in service.catalogue.studies()}
    shown = [sizes[address.rpartition("/")[2]] or 0 for address in claims(page)]

    assert sorted(shown, reverse=True) == shown
    assert '<option value="largest" selected>most participants first</option>' in page
    assert claims(read(client, "/studies")) == claims(read(client, "/studies?order=colour"))


def test_most_studied_things_come_first_on_demand(client: FlaskClient) -> None:
    """Instruments can be sorted by the number of studies that used them, which stands beside."""
    page = read(client, "/instruments?order=studies")
    counts = [int(number) for number in re.findall(r'<span class="quiet">(\d+) stud', page)]

    assert len(counts) > 5
    assert sorted(counts, reverse=True) == counts
    assert counts[0] > counts[-1]


def test_topics_can_be_read_alone(client: FlaskClient) -> None:
    """One topic shows its hypotheses alone, and the index still leads to every other one."""
    page = read(client, "/hypotheses?tree=hpa-axis")

    assert 1 == page.count('<section class="topic-group"')
    assert '<option value="hpa-axis" selected>HPA axis (' in page
    assert '<li><a href="/hypotheses?tree=' in page
    assert "No hypothesis in the graph matches." in read(client, "/hypotheses?tree=unicorns")


def test_a_panel_with_many_studies_is_bounded(client: FlaskClient, service: Service) -> None:
    """The page of the illness shows fifty studies, says how many there are, and has them all."""
    total = service.lists.linked(Urls().entity("condition", "me-cfs"), "study", 1).total
    studies = section(read(client, "/condition/me-cfs"), "studies")

    assert total > 50 == len(claims(studies))
    assert f"The first 50 of {total} are shown." in studies
    assert f"All {total} rows (CSV)" in studies


@pytest.mark.parametrize(
    "address",
    [
        "/interventions?letter=a",
        "/targets?letter=i",
        "/instruments?letter=s",
        "/publications?role=protocol",
        "/studies?stance=refutes&decade=2010s",
        "/hypotheses?tree=hpa-axis",
        "/questions?status=partlyaddressed",
    ],
)
def test_the_table_of_a_narrowed_list_has_the_rows_that_match(
    client: FlaskClient, address: str
) -> None:
    """As many rows as the link says, each of them on the page; data of the whole list says so."""
    page = html.unescape(read(client, address))
    found = re.search(r'<a href="([^"]+[.]csv[^"]+)">All (\d+) rows? \(CSV\)</a>', page)
    assert found is not None
    lines = list(csv.reader(io.StringIO(client.get(found[1]).text)))[1:]
    whole = list(csv.reader(io.StringIO(client.get(found[1].partition("?")[0]).text)))[1:]

    assert int(found[2]) == len(lines) < len(whole)
    for line in lines:
        assert f'"/{line[0].partition("/id/")[2]}"' in page
    assert "(query and JSON: the whole list)" in page
    assert "(query and JSON" not in read(client, address.partition("?")[0])


def test_related_studies_are_bounded(client: FlaskClient, service: Service) -> None:
    """The twelve closest are shown, each once with its reasons; the table has all of them."""
    iri = Urls().entity("study", "loebel-2016")
    closest = service.lists.relatives.closest(iri, 10_000).records
    related = [reasons[0].study.iri for reasons in closest]
    panel = section(read(client, "/study/loebel-2016"), "related")
    table = re.search(r'<a href="([^"]+)">All (\d+) \(CSV\)</a>', html.unescape(panel))

    assert [f"/study/{one.rpartition('/')[2]}" for one in related[:12]] == claims(panel)
    assert table is not None
    assert int(table[2]) == len(related) > 12
    rows = csv.DictReader(io.StringIO(client.get(table[1]).text))
    assert set(related) == {row["related"] for row in rows}
