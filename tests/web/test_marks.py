"""The marks of stances: their outlines stand once in a page, however many marks there are."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from web.reading.balance import STANCES, Tally


@pytest.mark.parametrize("path", ["/hypotheses", "/hypothesis/il-1-drives-fatigue", "/gaps"])
def test_every_mark_shows_an_outline_that_the_page_has_once(client: FlaskClient, path: str) -> None:
    """What a mark refers to is in the page it stands on, and nowhere twice."""
    page = client.get(path).text
    shown = set(re.findall(r'<use href="#([^"]+)"', page))

    assert shown
    assert all(page.count(f' id="{name}"') == 1 for name in shown)


def test_a_run_of_marks_is_as_wide_as_their_number(app: Flask) -> None:
    """Twenty studies are runs of eight, eight and four marks; beyond the most comes an ellipsis."""
    pieces = app.jinja_env.get_template("_ui.html").module
    tally = Tally(next(iter(STANCES.values())), direct=20, indirect=1, reviews=30, retracted=0)

    drawn = str(pieces.marks(tally, 24))  # type: ignore[attr-defined]
    runs = re.findall(r'class="mark supports([^"]*)" viewBox="0 0 (\d+) 14"', drawn)
    full, small = ("", "140"), (" small", "140")

    assert [full, full, ("", "68"), (" outlined", "14"), small, small, small] == runs
    assert "…" in drawn
    assert "…" not in str(pieces.marks(tally, 30))  # type: ignore[attr-defined]
