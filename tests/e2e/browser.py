"""Pages of a real browser that fail their test on any error, and on any request to another host."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol  # axe answers JSON
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

CHROMIUM = os.environ.get("BELVEDERE_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",  # tests may run as root
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "RGAAv4"]
AXE_OPTIONS = {"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"]}
WATCHED = {"stylesheet", "script", "image", "font", "manifest"}


@dataclass
class Complaints:
    """What went wrong in a page while a test used it."""

    hosts: frozenset[str]
    found: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.found.append(f"script error: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # The status of a page is the test's affair; that of its parts is watched below.
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource"):
            self.found.append(f"console {message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.netloc not in self.hosts:
            self.found.append(f"request to another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.request.resource_type in WATCHED:
            self.found.append(f"{response.request.resource_type} {response.url} answered {response.status}")


class OpenPage(Protocol):
    """Opens a page as somebody new: no cookie of another page."""

    def __call__(
        self, *, width: int = 1440, height: int = 900, javascript: bool = True, scheme: str = "light"
    ) -> Page: ...


@contextmanager
def page_opener(browser: Browser, url: str, *others: str) -> Iterator[OpenPage]:
    """Yield what opens pages on a site; at the end, fail if one of them had something to complain about.

    ``others`` are the sites to which a page may lead, besides its own.
    """
    contexts: list[BrowserContext] = []
    complaints = Complaints(frozenset(urlsplit(address).netloc for address in (url, *others)))

    def open_page(*, width: int = 1440, height: int = 900, javascript: bool = True, scheme: str = "light") -> Page:
        context = browser.new_context(
            base_url=url,
            locale="fr-FR",
            timezone_id="Europe/Paris",
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        context.on("page", complaints.watch)
        return context.new_page()

    try:
        yield open_page
    finally:
        for context in contexts:
            context.close()
    assert not complaints.found, "\n".join(complaints.found)


AxeCheck = Callable[[Page], None]


def axe_violations(page: Page) -> str:
    """Return what axe finds wrong in a page, named by WCAG and RGAA criterion, or nothing."""
    return described(Axe().run(page, options=AXE_OPTIONS).response["violations"])


def described(violations: list[dict[str, Any]]) -> str:
    """Return what axe answered as lines to read: the rule, its criteria, then each element and what to do."""
    lines = []
    for violation in violations:
        criteria = ", ".join(tag for tag in violation["tags"] if tag.startswith(("wcag", "RGAA-")))
        lines.append(f"{violation['id']} ({violation['impact']}; {criteria}): {violation['help']}")
        lines += [
            f"    {json.dumps(node['target'])} {node['html'][:200]}\n        {node.get('failureSummary', '')}"
            for node in violation["nodes"]
        ]
    return "\n".join(lines)
