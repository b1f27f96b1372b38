"""Every component in a real browser: no axe violation, no sideways scrolling, nothing in the console."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from belvedere.platform.territory.models import Territory
from tests.e2e.looks import Looks
from tests.factories import TerritoryFactory

pytestmark = [pytest.mark.e2e, pytest.mark.screens, pytest.mark.django_db(transaction=True)]

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture
def demo(settings, live_server: LiveServer) -> Territory:
    settings.DEMO = True
    settings.ALLOWED_HOSTS = ["*"]
    return TerritoryFactory()


@pytest.fixture
def browser(demo: Territory) -> Iterator[Browser]:
    """A browser, closed before the database is emptied: its event loop would forbid that."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_context(locale="fr-FR", reduced_motion="reduce").new_page()


@pytest.mark.parametrize("path", ["/_ui/", "/nulle-part/"])
def test_no_violation(page: Page, live_server: LiveServer, path: str, looks: Looks) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    looks.widths = (320, 390, 1440)
    page.goto(live_server.url + path)
    looks("anyone", page)
    assert not looks.found, "\n\n".join(looks.found)
    assert [text for text in said if "404" not in text] == []


@pytest.mark.parametrize("path", ["/_ui/", "/nulle-part/"])
def test_nothing_scrolls_sideways(page: Page, live_server: LiveServer, path: str) -> None:
    page.goto(live_server.url + path)
    for width in (320, 390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_first_visit_is_light_and_asks_nobody_else(page: Page, live_server: LiveServer) -> None:
    hosts: set[str] = set()
    sizes: list[int] = []
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.on("response", lambda response: sizes.append(len(response.body())))
    page.goto(live_server.url + "/nulle-part/", wait_until="networkidle")
    assert hosts == {live_server.url.split("/")[2]}
    assert sum(sizes) < 60_000


def test_everything_is_there_without_javascript(browser: Browser, live_server: LiveServer) -> None:
    page = browser.new_context(java_script_enabled=False, locale="fr-FR").new_page()
    page.goto(live_server.url + "/_ui/")
    page.get_by_role("button", name="Sombre").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"


def test_keyboard_starts_with_the_skip_link(page: Page, live_server: LiveServer) -> None:
    page.goto(live_server.url + "/nulle-part/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"


def test_scripts_only_add(page: Page, live_server: LiveServer) -> None:
    page.goto(live_server.url + "/_ui/")
    field = page.locator("#id_vide-text")
    field.fill("Bonjour")
    assert page.locator("#id_vide-text + .field-counter").text_content() == "2993 caractères restants"
    assert page.locator(".share button").is_visible()
