"""A hypothesis on paper."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.servers import live

pytestmark = pytest.mark.browser
PAGES = re.compile(rb"/Type\s*/Page\b")
#: The hypotheses of which most is recorded, the fullest first.
FULLEST = [
    "limited-mitochondrial-energy-contributes-to-fatigue",
    "autonomic-dysfunction-sustains-symptoms",
    "sympathetic-overactivity-sustains-symptoms",
    "b-cells-sustain-symptoms",
    "gpcr-autoantibodies-sustain-symptoms",
    "rituximab-maintenance-reduces-fatigue",
    "xmrv-associated",
    "behavioural-treatment-helps",
]


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    with live(app) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("slug", ["il-1-drives-fatigue", *FULLEST])
def test_a_hypothesis_fits_on_two_sheets(page: Page, address: str, slug: str) -> None:
    """Printed on A4, a hypothesis takes two pages at most, however much is recorded of it."""
    page.goto(f"{address}/hypothesis/{slug}")
    printed = page.pdf(prefer_css_page_size=True)

    assert len(PAGES.findall(printed)) <= 2


def test_paper_counts_what_it_leaves_out(page: Page, address: str) -> None:
    """What is printed of each list and the number that is not make up what the screen shows."""
    page.goto(f"{address}/hypothesis/{FULLEST[0]}")
    lists = ("#leaves-open", "#inconclusive", "#tree", "#questions", "#disagreements")
    items = [page.locator(f"{panel} li:has(.claim)") for panel in lists]
    whole = [item.filter(visible=True).count() for item in items]
    page.emulate_media(media="print")
    printed = [item.filter(visible=True).count() for item in items]
    said = [" ".join(page.locator(f"{panel} .paper").all_inner_texts()) for panel in lists]

    assert [total - shown for total, shown in zip(whole, printed, strict=True)] == [
        int((re.match(r"(\d+) more not printed: http", text) or ["", "0"])[1]) for text in said
    ]
    assert printed[:2] == [3, 3]


def test_paper_has_nothing_to_click_and_says_what_it_is(page: Page, address: str) -> None:
    """Forms, menus and links to data are left out; what it claims and how to cite it stay."""
    page.emulate_media(media="print")
    page.goto(f"{address}/hypothesis/anakinra-4-weeks-reduces-fatigue")

    for gone in ("form.filters", ".contents", ".years", ".masthead", ".asked"):
        assert not page.locator(gone).first.is_visible(), gone
    for kept in ("h1", "#balance .balance", "#refutes .weighed", "#claim dl", ".cite"):
        assert page.locator(kept).first.is_visible(), kept
