"""How much of a page is shown: 30 seconds, 3 minutes, everything."""

import re

import pytest
from flask.testing import FlaskClient

from web.reading.depth import DEPTHS, PANELS, depth, shown

BROWSER = {"Accept": "text/html"}
PAGES = {"study": "/study/roerink-2017", "hypothesis": "/hypothesis/il-1-drives-fatigue"}
#: The studies that say most in three minutes.
LONGEST = ("wearden-1998", "white-2011", "roerink-2017", "roerink-2017-cytokine-signature")
#: The hypotheses that say most in three minutes.
FULLEST = (
    "rituximab-maintenance-reduces-fatigue",
    "exercise-therapy-lasting-benefit",
    "sympathetic-overactivity-sustains-symptoms",
)
#: What leads on and is not read: the list of parts, forms, the links to data, and markup.
AROUND = re.compile(r'<nav.*?</nav>|<form.*?</form>|<p class="asked.*?</p>|<[^>]+>', re.DOTALL)
PANEL = re.compile(r'<section class="panel[^"]*" id="([\w-]+)"')


def panels(client: FlaskClient, address: str) -> set[str]:
    return set(PANEL.findall(client.get(address, headers=BROWSER).text))


@pytest.mark.parametrize("kind", PAGES)
def test_a_shorter_page_holds_the_panels_of_its_depth(client: FlaskClient, kind: str) -> None:
    """Each depth shows its panels and no other; every one of them is on the whole page."""
    whole = panels(client, PAGES[kind])
    found = {name: panels(client, f"{PAGES[kind]}?depth={name}") for name in PANELS[kind]}

    assert found == {name: panels & whole for name, panels in PANELS[kind].items()}
    assert PANELS[kind]["3min"] - whole <= {"depends"}
    assert found["30s"] < found["3min"] < whole


@pytest.mark.parametrize("kind", PAGES)
def test_what_is_left_out_is_named_and_one_link_away(client: FlaskClient, kind: str) -> None:
    """The list of parts leads to those left out, on the whole page, and keeps other choices."""
    address = f"{PAGES[kind]}?as_of=2018&depth=30s"
    page = client.get(address, headers=BROWSER).text
    left_out = set(re.findall(rf'href="{PAGES[kind]}\?as_of=2018#([\w-]+)"', page))

    assert panels(client, PAGES[kind]) - {"use"} - PANELS[kind]["30s"] <= left_out
    assert f'href="{PAGES[kind]}?as_of=2018&amp;depth=3min"' in page


@pytest.mark.parametrize("kind", PAGES)
def test_no_link_of_a_shorter_page_leads_nowhere(client: FlaskClient, kind: str) -> None:
    """Each link to a place of the page finds that place."""
    for name in DEPTHS:
        page = client.get(f"{PAGES[kind]}?depth={name}", headers=BROWSER).text
        places = set(re.findall(r'id="([^"]+)"', page))

        assert set() == set(re.findall(r'href="#([^"]+)"', page)) - places


@pytest.mark.parametrize("slug", LONGEST)
def test_three_minutes_are_three_minutes(client: FlaskClient, slug: str) -> None:
    """The longest studies come to 720 words, four a second; what is cut is counted and linked."""
    page = client.get(f"/study/{slug}?depth=3min", headers=BROWSER).text
    [article] = re.findall(r"<article.*?</article>", page, re.DOTALL)

    assert len(AROUND.sub(" ", article).split()) <= 720
    assert re.search(rf'href="/study/{slug}#observed">(All \d+ findings|Quotes)', page)
    assert f'href="/study/{slug}#hypotheses">' in page


@pytest.mark.parametrize("slug", FULLEST)
def test_three_minutes_of_a_hypothesis_show_the_first_of_each_stance(
    client: FlaskClient, slug: str
) -> None:
    """The fullest hypotheses come to 760 words; what is cut is counted and linked."""
    page = client.get(f"/hypothesis/{slug}?depth=3min", headers=BROWSER).text
    [article] = re.findall(r"<article.*?</article>", page, re.DOTALL)

    assert len(AROUND.sub(" ", article).split()) <= 760
    link = rf'href="/hypothesis/{slug}#[\w-]+">'
    assert re.search(rf"{link}(More of these \d+, with the reason|The reason for every)", page)


def test_an_unknown_depth_shows_everything() -> None:
    """So does a depth of a page that has none: nothing is hidden by mistake."""
    assert ("all", "all", "all") == (
        depth("study", "1h"),
        depth("study", None),
        depth("target", "30s"),
    )
    assert shown("target", "all", "record")
