"""The page for programs: a list without scripts, and forms that ask nobody but this site."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.browser.visits import RULES, Visit
from tests.servers import live

pytestmark = pytest.mark.browser


def test_the_list_is_whole_without_scripts(app: Flask, browser: Browser) -> None:
    """A browser without scripts sees every address, and can follow the examples."""
    with live(app) as address:
        context = browser.new_context(
            viewport={"width": 360, "height": 800}, java_script_enabled=False
        )
        page = context.new_page()
        page.goto(f"{address}/api")
        page.get_by_role("link", name="/queries/gap-map.{format}").scroll_into_view_if_needed()

        expect(page.get_by_role("heading", level=1)).to_have_text("For programs")
        expect(page.locator(".routes li").first).to_be_visible()
        context.close()


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_an_address_can_be_tried(app: Flask, browser: Browser, width: int, scheme: str) -> None:
    """The form of a question answers under the policy of the site; what we render passes axe."""
    with live(app) as address:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )
        visit = Visit(context, address)
        page = visit.page
        page.goto(f"{address}/api")
        page.locator("#operations-tag-Queries").click()
        question = page.locator("#operations-Queries-ask-known-by-year")
        question.locator(".opblock-summary-control").click()
        question.get_by_role("button", name="Try it out").click()
        question.get_by_role("button", name="Execute").click()
        expect(question.locator(".live-responses-table .response-col_status").last).to_contain_text(
            "200"
        )
        found = Axe().run(page, context={"exclude": ["#swagger"]}, options=RULES)

        assert [] == found.response["violations"]
        assert ([], []) == (visit.foreign, visit.complaints)
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
        context.close()
