"""A hypothesis on paper."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.servers import live

pytestmark = pytest.mark.browser
PAGES = re.compile(rb"/Type\s*/Page\b")


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    with live(app) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("slug", ["il-1-drives-fatigue", "anakinra-4-weeks-reduces-fatigue"])
def test_a_hypothesis_fits_on_two_sheets(page: Page, address: str, slug: str) -> None:
    """Printed on A4, a hypothesis with all its evidence takes two pages."""
    page.goto(f"{address}/hypothesis/{slug}")
    printed = page.pdf(prefer_css_page_size=True)

    assert 2 == len(PAGES.findall(printed))


def test_paper_has_nothing_to_click_and_says_what_it_is(page: Page, address: str) -> None:
    """Forms, menus and links to data are left out; what it claims and how to cite it stay."""
    page.emulate_media(media="print")
    page.goto(f"{address}/hypothesis/anakinra-4-weeks-reduces-fatigue")

    for gone in ("form.filters", ".contents", ".years", ".masthead", ".asked"):
        assert not page.locator(gone).first.is_visible(), gone
    for kept in ("h1", "#balance .balance", "#refutes .weighed", "#claim dl", ".cite"):
        assert page.locator(kept).first.is_visible(), kept
