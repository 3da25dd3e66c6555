"""The answers of the SPARQL workbench in a real browser: reading, sorting, taking away."""

import csv
import io
import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visits import Visit
from tests.browser.workbench import STUDIES, column, editor, run

pytestmark = pytest.mark.browser


def test_the_answer_is_counted_and_the_address_holds_the_query(bench: Visit) -> None:
    """The count is in a live region, and the address opens the same answer."""
    page = bench.page
    run(page, f"{STUDIES} LIMIT 3")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^3 rows in \d+ ms$"))
    rows = column(page, 1)
    page.goto(page.url)

    expect(page.get_by_role("status")).to_have_text(re.compile(r"^3 rows in \d+ ms$"))
    assert rows == column(page, 1)
    assert "LIMIT 3" in editor(page).inner_text()


def test_a_column_sorts_up_down_and_back(bench: Visit) -> None:
    """Numbers sort by size; the heading says which way; a third click restores the order."""
    page = bench.page
    run(page, STUDIES)
    button = page.get_by_role("button", name="n", exact=True)
    heading = page.locator("th", has=button)
    expect(button).to_be_visible()
    given = column(page, 2)
    seen = []
    for way in ("ascending", "descending"):
        button.click()
        expect(heading).to_have_attribute("aria-sort", way)
        seen.append([int(text) for text in column(page, 2)])
    button.click()

    assert [sorted(seen[0]), sorted(seen[1], reverse=True)] == seen
    assert seen[0][-1] <= seen[1][0]
    assert given == column(page, 2)
    expect(heading).not_to_have_attribute("aria-sort", re.compile("."))


def test_pages_of_fifty_rows_are_turned(bench: Visit) -> None:
    """Next shows the rows after the first fifty and says which, and keeps the focus."""
    page = bench.page
    run(page, STUDIES)
    expect(page.get_by_role("navigation", name="Pages of the answer")).to_be_visible()
    first = column(page, 1)
    page.get_by_role("button", name="Next").click()

    expect(page.get_by_role("status")).to_contain_text("Rows 51 to")
    expect(page.get_by_role("button", name="Next")).to_be_focused()
    assert 50 == len(first)
    assert first[0] not in column(page, 1)


def test_the_rows_are_copied_as_the_download_has_them(bench: Visit) -> None:
    """TSV holds the same values as the CSV of the protocol; Markdown links labels."""
    page = bench.page
    run(page, f"{STUDIES} ORDER BY ?study ?n")
    page.get_by_role("button", name="Copy as TSV").click()
    expect(page.get_by_role("status")).to_contain_text("as TSV")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    href = page.get_by_role("link", name="CSV").get_attribute("href")
    rows = csv.reader(io.StringIO(page.request.get(f"{bench.address}{href}").text()))
    page.get_by_role("button", name="Copy as Markdown").click()
    expect(page.get_by_role("status")).to_contain_text("as Markdown")
    table = page.evaluate("() => navigator.clipboard.readText()")

    assert [line.split("\t") for line in copied.splitlines()] == list(rows)
    assert table.startswith("| study | n |\n| --- | ---: |\n| [")
    assert "id/study/roerink-2017>) | 50 |" in table


def test_graphs_and_yes_or_no_have_answers_of_their_own(bench: Visit) -> None:
    """CONSTRUCT shows Turtle with the downloads that fit; ASK says it in a sentence."""
    page = bench.page
    run(page, "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 2")
    expect(page.get_by_role("region", name="Answer as Turtle")).to_contain_text("@prefix")
    expect(page.locator("#answer-downloads li:visible")).to_have_text(
        ["Turtle", "JSON-LD", "N-Triples", "RDF/XML"]
    )
    run(page, "ASK { ?s ?p ?o }")

    expect(page.get_by_text("Yes, the graph holds this.")).to_be_visible()


def test_without_scripts_the_page_runs_marks_and_offers_the_same(
    browser: Browser, address: str
) -> None:
    """The plain form answers with a table, marks an error, and links the downloads."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/sparql")
    page.get_by_label("Query", exact=True).fill(f"{STUDIES} LIMIT 3")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("table").locator("tbody tr")).to_have_count(3)
    expect(page.get_by_role("link", name="CSV")).to_be_visible()
    page.get_by_label("Query", exact=True).fill("SELECT * { ?s }")
    page.get_by_role("button", name="Run").click()

    expect(page.get_by_role("alert").locator("mark")).to_have_text("}")
    expect(page.get_by_role("button", name="Copy link")).to_be_hidden()
    context.close()
