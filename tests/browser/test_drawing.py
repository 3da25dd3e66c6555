"""The drawing on /graph in a real browser: reachable by keyboard, saved as files, and optional."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.visits import Visit
from tests.servers import live

pytestmark = pytest.mark.browser

FOCUS = "/graph?focus=hypothesis/il-1-drives-fatigue"


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    with live(app) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, reduced_motion="reduce", accept_downloads=True
    )
    visit = Visit(context, address)
    visit.page.goto(address + FOCUS)
    expect(canvas(visit.page)).to_be_visible()
    yield visit
    context.close()


def canvas(page: Page) -> Locator:
    return page.get_by_role("application", name="Drawing of IL-1 signalling drives fatigue")


def test_the_keyboard_walks_the_drawing_and_centres_anew(visit: Visit) -> None:
    """Arrows choose records, whose sentences are read out; Enter leads to the view around one."""
    page = visit.page
    drawing = page.locator("#canvas")
    drawing.focus()
    drawing.press("ArrowRight")
    expect(page.get_by_role("status")).to_contain_text("IL-1 signalling drives fatigue in ME/CFS.")
    drawing.press("ArrowRight")
    chosen = page.locator("li.chosen")
    expect(chosen).to_have_count(1)
    expect(page.get_by_role("status").get_by_role("link", name="Centre here")).to_be_visible()
    visit.check()
    there = str(chosen.get_attribute("data-record")).split("/id/")[1].replace("/", "%2F")
    drawing.press("Enter")
    page.wait_for_url(f"**/graph?focus={there}")


def test_the_keyboard_leaves_the_drawing(visit: Visit) -> None:
    """Tab goes on from the drawing: it keeps nobody."""
    drawing = visit.page.locator("#canvas")
    drawing.focus()
    drawing.press("Tab")

    assert "canvas" != visit.page.evaluate("document.activeElement.id")


def test_the_drawing_is_saved_as_svg_and_png(visit: Visit, tmp_path: Path) -> None:
    """The SVG has a box with the label of each record; the PNG is one."""
    page = visit.page
    files = {}
    for kind in ("SVG", "PNG"):
        with page.expect_download() as download:
            page.get_by_role("button", name=f"Save as {kind}").click()
        files[kind] = tmp_path / download.value.suggested_filename
        download.value.save_as(files[kind])
    root = ET.parse(files["SVG"]).getroot()
    titles = {item.text for item in root.iter("{http://www.w3.org/2000/svg}title")}

    assert {"interleukin-1", "Inflammation contributes to ME/CFS."} < titles
    assert "graph-il-1-drives-fatigue.svg" == files["SVG"].name
    assert b"\x89PNG" == files["PNG"].read_bytes()[:4]
    visit.check()


def test_a_small_screen_draws_when_asked(browser: Browser, address: str) -> None:
    """At 360 pixels the drawing waits for its button."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, color_scheme="dark")
    visit = Visit(context, address)
    visit.page.goto(address + FOCUS)
    expect(visit.page.locator("#canvas")).to_be_hidden()
    visit.page.get_by_role("button", name="Draw it").click()
    expect(visit.page.locator("#canvas")).to_be_visible()
    visit.check()
    context.close()


def test_without_scripts_the_sentences_are_all_there(browser: Browser, address: str) -> None:
    """The page reads the same, offers the files, and says what is missing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + FOCUS)
    expect(page.get_by_text("The drawing needs JavaScript.")).to_be_visible()
    expect(page.get_by_role("link", name="GraphML")).to_be_visible()

    assert 20 < page.locator(".path").count()
    context.close()
