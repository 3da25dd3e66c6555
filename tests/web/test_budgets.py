"""What a page may weigh, and what it may load: little, and almost never a script."""

import gzip
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.test_frame import EVERY_KIND, Outline

BROWSER = {"Accept": "text/html"}
STATIC = Path(__file__).parents[2] / "web/static"
KIBIBYTES = 1024
#: The pages that may run scripts, and that may have a style sheet of a library.
SCRIPTED = ("/sparql", "/graph?", "/api")
HEAVIEST = [
    "/ns",
    "/how",
    "/validation",
    "/ontology/Study",
    "/queries/study-findings?study=roerink-2017",
    "/hypothesis/rituximab-maintenance-reduces-fatigue",
    "/study/wallis-2017",
    "/why?iri=id/hypothesis/rituximab-maintenance-reduces-fatigue",
]


def test_the_style_sheet_weighs_little() -> None:
    """One sheet, at most 15 KiB compressed."""
    sheets = [path for path in STATIC.glob("*.css")]

    assert ["equipoise.css"] == [path.name for path in sheets]
    assert len(gzip.compress(sheets[0].read_bytes(), mtime=0)) <= 15 * KIBIBYTES


@pytest.mark.parametrize("address", sorted({*EVERY_KIND, *HEAVIEST}))
def test_a_page_weighs_little_and_runs_no_script(client: FlaskClient, address: str) -> None:
    """At most 60 KiB compressed; a script only where a reader writes queries or draws."""
    page = client.get(address, headers=BROWSER).text
    outline = Outline(page)
    scripts = [str(found["src"]) for found in outline.all("script") if found.get("src")]
    sheets = [found["href"] for found in outline.all("link") if found.get("rel") == "stylesheet"]

    assert len(gzip.compress(page.encode(), mtime=0)) <= 60 * KIBIBYTES
    assert not scripts or address.startswith(SCRIPTED)
    assert 1 == len(sheets) or address.startswith(SCRIPTED)


def test_nothing_moves_without_being_asked() -> None:
    """The style sheet animates nothing, and stops what a browser would animate."""
    text = (STATIC / "equipoise.css").read_text("utf-8")
    calm = "@media (prefers-reduced-motion: reduce)"

    assert calm in text
    assert [] == re.findall(r"@keyframes|animation(?!: none)|transition(?!: none)", text)


def test_every_colour_is_a_token() -> None:
    """Colours stand in the two lists of tokens, of which the dark one has all that are colours."""
    text = (STATIC / "equipoise.css").read_text("utf-8")
    light, dark = (
        set(re.findall(r"(--[\w-]+): #", block))
        for block in re.findall(r":root \{(.*?)\}", text, re.DOTALL)[:2]
    )
    elsewhere = re.sub(r":root \{.*?\}", "", text, flags=re.DOTALL)

    assert light == dark
    assert {"#1a6b46"} >= set(re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\s,)])", elsewhere))
