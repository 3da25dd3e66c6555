"""A tab with the SPARQL workbench open."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.browser.visits import Visit
from tests.browser.workbench import editor
from tests.servers import live


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    with live(app) as address:
        yield address


@pytest.fixture
def bench(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    screen: Any = getattr(request, "param", (1280, "light"))
    context = browser.new_context(
        viewport={"width": screen[0], "height": 800},
        color_scheme=screen[1],
        reduced_motion="reduce",
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    visit = Visit(context, address)
    visit.page.goto(f"{address}/sparql")
    expect(editor(visit.page)).to_be_visible()
    yield visit
    context.close()
