"""Looks with axe at the pages that a walk reaches: in light and dark, on a phone and on a wide screen."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.e2e.browser import AXE_OPTIONS, described

WIDTHS = (390, 1440)
IDENTIFIER = re.compile(r"(?<=/)([A-Z]-\d{4}-\d+|\d+|[\w-]{12,}[:.][\w:.-]+|[\w-]{20,})(?=/)")
SHAPE = """() => [...document.querySelectorAll("body *")].map(e => e.localName + "." + e.getAttribute("class"))"""
# What axe finds right is never read: it stays in the browser.
RUN = "options => axe.run(document, options).then(found => found.violations)"
WHOLE = {**AXE_OPTIONS, "preload": False}
# Nothing but colours changes with the scheme: on the same width, the other rules would say the same again.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"], "resultTypes": ["violations"], "preload": False}
# In another language the same elements hold other words: names and languages may be wrong, colours are the same.
WORDS = {**WHOLE, "rules": {"color-contrast": {"enabled": False}}}
SCHEMES: dict[Literal["light", "dark"], dict[str, object]] = {"light": WHOLE, "dark": COLOURS}


def first_sights(folder: Path) -> Callable[[str], bool]:
    """Return what says whether no test of this run has yet looked at something, in any process."""
    folder.mkdir(exist_ok=True)

    def is_first(thing: str) -> bool:
        try:
            (folder / sha256(thing.encode()).hexdigest()).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True

    return is_first


@dataclass
class Looks:
    """Looks once at what is made of the same elements: another referral in the same state is the same page."""

    is_first: Callable[[str], bool]
    widths: tuple[int, ...] = WIDTHS
    found: list[str] = field(default_factory=list)

    def __call__(self, person: str, page: Page) -> None:
        path = IDENTIFIER.sub("…", urlsplit(page.url).path)
        shape = f"{path} {self.widths} {sorted(set(page.evaluate(SHAPE)))}"
        language = page.locator("html").get_attribute("lang")
        is_new, is_newly_said = self.is_first(shape), self.is_first(f"{language} {shape}")
        if is_new or is_newly_said:
            page.evaluate(AXE_SCRIPT)
        if is_new:
            self._look_at_all(f"{person}, {path}", page)
        elif is_newly_said:
            self._note(f"{person}, {path}, {language}", page, WORDS)

    def _look_at_all(self, where: str, page: Page) -> None:
        for width in self.widths:
            page.set_viewport_size({"width": width, "height": 900})
            for scheme, rules in SCHEMES.items():
                page.emulate_media(color_scheme=scheme)
                self._note(f"{where}, {scheme}, {width} px", page, rules)
        page.emulate_media(color_scheme="light")

    def _note(self, where: str, page: Page, rules: dict[str, object]) -> None:
        if words := described(page.evaluate(RUN, rules)):
            self.found.append(f"{where}\n{words}")
