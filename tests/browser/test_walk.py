"""A reader's walk through the site in a real browser, at both ends of screen sizes and schemes."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.browser.visits import Visit
from tests.servers import live

pytestmark = pytest.mark.browser

SCREENS = [(width, scheme) for width in (360, 1280) for scheme in ("light", "dark")]
#: ``make screens`` visits every page at three widths in both schemes, and keeps what it saw.
EVERY = [(width, scheme) for width in (360, 768, 1280) for scheme in ("light", "dark")]
SEEN = os.environ.get("EQUIPOISE_SCREENS", "")
NARROW_AND_WIDE = [(360, "dark"), (1280, "light")]
BETWEEN = (768, "light")
PAGES = [
    "/",
    "/search?q=anakinra",
    "/search?q=fatigue&type=study&pem=pemnotrequired",
    "/compare",
    "/compare?study=fluge-2019&study=fluge-2011&study=roerink-2017&q=anakinra",
    "/compare?study=prins-2001&study=roerink-2017&study=walitt-2024&hypothesis=il-1-drives-fatigue",
    "/compare?study=fluge-2019&study=fluge-2011&study=lombardi-2009&rows=studies"
    "&hypothesis=rituximab-maintenance-reduces-fatigue",
    "/publication/lombardi-2009-retraction",
    "/studies",
    "/hypotheses",
    "/questions",
    "/completeness",
    "/validation",
    "/why",
    "/why?iri=id/study/roerink-2017%23risk-ratio-9942db1cb3c8afbb",
    "/ontology/Study",
    "/study/roerink-2017?depth=30s",
    "/hypothesis/il-1-drives-fatigue?depth=3min",
    "/disagreements",
    "/disagreements?hypothesis=xmrv-associated&as_of=2012",
    "/gaps",
    "/graph",
    "/graph?focus=hypothesis/il-1-drives-fatigue",
    "/resource?iri=https://bioregistry.io/fplx:IL1",
    "/gaps?rows=intervention&columns=instrument&within=b-cells-sustain-symptoms",
    "/interventions",
    "/study/roerink-2017",
    "/hypothesis/il-1-drives-fatigue",
    "/question/il-1-central-versus-peripheral",
    "/intervention/anakinra",
    "/intervention/graded-exercise-therapy",
    "/hypothesis/xmrv-associated",
    "/hypothesis/xmrv-associated?as_of=2010&blinded=true",
    "/question/rituximab-against-placebo",
    "/question/rituximab-against-placebo?as_of=2010",
    "/study/lombardi-2009",
    "/study/prins-2001",
    "/publication/strayer-1994",
    "/target/il-1",
    "/case-definition/fukuda-1994",
    "/publication/roerink-2017",
    "/graph/studies/roerink-2017",
    "/queries",
    "/queries/study-findings?study=roerink-2017",
    "/sparql",
    "/data",
    "/how",
    "/ns",
    "/shapes",
]
#: The pages that every run visits between a phone and a wide screen as well.
CORE = [
    "/",
    "/search?q=anakinra",
    "/hypothesis/il-1-drives-fatigue",
    "/study/roerink-2017",
    "/question/rituximab-against-placebo",
    "/compare?study=fluge-2019&study=fluge-2011&study=roerink-2017&q=anakinra",
]
VISITS = (
    [(path, screen) for path in PAGES for screen in EVERY]
    if SEEN
    else [(path, screen) for path in PAGES for screen in NARROW_AND_WIDE]
    + [(path, BETWEEN) for path in CORE]
)


def named(screen: tuple[int, str]) -> str:
    return f"{screen[0]}-{screen[1]}"


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    with live(app) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    width, scheme = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    yield Visit(context, address)
    context.close()


@pytest.mark.parametrize("visit", SCREENS, indirect=True, ids=named)
def test_a_reader_walks_from_home_to_a_query(visit: Visit) -> None:
    """Home, hypotheses, hypothesis, study, question and SPARQL, by the links on the pages."""
    page = visit.page
    page.goto(visit.address)
    expect(page.get_by_role("heading", level=1)).to_contain_text("What has been tested")
    visit.check()

    page.get_by_role("link", name="See how a hypothesis stands").click()
    page.get_by_role("main").get_by_role("link", name="IL-1 signalling drives fatigue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "IL-1 signalling drives fatigue in ME/CFS."
    )
    visit.check()

    page.get_by_role("main").get_by_role(
        "link", name="Anakinra against placebo in women with CFS (Roerink 2017)"
    ).first.click()
    expect(page.get_by_role("heading", name="What this study does not show")).to_be_visible()
    expect(page.get_by_role("img", name="Estimate and interval").first).to_be_visible()
    visit.check()

    page.locator("#questions").get_by_role("link", name="central nervous system").first.click()
    expect(page.get_by_role("heading", name="Who has tried to answer it")).to_be_visible()
    visit.check()

    page.get_by_role("contentinfo").get_by_role("link", name="SPARQL").click()
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("table")).to_be_visible()
    visit.check()


@pytest.mark.parametrize(
    ("path", "visit"),
    VISITS,
    indirect=["visit"],
    ids=[f"{path}-{named(screen)}" for path, screen in VISITS],
)
def test_every_kind_of_page_is_accessible_and_keeps_to_itself(visit: Visit, path: str) -> None:
    """No axe finding, no sideways scroll, no request to another host, no console message."""
    visit.page.goto(visit.address + path)
    if SEEN:
        size = visit.page.viewport_size
        scheme = visit.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        name = f"{re.sub('[^a-z0-9]+', '-', path.lower()).strip('-') or 'home'}"
        at = f"{size['width'] if size else 0}-{'dark' if scheme else 'light'}"
        visit.page.screenshot(path=Path(SEEN) / f"{name}-{at}.png", full_page=True)

    visit.check()


def press_until(page: Page, name: str) -> None:
    """Press Tab until the focus is on a link or a button whose text contains *name*, then Enter."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if name in page.evaluate("document.activeElement.innerText || ''"):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"Tab never reaches {name!r} on {page.url}")


def test_the_keyboard_alone_walks_from_a_search_to_a_comparison(
    browser: Browser, address: str
) -> None:
    """Search, hypothesis, evidence, study and comparison: Tab, Enter and letters are enough."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{address}/search")
    page.get_by_role("main").get_by_role("searchbox").focus()
    page.keyboard.type("rituximab maintenance")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/search\\?q="))
    press_until(page, "rituximab induction plus maintenance")
    expect(page).to_have_url(re.compile("/hypothesis/rituximab-maintenance-reduces-fatigue"))
    press_until(page, "RituxME (Fluge 2019)")
    expect(page).to_have_url(re.compile("/study/fluge-2019"))
    press_until(page, "Compare")
    expect(page).to_have_url(re.compile(r"/compare\?"))
    expect(page.get_by_role("heading", name="2 studies")).to_be_visible()
    context.close()


def test_the_keyboard_reaches_the_content_first(browser: Browser, address: str) -> None:
    """The first Tab shows the skip link, and Enter moves the focus past the header."""
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{address}/study/roerink-2017")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")

    assert "main" == page.evaluate("document.activeElement.id")
    context.close()


def test_the_site_is_whole_at_320_pixels_and_without_scripts(
    browser: Browser, address: str
) -> None:
    """The narrowest screen needs no sideways scroll, and a browser without scripts can search."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.get_by_role("searchbox").fill("anakinra")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("main").get_by_role("link", name="Roerink 2017").first.click()
    box = page.locator("main").bounding_box()

    assert box is not None
    assert box["width"] <= 320
    context.close()
