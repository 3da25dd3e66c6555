"""Studies side by side: the page, its picker, and the same table to take away."""

import csv
import html
import io
import re

import pytest
from flask.testing import FlaskClient

from graph.records import Ref
from graph.service import Service
from tests.web.linked.test_plots import rows as plotted

BROWSER = {"Accept": "text/html"}
PAIR = "study=fluge-2011&study=fluge-2019"
ONE_SCALE = "study=prins-2001&study=roerink-2017"
MAINTENANCE = "rituximab-maintenance-reduces-fatigue"
SIX = "&".join(
    f"study={name}"
    for name in (
        *("roerink-2017", "fluge-2019", "fluge-2011"),
        *("lombardi-2009", "white-2011", "walitt-2024"),
    )
)


def read(client: FlaskClient, address: str) -> str:
    answer = client.get(address, headers=BROWSER | {"Cache-Control": "no-cache"})
    assert 200 == answer.status_code
    return answer.text


def table(client: FlaskClient, query: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(client.get(f"/compare.csv?{query}").text)))


def words(markup: str) -> str:
    """Return the text of markup, with single spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def bare(text: str) -> str:
    """Return the letters and digits of a text, which typesetting leaves alone."""
    return re.sub(r"[\W_]+", "", text).lower()


def rows(page: str) -> dict[str, str]:
    """Return the rows of the table by their names, as markup."""
    body = re.search(r'<table class="stack compare">.*?</table>', page, re.DOTALL)
    assert body is not None
    found = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', body[0], re.DOTALL)
    return {
        words(re.sub(r'<span class="compared">.*', "", name, flags=re.DOTALL)): cells
        for name, cells in found
    }


def test_studies_stand_in_the_order_of_the_address(client: FlaskClient) -> None:
    """The columns are the studies of the address, each once, and every cell says whose it is."""
    page = read(client, "/compare?study=fluge-2019&study=fluge-2011&study=fluge-2019")

    assert ["Fluge 2019", "Fluge 2011"] == re.findall(
        r'<th scope="col"><a href="/study/[^"]+">([^<]+)</a>', page
    )
    assert {"Fluge 2019", "Fluge 2011"} == set(re.findall(r'data-label="([^"]+)"', page))


def test_rows_in_which_studies_differ_are_marked(client: FlaskClient) -> None:
    """Two rituximab trials differ in size, not in condition, and disagree on a hypothesis."""
    marks = {line[1]: line[2] for line in table(client, PAIR)}

    assert "differs" == marks["Participants"]
    assert "alike" == marks["Condition"]
    assert "opposite" == next(mark for name, mark in marks.items() if name.startswith("CD20"))
    assert "in part" == marks["Case definition"]


def test_rows_that_are_alike_can_be_left_out(client: FlaskClient) -> None:
    """With the switch on, no row that is alike is left, the page says how many, and CSV follows."""
    page = read(client, f"/compare?{PAIR}&only=differences")
    every, some = table(client, PAIR), table(client, f"{PAIR}&only=differences")
    hidden = [line for line in every if line[2] == "alike"]

    assert [line for line in every if line[2] != "alike"] == some
    assert f"{len(hidden)} rows are left out" in words(page)
    assert 'href="/compare.csv?study=fluge-2011&amp;study=fluge-2019&amp;only=differences"' in page


def test_the_csv_has_all_that_the_page_shows(client: FlaskClient) -> None:
    """Every row and every value of the page is in the table to take away."""
    shown = rows(read(client, f"/compare?{SIX}"))
    taken = {line[1]: line[3:] for line in table(client, SIX)[1:]}

    assert list(taken) == list(shown)
    for name, cells in shown.items():
        said = bare(" ".join(taken[name]))
        for value in re.findall(r"<td[^>]*>(.*?)</td>", cells, re.DOTALL):
            for part in re.findall(r"<li>(.*?)</li>", value, re.DOTALL) or [value]:
                assert bare(words(part)) in said, name


def test_silence_is_told_apart_from_what_does_not_apply(client: FlaskClient) -> None:
    """A study that treated nobody has no agent; one whose dose is not recorded says so."""
    found = {line[1]: line[3:] for line in table(client, "study=fluge-2019&study=walitt-2024")}

    assert "not applicable" == found["Agent"][1]
    assert all("not reported" != cell for cell in found["Agent"])
    found = {line[1]: line[3:] for line in table(client, PAIR)}
    assert "not reported" in found["Dose"]


def test_markdown_is_one_table(client: FlaskClient) -> None:
    """Each line of the Markdown has as many cells as the head."""
    answer = client.get(f"/compare.md?{PAIR}")
    lines = answer.text.splitlines()

    assert "text/markdown" == answer.mimetype
    assert {6} == {len(re.findall(r"(?<!\\)\|", line)) for line in lines}
    assert "| --- | --- | --- | --- | --- |" == lines[1]


def test_a_study_is_found_and_added_without_a_script(client: FlaskClient) -> None:
    """The form keeps what is chosen; what it finds has a link that adds it, at the end."""
    page = read(client, "/compare?study=fluge-2019&q=anakinra")

    assert '<input type="hidden" name="study" value="fluge-2019">' in page
    assert 'href="/compare?study=fluge-2019&amp;study=roerink-2017"' in page
    assert "Related to Fluge 2019" in page
    assert 'href="/compare?study=fluge-2019&amp;study=fluge-2011"' in page


def test_what_cannot_be_compared_is_told(client: FlaskClient) -> None:
    """Unknown names and studies beyond the sixth are named, and the rest is compared."""
    page = read(client, f"/compare?{SIX}&study=fluge-2015&study=cash-2024")
    unknown = read(client, f"/compare?{PAIR}&study=nobody-1900&study=%3Cscript%3E")

    assert "2 studies of the address are left out" in words(page)
    assert 6 == len(re.findall(r'<th scope="col"><a', page))
    assert "There is no study called nobody-1900" in words(unknown)
    assert "<script>" not in unknown
    assert 400 == client.get("/compare.csv?study=fluge-2019").status_code


@pytest.mark.parametrize("address", ["/studies", "/study/fluge-2019", "/"])
def test_pages_lead_to_a_comparison(client: FlaskClient, address: str) -> None:
    """The list has boxes to tick, a study has its related ones, home has pairs that disagree."""
    page = read(client, address)

    if address == "/studies":
        assert '<form action="/compare" method="get">' in page
        assert '<input type="checkbox" name="study" value="fluge-2019" aria-label="Compare ' in page
    else:
        assert re.search(r'href="/compare\?study=[\w-]+&amp;study=[\w-]+">Compare<', page)


def test_crawlers_are_kept_out(client: FlaskClient) -> None:
    """There are more comparisons than anybody should index."""
    assert "Disallow: /compare?study=" in client.get("/robots.txt").text


def test_what_studies_share_is_drawn_on_one_axis(client: FlaskClient) -> None:
    """Two trials that used one fatigue scale stand together, and who has no such number is told."""
    page = read(client, f"/compare?{ONE_SCALE}&study=walitt-2024")
    drawn = page.partition('<table class="forest">')[2].partition("</table>")[0]

    assert "Checklist Individual Strength, fatigue severity subscale" in drawn
    assert '"/study/prins-2001' in drawn
    assert '"/study/roerink-2017' in drawn
    assert "injection-site reaction" not in drawn.lower()
    assert re.search(r"Without a comparison on these axes: .*walitt-2024", page)


def test_a_shared_plot_can_be_taken_along(client: FlaskClient) -> None:
    """Drawing and table hold what the page draws, and nothing is pooled in them."""
    page = read(client, f"/compare?{ONE_SCALE}")
    svg = client.get(f"/compare/forest.svg?{ONE_SCALE}")
    table_of = plotted(client, "/compare/forest", ONE_SCALE)

    assert f'href="/compare/forest.svg?{ONE_SCALE.replace("&", "&amp;")}"' in page
    assert "image/svg+xml" in svg.content_type
    assert "Prins 2001, Roerink 2017: what they share" in svg.text
    assert 2 == len({row["study_iri"] for row in table_of})
    assert {"reported", "derived"} >= {row["origin"] for row in table_of}
    for row in table_of:
        assert row["in_numbers"] in page.replace("&#8722;", "−")


def test_studies_without_a_shared_number_are_told_so(client: FlaskClient) -> None:
    """Nothing is drawn from one study alone; the page says why and there is no drawing."""
    apart = "study=roerink-2017&study=walitt-2024"
    page = read(client, f"/compare?{apart}")

    assert "No two of these studies have a comparison" in words(page)
    assert "/compare/forest.svg" not in page
    assert 404 == client.get(f"/compare/forest.svg?{apart}").status_code
    assert 400 == client.get("/compare/forest.svg?study=roerink-2017").status_code


def test_a_study_can_have_a_row_instead_of_a_column(client: FlaskClient) -> None:
    """Transposed by the address, page and table say the same, and every choice is kept."""
    page = read(client, f"/compare?{PAIR}&rows=studies&only=differences")
    turned = re.search(r'<table class="stack compare turned">.*?</table>', page, re.DOTALL)
    plain = table(client, f"{PAIR}&only=differences")

    assert turned is not None
    assert ["Fluge 2011", "Fluge 2019"] == re.findall(
        r'<th scope="row"><a href="/study/[^"]+">([^<]+)</a>', turned[0]
    )
    assert len(plain) - 1 == len(re.findall(r'<th scope="col" class=', turned[0]))
    assert [list(line) for line in zip(*plain, strict=True)] == table(
        client, f"{PAIR}&rows=studies&only=differences"
    )
    assert f'href="/compare?{PAIR}&only=differences"'.replace("&", "&amp;") in page
    assert '<input type="hidden" name="rows" value="studies">' in page


def test_a_chosen_hypothesis_stands_first(client: FlaskClient, service: Service) -> None:
    """Each study has its stance, how direct it is, and the finding; one that has none says so."""
    query = f"{PAIR}&study=lombardi-2009&hypothesis={MAINTENANCE}&only=differences"
    page = read(client, f"/compare?{query}")
    line = table(client, query)[1]
    iri = f"https://w3id.org/equipoise/id/hypothesis/{MAINTENANCE}"
    weighed = [
        item for item in service.catalogue.evidence(Ref(iri, "")) if "fluge-2019" in item.study.iri
    ]

    assert ["On the chosen hypothesis", "differs"] == [line[0], line[2]]
    assert "Leaves open: Two infusions were tested" in line[3]
    assert "has not been weighed against it" == line[5]
    for item in weighed:
        assert item.finding.label in line[4]
        assert f'href="{item.finding.iri.partition("/id")[2]}"' in page
    assert line[4].startswith("Refutes (direct): ")
    assert line[4].endswith("[draft, not reviewed]")
    assert 1 == [row[1] for row in table(client, query)].count(line[1])


def test_hypotheses_are_offered_by_how_many_share_them(client: FlaskClient) -> None:
    """Those that both were weighed against come first; one that nobody was is not invented."""
    page = read(client, f"/compare?{PAIR}")
    counts = [int(count) for count in re.findall(r"\((\d) of 2\)</option>", page)]
    stray = read(client, f"/compare?{PAIR}&hypothesis=xmrv-associated")

    assert {1, 2} == set(counts)
    assert counts == sorted(counts, reverse=True)
    assert "None of these studies has been weighed against xmrv-associated" in words(stray)
    assert "On the chosen hypothesis" not in stray


def test_retracted_evidence_opposes_nothing(client: FlaskClient) -> None:
    """What a retracted study claimed is shown as such, and is no side of a disagreement."""
    lines = table(client, "study=lombardi-2009&study=alter-2012&hypothesis=xmrv-associated")

    assert "retracted, not counted" in lines[1][3]
    assert "opposite" not in {line[2] for line in lines}
