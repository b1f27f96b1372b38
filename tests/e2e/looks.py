"""Looks with axe at the pages that a walk reaches: in light and dark, on a phone and on a wide screen."""

import re
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.e2e.browser import AXE_OPTIONS, described

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = (390, 1440)
IDENTIFIER = re.compile(r"(?<=/)([A-Z]-\d{4}-\d+|\d+|[\w-]{12,}[:.][\w:.-]+|[\w-]{20,})(?=/)")
SHAPE = """() => [...document.querySelectorAll("body *")].map(e => e.localName + "." + e.getAttribute("class"))"""
RUN = "options => axe.run(document, options)"


@dataclass
class Looks:
    """Looks once at what is made of the same elements: another referral in the same state is the same page."""

    seen: set[tuple[str, frozenset[str]]] = field(default_factory=set)
    found: list[str] = field(default_factory=list)

    def __call__(self, person: str, page: Page) -> None:
        path = IDENTIFIER.sub("…", urlsplit(page.url).path)
        shape = (path, frozenset(page.evaluate(SHAPE)))
        if shape in self.seen:
            return
        self.seen.add(shape)
        page.evaluate(AXE_SCRIPT)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                words = described(page.evaluate(RUN, AXE_OPTIONS)["violations"])
                if words:
                    self.found.append(f"{person}, {path}, {scheme}, {width} px\n{words}")
        page.emulate_media(color_scheme="light")
