"""The pages on disagreements and gaps."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from graph.namespaces import EQ
from graph.records import Gap, Ref
from web.reading.gap_map import gap_map

BROWSER = {"Accept": "text/html"}


def read(client: FlaskClient, address: str) -> str:
    answer = client.get(address, headers=BROWSER)
    assert 200 == answer.status_code
    return answer.text


def pairs(page: str) -> list[str]:
    return page.split('<li class="pair">')[1:]


def test_a_failed_replication_shows_with_what_differs(client: FlaskClient) -> None:
    """The two PET studies stand side by side, with their plain count and what one alone reports."""
    (pair,) = pairs(read(client, "/disagreements?hypothesis=tspo-binding-raised"))

    assert pair.index("/study/nakatomi-2014") < pair.index("/study/raijmakers-2022")
    assert "agree in 3 of 4 known features" in pair
    assert "<strong>PEM as a condition of entry</strong>: PEM not required (in opposition)" in pair


def test_pairs_come_by_the_number_of_features_that_agree(client: FlaskClient) -> None:
    """The pairs that agree in most features stand first, from one page to the next."""
    counts, found, address = [], [], "/disagreements"
    while address:
        page = read(client, address)
        found += re.findall(r'<li class="pair">\s*<h3>(.*?)</ul>', page, re.DOTALL)
        counts += [int(n) for n in re.findall(r"agree in (\d+) of", page)]
        onward = re.search(r'<a href="([^"]+)" rel="next">', page)
        address = unescape(onward[1]) if onward else ""

    assert counts == sorted(counts, reverse=True)
    assert len(counts) > 40
    assert len(set(found)) == len(found)


def test_pages_of_pairs_keep_what_is_chosen(client: FlaskClient) -> None:
    """The next page is narrowed like this one; what is no page is the first one."""
    address = "/disagreements?intervention=rituximab"
    page = read(client, address)

    assert 'rel="prev"' not in page
    assert pairs(page) == pairs(read(client, f"{address}&page=0"))
    assert pairs(page) == pairs(read(client, f"{address}&page=one"))
    for onward in re.findall(r'<a href="([^"]+)" rel="next">', page):
        assert "intervention=rituximab" in onward
        assert 'rel="prev"' in read(client, unescape(onward))


@pytest.mark.parametrize(("year", "count", "marked"), [("2009", 0, 0), ("2010", 2, 0), ("", 4, 4)])
def test_a_year_shows_what_was_known(
    client: FlaskClient, year: str, count: int, marked: int
) -> None:
    """In 2010 the report of XMRV stood against another study; it was retracted only in 2011."""
    page = read(client, f"/disagreements?hypothesis=xmrv-associated&as_of={year}")

    assert count == len(pairs(page))
    assert marked == page.count("rests on a retracted publication")


def test_a_filter_that_is_no_record_is_left_out(client: FlaskClient) -> None:
    """An unknown name and a word for a year narrow nothing."""
    everything = len(pairs(read(client, "/disagreements")))

    assert everything == len(pairs(read(client, "/disagreements?hypothesis=x&as_of=soon")))
    assert read(client, "/gaps?rows=x&columns=y&within=z&as_of=99").count('<th scope="row">') > 90


def test_an_empty_cell_leads_to_the_question_that_asks_for_it(client: FlaskClient) -> None:
    """Nobody has studied the class of cytokines as a whole; a question asks about it."""
    page = read(client, "/gaps?within=inflammation")
    row = next(part for part in page.split("<tr>") if 'href="/target/cytokines"' in part)

    assert 4 == row.count("no study")
    assert "/question/immune-trials-early-cases" in row


@pytest.mark.parametrize("columns", ["compartment", "case-definition", "instrument"])
def test_every_row_of_a_map_has_a_cell_for_each_column(client: FlaskClient, columns: str) -> None:
    """The map is a whole table, with a header for each row and column."""
    page = read(client, f"/gaps?rows=intervention&columns={columns}")
    rows = page.partition("<tbody>")[2].partition("</tbody>")[0].split("<tr>")[1:]
    heads = page.count('<th scope="col">')

    assert heads > 3
    assert {heads} == {row.count("<td>") for row in rows}


def test_what_nobody_has_said_comes_first() -> None:
    """The column without a name stands before those with one, and a filled cell asks nothing."""
    row, here, unsaid = Ref("r", "row"), Ref("c", "a"), Ref(f"{EQ}NotSpecified", "not specified")
    asks = (Ref("q", "question"),)
    found = gap_map((Gap(row, here, {}, asks), Gap(row, unsaid, {f"{EQ}Refutes": 2}, asks)))

    assert (unsaid, here) == found.columns
    assert 1 == found.empty
    filled, empty = found.rows[0].cells
    assert [("refutes", 2)] == [(stance.key, count) for stance, count in filled.counts]
    assert ((), asks) == (filled.questions, empty.questions)


def test_what_is_only_left_open_is_still_asked() -> None:
    """A study that leaves a hypothesis open has not tested it, so the question shows beside it."""
    asks = (Ref("q", "question"),)
    left = Gap(Ref("r", "row"), Ref("c", "a"), {f"{EQ}LeavesOpen": 1}, asks)

    assert asks == gap_map((left,)).rows[0].cells[0].questions
