"""A tab of a real browser that notes what it should never see."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
}


class Visit:
    """A tab that notes what it should never see: foreign requests and complaints."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.address = address
        self.page: Page = context.new_page()
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self._note(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, url: str) -> None:
        if not url.startswith((self.address, "data:")):
            self.foreign.append(url)

    def check(self) -> None:
        """Assert that the page is accessible, fits the screen, and kept to itself."""
        found = Axe().run(self.page, options=RULES)
        width = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")

        assert [] == [
            (rule["id"], node["target"], node["failureSummary"])
            for rule in found.response["violations"]
            for node in rule["nodes"]
        ], self.page.url
        assert width <= 0, self.page.url
        assert ([], []) == (self.foreign, self.complaints), self.page.url
