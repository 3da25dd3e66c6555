"""The SPARQL workbench in a real browser: writing, completing, running, cancelling."""

import re
import time

import pytest
from playwright.sync_api import expect

from graph.namespaces import EQ
from graph.service import Service
from tests.browser.visits import Visit
from tests.browser.workbench import ENDLESS, STUDIES, editor, run, write

pytestmark = pytest.mark.browser

SCREENS = [(360, "dark"), (1280, "light")]
#: What the browser itself says of an answer that is an error.
NOTICE = re.compile(r"Failed to load resource: the server responded with a status of 400")


@pytest.mark.parametrize("bench", SCREENS, indirect=True, ids=str)
def test_running_a_query_and_an_error_are_accessible_and_keep_to_this_site(bench: Visit) -> None:
    """The editor, its list of names, a table and an error: no finding, request or violation."""
    page = bench.page
    run(page, STUDIES)
    expect(page.get_by_role("table", name="Answer")).to_be_visible()
    page.get_by_role("button", name="n", exact=True).click()
    bench.check()

    write(page, "SELECT * {\n  ?study ")
    page.keyboard.type("eq:dir")
    expect(page.get_by_role("listbox")).to_be_visible()
    bench.check()

    page.keyboard.press("Escape")
    run(page, "SELECT * {\n  ?study }\n")
    expect(page.get_by_role("alert")).to_contain_text("line 2")
    bench.complaints = [text for text in bench.complaints if not NOTICE.match(text)]
    bench.check()


def test_an_error_is_shown_at_its_place(bench: Visit) -> None:
    """The offending text is underlined, the cursor stands there, and the message is an alert."""
    page = bench.page
    run(page, "SELECT * {\n  ?study ?p ?o ; FILTERS }\n")
    expect(page.get_by_role("alert")).to_contain_text("line 2")

    expect(page.locator(".cm-lintRange-error")).to_have_text("FILTERS")
    expect(editor(page)).to_be_focused()
    expect(editor(page)).to_have_attribute("aria-invalid", "true")
    page.keyboard.type("# ")
    assert "; # FILTERS" in editor(page).inner_text()


def test_an_undeclared_prefix_is_declared_with_a_click(bench: Visit) -> None:
    """The message at the place offers what is missing, and the query runs."""
    page = bench.page
    run(page, "SELECT * { ?study eq:reports ?finding } LIMIT 2")
    page.locator(".cm-lintRange-error").hover()
    page.get_by_role("button", name="Declare eq:").click()

    expect(page.get_by_role("status")).to_contain_text("2 rows")
    expect(page.get_by_role("alert")).to_be_hidden()
    assert f"PREFIX eq: <{EQ}>" in editor(page).inner_text()


@pytest.mark.parametrize("typed", ["eq:dir", "direction"])
def test_a_term_is_completed_from_its_name_or_its_label(bench: Visit, typed: str) -> None:
    """Each suggestion has label and definition; choosing one declares its prefix."""
    page = bench.page
    write(page, "SELECT * { ?link ")
    page.keyboard.type(typed)
    found = page.get_by_role("option", name=re.compile("^eq:direction"))
    expect(found).to_contain_text("direction")
    while found.get_attribute("aria-selected") is None:
        page.keyboard.press("ArrowDown")
    expect(page.locator(".cm-completionInfo")).to_contain_text("property, used")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(100)  # a list that has just changed takes no Enter
    page.keyboard.press("Enter")

    expect(editor(page)).to_contain_text(f"PREFIX eq: <{EQ}>")
    expect(editor(page)).to_contain_text("?link eq:direction")


def test_variables_and_records_are_completed(bench: Visit) -> None:
    """After a question mark the variables of the query; otherwise records by their label."""
    page = bench.page
    write(page, "SELECT ?hypothesis { ")
    page.keyboard.type("?hyp")
    expect(page.get_by_role("option")).to_have_text(["?hypothesis"])
    page.keyboard.press("Escape")
    page.keyboard.type("othesis ?p rituxi")
    page.get_by_role("option", name=re.compile("^intervention:rituximab")).click()

    expect(editor(page)).to_contain_text("?p intervention:rituximab")
    expect(editor(page)).to_contain_text("PREFIX intervention: <")


def test_a_query_can_be_cancelled(bench: Visit, service: Service) -> None:
    """Cancel stops the query on the server as well, and gives the focus back."""
    page = bench.page
    run(page, ENDLESS)
    cancel = page.get_by_role("button", name="Cancel")
    cancel.focus()
    expect(page.locator("#timer")).to_have_text(re.compile(r"0\.\d s"))
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("Cancelled after")
    expect(cancel).to_be_hidden()
    expect(page.get_by_role("button", name="Run")).to_be_focused()
    ends = time.monotonic() + 1.5
    while service.running and time.monotonic() < ends:
        time.sleep(0.02)
    assert 0 == service.running


def test_the_tab_key_leaves_the_editor(bench: Visit) -> None:
    """Tab goes on to the buttons, Shift+Tab back: no trap."""
    page = bench.page
    editor(page).focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Run")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(editor(page)).to_be_focused()
    page.keyboard.press("Shift+Tab")

    expect(page.get_by_role("link", name="Start from an example")).to_be_focused()


def test_an_example_opens_runs_and_is_remembered(bench: Visit) -> None:
    """Choosing an example runs it at once; the history of this browser holds it until cleared."""
    page = bench.page
    page.get_by_label("Find an example").fill("related to a study")
    expect(page.locator("#example-list li:visible")).to_have_count(1)
    page.get_by_role("link", name="Studies related to a study").click()
    expect(page.get_by_role("table", name="Answer")).to_be_visible()
    expect(editor(page)).to_contain_text("eq:relationReason")
    past = page.get_by_role("region", name="Your last queries")
    expect(past.get_by_role("listitem")).to_have_count(1)
    page.reload()
    expect(past.get_by_role("listitem")).to_have_count(1)
    past.get_by_role("button", name="Clear the list").click()

    expect(past).to_be_hidden()


def test_a_term_of_the_overview_is_inserted_as_a_pattern(bench: Visit) -> None:
    """Insert writes a pattern into the query and declares its prefix."""
    page = bench.page
    write(page, "SELECT * {\n}")
    page.get_by_label("Find a term").fill("evidence link")
    page.get_by_role("button", name="Insert eq:EvidenceLink").click()
    expect(editor(page)).to_be_focused()
    page.keyboard.press("Control+Enter")

    expect(page.get_by_role("table", name="Answer")).to_be_visible()
    expect(editor(page)).to_contain_text("?evidenceLink a eq:EvidenceLink .")


def test_samples_follow_the_editor(bench: Visit) -> None:
    """The code to copy holds the query as it stands, for the form it has."""
    page = bench.page
    write(page, "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 7")
    page.locator("#sample-curl summary").click()
    expect(page.locator("#sample-curl")).to_contain_text("text/turtle")
    expect(page.locator("#sample-curl code:visible")).to_contain_text("LIMIT 7")
    page.get_by_role("button", name="Copy the curl code").click()
    expect(page.get_by_role("status")).to_have_text("Copied")

    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied.startswith(f"curl --get {bench.address}/sparql")
