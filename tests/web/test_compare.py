"""Studies side by side: the page, its picker, and the same table to take away."""

import csv
import html
import io
import re

import pytest
from flask.testing import FlaskClient

BROWSER = {"Accept": "text/html"}
PAIR = "study=fluge-2011&study=fluge-2019"
SIX = "&".join(
    f"study={name}"
    for name in (
        *("roerink-2017", "fluge-2019", "fluge-2011"),
        *("lombardi-2009", "white-2011", "walitt-2024"),
    )
)


def read(client: FlaskClient, address: str) -> str:
    answer = client.get(address, headers=BROWSER)
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
