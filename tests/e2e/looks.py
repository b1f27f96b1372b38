"""Looks with axe at the pages that a walk reaches: in light and dark, on a phone and on a wide screen."""

import re
from dataclasses import dataclass, field
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
SCHEMES: dict[Literal["light", "dark"], dict[str, object]] = {"light": WHOLE, "dark": COLOURS}


@dataclass
class Looks:
    """Looks once by language at what is made of the same elements: two referrals in the same state are one page."""

    widths: tuple[int, ...] = WIDTHS
    seen: set[tuple[str, frozenset[str]]] = field(default_factory=set)
    found: list[str] = field(default_factory=list)

    def __call__(self, person: str, page: Page) -> None:
        language = page.locator("html").get_attribute("lang")
        path = f"{language} {IDENTIFIER.sub('…', urlsplit(page.url).path)}"
        shape = (path, frozenset(page.evaluate(SHAPE)))
        if shape in self.seen:
            return
        self.seen.add(shape)
        page.evaluate(AXE_SCRIPT)
        for width in self.widths:
            page.set_viewport_size({"width": width, "height": 900})
            for scheme, rules in SCHEMES.items():
                page.emulate_media(color_scheme=scheme)
                words = described(page.evaluate(RUN, rules))
                if words:
                    self.found.append(f"{person}, {path}, {scheme}, {width} px\n{words}")
        page.emulate_media(color_scheme="light")
