"""The workbench page, as somebody at a keyboard uses it."""

from playwright.sync_api import Locator, Page

from graph.namespaces import EQ

STUDIES = f"PREFIX eq: <{EQ}>\nSELECT ?study ?n {{ ?study a eq:Study ; eq:population/eq:n ?n }}"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def editor(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Query", exact=True)


def write(page: Page, text: str) -> None:
    """Put a query into the editor, as a paste does."""
    editor(page).click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def run(page: Page, text: str) -> None:
    """Write a query and run it by the keyboard."""
    write(page, text)
    page.keyboard.press("Control+Enter")


def column(page: Page, place: int) -> list[str]:
    """Return the texts of one column of the answer, counted from 1."""
    return page.locator(f"#answer tbody td:nth-child({place}) > div").all_inner_texts()
