"""Whoever takes the CSV of a panel or a list gets at least what the panel or the list shows."""

import csv
import io
import re
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient

from graph.namespaces import DEFAULT_BASE, ENTITY_TYPES
from graph.service import Service
from web.reading.formatting import typeset

#: Pages with every kind of content: numbers, reviews, retraction, contest, draft, empty panels.
PAGES = (
    "/study/roerink-2017",
    "/study/lombardi-2009",
    "/study/blundell-2015",
    "/study/fluge-2019",
    "/hypothesis/il-1-drives-fatigue",
    "/hypothesis/xmrv-associated",
    "/hypothesis/circulating-cytokines-raised",
    "/question/il-1-inhibition-other-regimen",
    "/studies",
    "/studies?pem=pemrequired",
    "/hypotheses",
    "/questions",
    "/disagreements?intervention=rituximab",
    "/gaps",
)
RECORD = re.compile(rf"/({'|'.join(ENTITY_TYPES)})/[a-z0-9-]+(#[A-Za-z0-9-]+)?")


NUMBER = re.compile(r"\d+(?:\.\d+)?")
TIME = re.compile(r"\d+ (?:day|week|month|year)s?")


class Panels(HTMLParser):
    """Reads a page into its panels: the links to records with their words, and the CSV of each."""

    def __init__(self) -> None:
        super().__init__()
        self.path = ""
        self.links: dict[str, list[tuple[str, str]]] = {}
        self.tables: dict[str, str] = {}
        self.within: list[str] = [""]
        self.href = ""
        self.words = ""
        self.depth = 0
        self.drawn = 0
        self.cells: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in {"section", "nav", "header", "footer"}:
            self.within.append(given.get("id") or ("" if tag == "section" else "-"))
        if tag == "a":
            self.href, self.words = given.get("href") or "", ""
        self.depth += tag == "table"
        self.drawn += tag == "svg"

    def handle_data(self, data: str) -> None:
        self.words += data
        # Labels of an axis are no numbers of the record.
        if self.depth and not self.drawn:
            self.cells.setdefault(self.within[-1], []).append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"section", "nav", "header", "footer"}:
            self.within.pop()
        self.depth -= tag == "table"
        self.drawn -= tag == "svg"
        if tag == "a" and "-" not in self.within:
            panel = self.within[-1] or next((name for name in self.within if name), "")
            if self.words == "CSV":
                self.tables[panel] = self.href
            elif RECORD.fullmatch(self.href) and panel != "use":
                self.links.setdefault(panel, []).append((self.href, " ".join(self.words.split())))
            self.href = ""


def read(client: FlaskClient, path: str) -> Panels:
    panels = Panels()
    panels.feed(client.get(path).text)
    return panels


def plain(text: str) -> str:
    return " ".join(typeset(text).split()).lower()


@pytest.mark.parametrize("path", PAGES)
def test_the_table_of_a_panel_holds_what_the_panel_shows(client: FlaskClient, path: str) -> None:
    """Every record that a panel names is in its CSV, by its IRI and by its words."""
    panels = read(client, path)
    whole = panels.tables.get("", "")
    shown = {
        panel: links for panel, links in panels.links.items() if panel in panels.tables or whole
    }

    assert shown
    for panel, links in shown.items():
        table = client.get(panels.tables.get(panel, whole))
        assert 200 == table.status_code
        cells = [
            plain(cell) for row in csv.reader(io.StringIO(table.text, newline="")) for cell in row
        ]
        text = "\n".join(cells)
        for href, words in links:
            iri = f"{DEFAULT_BASE}id{href}"
            assert iri in table.text, (panel, href)
            assert plain(words) in text, (panel, words)


def test_the_table_of_a_study_holds_every_number_that_its_page_shows(
    client: FlaskClient, service: Service
) -> None:
    """Each number in a table on any study's page is in the CSV of that panel.

    Times are in days there, and percentages that the page calculates to whole numbers are not.
    """
    missing = {}
    for study in service.catalogue.studies():
        path = study.ref.iri.removeprefix(f"{DEFAULT_BASE}id")
        panels = read(client, path)
        for panel, cells in panels.cells.items():
            shown = TIME.sub("", " ".join(cells))
            table = client.get(panels.tables[panel]).text
            given = {float(number) for number in NUMBER.findall(table)}
            given |= {float(f"{number:.0f}") for number in given}
            lost = {float(number) for number in NUMBER.findall(shown)} - given
            if lost:
                missing[path, panel] = lost

    assert {} == missing
