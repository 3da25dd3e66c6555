"""Every panel of every page names its question and links there, or only explains."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask, template_rendered
from flask.testing import FlaskClient

from graph.queries import questions
from tests.web.linked.test_records import RECORDS
from web.panels import EXPLANATORY
from web.urls import PLURALS

PAGES = [
    "/",
    "/how",
    "/data",
    "/completeness",
    "/validation",
    "/why?iri=id/hypothesis/rituximab-maintenance-reduces-fatigue",
    "/ontology/stance",
    "/ontology/Study",
    "/disagreements?intervention=rituximab",
    "/gaps",
    "/gaps?rows=intervention&columns=case-definition",
    "/search?q=anakinra",
    "/search?q=fatigue&type=study",
    "/compare",
    "/compare?study=fluge-2019&study=fluge-2011",
    "/publication/lombardi-2009-retraction",
    "/graph",
    "/graph?focus=study/roerink-2017&steps=2",
    "/resource?iri=https://bioregistry.io/fplx:IL1",
    "/queries",
    "/queries/known-by-year?hypothesis=rituximab-maintenance-reduces-fatigue&year=2016",
    "/api",
    "/sparql",
    "/ns",
    "/graph/studies/roerink-2017",
    "/study/lombardi-2009",
    "/hypothesis/xmrv-associated",
    "/hypothesis/anakinra-4-weeks-reduces-fatigue",
    "/study/nobody-1900",
    *(f"/{plural}" for plural in PLURALS),
    *(f"/{record}" for record in RECORDS),
]
SOURCE = re.compile(
    r'<p class="asked( whole)?">.*?<a href="([^"]+)"[^>]*>Query</a> · '
    r'<a href="([^"]+)">CSV</a> · <a href="([^"]+)">JSON</a></p>'
)
PANEL = re.compile(
    r'<section class="panel[^"]*" id="([\w-]+)".*?(?=<section class="panel|</main>)', re.DOTALL
)


@contextmanager
def templates(app: Flask) -> Iterator[list[str]]:
    """Note the page templates that are rendered meanwhile."""
    names: list[str] = []

    def note(_: Flask, template: object, **__: object) -> None:
        names.append(str(getattr(template, "name", "")))

    with template_rendered.connected_to(note, app):
        yield names


def read(app: Flask, client: FlaskClient, address: str) -> tuple[str, str]:
    """Return the template of a page, and the page."""
    with templates(app) as names:
        # Nothing is rendered for a page that is in the page cache.
        headers = {"Accept": "text/html", "Cache-Control": "no-cache"}
        page = client.get(address, headers=headers).text
    return next(name for name in reversed(names) if name.endswith(".html")), page


@pytest.mark.parametrize("address", PAGES)
def test_every_panel_names_its_question(app: Flask, client: FlaskClient, address: str) -> None:
    """Each panel links to its question, or the page to that of the whole list, or it explains."""
    template, page = read(app, client, address)
    explained = EXPLANATORY.get(template, frozenset())
    whole = any(source[0] for source in SOURCE.findall(page))
    panels = {match[1]: match[0] for match in PANEL.finditer(page)}

    assert [] == [
        name
        for name, markup in panels.items()
        if not (whole or SOURCE.search(markup) or explained & {name, "*"})
    ]


@pytest.mark.parametrize("address", ["/studies", "/hypotheses", "/questions", "/targets"])
def test_a_list_names_its_question(app: Flask, client: FlaskClient, address: str) -> None:
    """A list page links to the one question that it is the answer to."""
    _, page = read(app, client, address)

    assert [" whole"] == [source[0] for source in SOURCE.findall(page)]


@pytest.mark.parametrize("address", ["/", "/studies", "/search?q=anakinra", "/target/il-1"])
def test_the_question_of_a_panel_answers(app: Flask, client: FlaskClient, address: str) -> None:
    """Page, CSV and JSON of each panel's question are there."""
    _, page = read(app, client, address)
    links = {html.unescape(link) for source in SOURCE.findall(page) for link in source[1:]}

    assert links
    assert {200} == {client.get(link).status_code for link in links}


def test_explanatory_panels_are_panels_of_some_page(app: Flask, client: FlaskClient) -> None:
    """No panel is excused that no page has."""
    pages = [read(app, client, address) for address in PAGES]
    seen = {(template, match[1]) for template, page in pages for match in PANEL.finditer(page)}
    excused = {(template, name) for template, names in EXPLANATORY.items() for name in names}

    assert set() == {item for item in excused if item[1] != "*"} - seen


def test_pages_name_questions_that_exist(app: Flask, client: FlaskClient) -> None:
    """Every link to a question leads to one that ships."""
    pages = [read(app, client, address)[1] for address in PAGES]
    named = {
        name for page in pages for name in re.findall(r'href="/queries/([a-z0-9-]+)[."?]', page)
    }

    assert set() == named - set(questions())


def test_a_search_says_that_it_is_no_sparql(client: FlaskClient) -> None:
    """What a search finds comes from an index of words; the nearest query is linked."""
    page = client.get("/search?q=anakinra").text

    assert "which SPARQL does not have" in page
    assert 'href="/queries/records-by-text?text=anakinra"' in page
