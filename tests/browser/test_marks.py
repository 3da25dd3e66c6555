"""The marks of stances can be told apart without colour."""

import base64
from itertools import combinations
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.servers import live

pytestmark = pytest.mark.browser

KEYS = ("supports", "refutes", "inconclusive", "leaves-open")
MARKS = [(key, outlined) for key in KEYS for outlined in (False, True)]
#: The share of its pixels in which one mark must differ clearly from another.
LEAST = 0.08
DIFFERENCE = """async ([one, other]) => {
  const pixels = async (data) => {
    const image = new Image();
    image.src = "data:image/png;base64," + data;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [56, 56];
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0, 56, 56);
    return context.getImageData(0, 0, 56, 56).data;
  };
  const [a, b] = [await pixels(one), await pixels(other)];
  let different = 0;
  for (let at = 0; at < a.length; at += 4) different += Math.abs(a[at] - b[at]) > 60;
  return different / (a.length / 4);
}"""


def pictures(page: Page, markup: str) -> list[str]:
    """Return a picture of each mark in one shade of grey, as base64."""
    page.evaluate("html => { document.querySelector('main').innerHTML = html }", markup)
    page.add_style_tag(content=":root { --stance: #666 !important } html { filter: grayscale(1) }")
    return [
        base64.b64encode(mark.screenshot()).decode() for mark in page.locator("main .mark").all()
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_differ_in_grey(app: Flask, browser: Browser, scheme: Any) -> None:
    """Every two marks differ in shape or filling, whatever their colour and the scheme."""
    with app.test_request_context("/"):
        macros = app.jinja_env.get_template("_ui.html").module
        markup = "".join(
            f"<p>{macros.mark(key, outlined)}</p>"  # type: ignore[attr-defined]
            for key, outlined in MARKS
            if (key, outlined) != ("leaves-open", True)
        )
    with live(app) as address:
        context = browser.new_context(
            color_scheme=scheme,
            device_scale_factor=4,
            bypass_csp=True,
        )
        page = context.new_page()
        page.goto(f"{address}/how")
        shots = pictures(page, markup)
        too_alike = [
            (MARKS[one], MARKS[other], share)
            for one, other in combinations(range(len(shots)), 2)
            if (share := page.evaluate(DIFFERENCE, [shots[one], shots[other]])) < LEAST
        ]
        context.close()

    assert [] == too_alike
    assert len(MARKS) - 1 == len(shots)
