"""Looks with axe at the pages that a walk reaches: in light and dark, on a phone and on a wide screen."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal  # axe answers JSON
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.e2e.browser import AXE_OPTIONS, described

WIDTHS = (390, 1440)
IDENTIFIER = re.compile(r"(?<=/)([A-Z]-\d{4}-\d+|\d+|[\w-]{12,}[:.][\w:.-]+|[\w-]{20,})(?=/)")
SHAPE = """() => [...document.querySelectorAll("body *")].map(e => e.localName + "." + e.getAttribute("class"))"""
# What axe finds right is never read: it stays in the browser.
RUN = "options => axe.run(document, options).then(found => found.violations)"
ALL = {**AXE_OPTIONS, "preload": False}
COLOUR_RULES = ("color-contrast", "link-in-text-block")
# Names, roles, languages, sizes: on one width, neither the scheme nor another language of the same page changes more.
WHOLE = {**ALL, "rules": {rule: {"enabled": False} for rule in COLOUR_RULES}}
COLOURS = {"runOnly": list(COLOUR_RULES), "resultTypes": ["violations"], "preload": False}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# Styles follow tags, classes and a few states, all the way up: what has the same ones has the same colours, on any
# page. Contrast, which costs more than all the rest, is computed once for each.
WORN = """() => {
  const states = ["class", "type", "role", "open", "disabled", "current", "expanded", "pressed", "selected"];
  const speaks = e => e.matches("input, select, textarea")
    || [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim());
  const worn = e => states.map(name => e.getAttribute(name) ?? e.getAttribute("aria-" + name)).join(",");
  const found = new Map();
  for (const e of document.querySelectorAll("body *")) {
    if (!e.checkVisibility() || !speaks(e)) continue;
    const lineage = [];
    for (let n = e; n; n = n.parentElement) lineage.push(n.localName + worn(n));
    found.set(lineage.join("<"), e);
  }
  window.lookedAt = found;
  return [...found.keys()];
}"""
RUN_ON = """([options, worn]) =>
  axe.run({include: worn.map(one => window.lookedAt.get(one)).filter(e => e.isConnected)}, options)
  .then(found => found.violations)"""


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
            self._note(f"{person}, {path}, {language}", page.evaluate(RUN, WHOLE))

    def _look_at_all(self, where: str, page: Page) -> None:
        for width in self.widths:
            page.set_viewport_size({"width": width, "height": 900})
            self._note(f"{where}, {width} px", page.evaluate(RUN, WHOLE))
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                self._look_at_colours(f"{scheme}, {width} px", where, page)
        page.emulate_media(color_scheme="light")

    def _look_at_colours(self, light: str, where: str, page: Page) -> None:
        worn = [one for one in page.evaluate(WORN) if self.is_first(f"{light} {one}")]
        if worn:
            self._note(f"{where}, {light}", page.evaluate(RUN_ON, [COLOURS, worn]))

    def _note(self, where: str, violations: list[dict[str, Any]]) -> None:
        if words := described(violations):
            self.found.append(f"{where}\n{words}")
