"""The guide in a real browser: a project is checked without JavaScript, in both languages; axe finds nothing."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.e2e.looks import Looks
from tests.factories import TerritoryFactory

pytestmark = [pytest.mark.e2e, pytest.mark.screens, pytest.mark.django_db(transaction=True)]

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture
def browser(settings, live_server: LiveServer) -> Iterator[Browser]:
    """A browser, closed before the database is emptied: its event loop would forbid that."""
    settings.ALLOWED_HOSTS = ["*"]
    TerritoryFactory()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def answer(page: Page, choice: str) -> None:
    page.get_by_role("radio", name=choice, exact=True).check()
    page.get_by_role("button", name="Répondre").click()


def test_a_project_is_checked_without_javascript(browser: Browser, live_server: LiveServer) -> None:
    page = browser.new_context(locale="fr-FR", java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/guide/")
    page.get_by_role("link", name="Vérifier un projet").click()
    answer(page, "Zone d’aménagement concerté (ZAC)")
    assert page.get_by_role("heading", name="Obligatoire", exact=True).is_visible()
    assert page.get_by_role("link", name="Concertation obligatoire avant création de ZAC").is_visible()
    answer(page, "Je ne sais pas")
    page.get_by_role("link", name="Changer : De quelle nature est le projet ou la décision ?").click()
    answer(page, "Piétonnisation")
    assert "nature=pietonnisation" in page.url
    assert page.get_by_role("link", name="Concertation obligatoire avant création de ZAC").count() == 0


def test_nothing_for_axe_in_either_language(browser: Browser, live_server: LiveServer, looks: Looks) -> None:
    for locale in ("fr", "en"):
        context = browser.new_context(locale=locale, bypass_csp=True, reduced_motion="reduce")
        context.add_cookies([{"name": "django_language", "value": locale, "url": live_server.url}])
        page = context.new_page()
        for path in (
            "/guide/",
            "/guide/?q=mandat",
            "/guide/chapitres/composer-le-dispositif/",
            "/guide/regles/CU-103-2-PLU/",
            "/guide/methodes/aller_vers/",
            "/guide/verifier/?nature=zac&marge=rien&niveau=%3F",
            "/guide/verifier/?nature=voirie&cout_ht=beaucoup",
        ):
            page.goto(live_server.url + path)
            looks(locale, page)
            for width in (320, 1440):
                page.set_viewport_size({"width": width, "height": 900})
                assert page.evaluate("document.documentElement.scrollWidth") == width, path
    assert looks.found == []
