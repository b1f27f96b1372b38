"""The persons of a story: each has a browser of their own, with JavaScript or without."""

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

from tests.e2e.browser import OpenPage

Look = Callable[[str, Page], None]


def look_away(_person: str, _page: Page) -> None:
    """Look at nothing."""


@dataclass
class People:
    """Opens the site as a persona of the demonstration, or as somebody who has no account."""

    open_page: OpenPage
    javascript: bool = True
    look: Look = look_away
    pages: dict[str, Page] = field(default_factory=dict)

    def page_of(self, name: str) -> Page:
        """Return the page of a person, signed in by the demonstration's button when they are a persona."""
        if name not in self.pages:
            self.pages[name] = self.open_page(javascript=self.javascript)
            self.visit(name, "/demo/")
            entry = self.pages[name].get_by_role("button", name=f"Entrer comme {name}")
            if entry.count():
                entry.click()
                self.look(name, self.pages[name])
        return self.pages[name]

    def visit(self, name: str, path: str) -> Locator:
        """Open a page as a person, and return its main part."""
        page = self.page_of(name)
        page.goto(path)
        self.look(name, page)
        return page.locator("main")

    def press(self, name: str, button: str) -> Locator:
        """Press a button of the main part, by its words, and return the main part of what it leads to."""
        page = self.page_of(name)
        page.locator("main").get_by_role("button", name=button, exact=True).click()
        page.wait_for_load_state()
        self.look(name, page)
        return page.locator("main")

    def follow(self, name: str, link: str) -> Locator:
        """Follow the first link of the main part with these words."""
        page = self.page_of(name)
        page.locator("main").get_by_role("link", name=link).first.click()
        page.wait_for_load_state()
        self.look(name, page)
        return page.locator("main")

    def open_mail(self, name: str, *, to: str) -> Locator:
        """Open, among the mails that the demonstration shows, the newest to an address."""
        mails = self.visit(name, "/demo/courriels/")
        mails.locator("article", has_text=f"à {to},").first.get_by_role("link").first.click()
        self.look(name, self.pages[name])
        return self.pages[name].locator("main")
