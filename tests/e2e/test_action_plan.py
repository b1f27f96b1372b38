"""The action plan in a real browser: a card moved by keyboard, an iteration with three bodies, every page for axe."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings as site_settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from belvedere.contexts.actionplan.actions.sheets import add_action
from belvedere.contexts.actionplan.models import Action, Version
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from tests.contexts.actionplan.plans import opened, sheet
from tests.contexts.opinions import Body2026
from tests.e2e.browser import CHROMIUM, FLAGS
from tests.e2e.looks import Looks
from tests.factories import BodyFactory, RoleFactory, TerritoryFactory

pytestmark = [pytest.mark.e2e, pytest.mark.screens, pytest.mark.django_db(transaction=True)]

DESKS = ("plan_desk", "board_desk", "add", "iteration_desk", "reviews", "bring", "desk")


class Cast:
    """Three bodies that own an action each, and the pages of who acts for them."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser, self.url = browser, url
        territory = TerritoryFactory()
        self.territory = territory
        today, now = timezone.localdate(), timezone.now()
        with scope(territory=territory):
            world = Body2026(BodyFactory(territory=territory, slug="clermont-auvergne-metropole"))
            aot = BodyFactory(territory=territory, slug="smtc-ac", kind="aot")
            commune = BodyFactory(territory=territory, slug="chamalieres", kind="commune")
            self.roles: dict[str, Role] = {
                "agent": world.agent,
                "elected": world.elected,
                "metropole": world.drafter,
                "smtc-ac": RoleFactory(body=aot, kind=RoleKind.AGENT),
                "chamalieres": RoleFactory(body=commune, kind=RoleKind.AGENT),
            }
            opened(world, now)
            dates = {"starts_on": today, "due_on": today + timedelta(days=90)}
            owners = (("clermont-auvergne-metropole", "mobilites"), ("smtc-ac", ""), ("chamalieres", ""))
            needed: tuple[str, ...] = ()
            for body, department in owners:
                row = sheet(world, title=f"Action de {body}", body=body, department=department, **dates)
                action = add_action(sheet=row, by=world.agent, now=now)
                needed = (action.reference,)
        self.last = needed[0]

    def page_of(self, name: str, *, locale: str = "fr", javascript: bool = True) -> Page:
        """Open a page as somebody, already signed in; nobody when the name is empty."""
        context = self.browser.new_context(
            locale=locale, bypass_csp=True, reduced_motion="reduce", base_url=self.url, java_script_enabled=javascript
        )
        context.set_default_timeout(15_000)
        cookies = [{"name": "django_language", "value": locale, "url": self.url}]
        if name:
            client = Client()
            client.force_login(self.roles[name].user, backend="django.contrib.auth.backends.ModelBackend")
            value = client.cookies[site_settings.SESSION_COOKIE_NAME].value
            cookies.append({"name": site_settings.SESSION_COOKIE_NAME, "value": value, "url": self.url})
        context.add_cookies(cookies)  # type: ignore[arg-type]
        return context.new_page()

    def horizon(self) -> str:
        with scope(territory=self.territory):
            return Action.objects.get(reference=self.last).horizon


@pytest.fixture
def cast(settings, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """A browser, closed before the database is emptied: its event loop would forbid that."""
    settings.ALLOWED_HOSTS = ["*"]
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the test reads the database beside the browser's loop
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield Cast(browser, live_server.url)
        browser.close()


def review(cast: Cast, name: str) -> None:
    page = cast.page_of(name, javascript=False)
    page.goto(reverse("actionplan:reviews"))
    page.locator("main article").get_by_role("link").first.click()
    page.get_by_role("radio", name="Elle avance").check()
    page.get_by_label("Avancement, en pour cent").fill("30")
    page.get_by_label("Ce qui a été fait").fill(f"Le marché est signé, dit {name}.")
    page.get_by_role("button", name="Enregistrer la revue").click()
    assert page.get_by_text("Rien à revoir").is_visible()


def test_an_iteration_from_opening_to_version(cast: Cast, looks: Looks) -> None:
    agent = cast.page_of("agent")
    agent.goto(reverse("actionplan:board_desk"))
    agent.locator(f"#{cast.last} a").first.focus()
    agent.keyboard.press("Alt+ArrowRight")
    agent.wait_for_url(f"**/tableau/#{cast.last}")
    assert agent.locator("#colonne-moyen + ul").get_by_text("Action de chamalieres").is_visible()
    assert cast.horizon() == "moyen"

    agent.goto(reverse("actionplan:iteration_desk"))
    agent.get_by_label("Acte qui adopte la version 1").fill("Délibération du premier jour")
    agent.get_by_role("button", name="Ouvrir l’itération").click()
    for name in ("metropole", "smtc-ac", "chamalieres"):
        review(cast, name)
    agent.goto(reverse("actionplan:iteration_desk"))
    agent.get_by_role("button", name="Terminer la revue").click()

    inhabitant = cast.page_of("")
    inhabitant.goto(reverse("actionplan:retrospective", args=[1]))
    inhabitant.locator("textarea").first.fill("La page publique")
    inhabitant.get_by_role("button", name="Envoyer mes réponses").click()

    agent.goto(reverse("actionplan:iteration_desk"))
    agent.get_by_label("Groupe de la réponse 1").fill("La transparence")
    agent.get_by_role("button", name="Enregistrer ma lecture").click()
    agent.get_by_role("button", name="Préparer la version").click()

    elected = cast.page_of("elected")
    elected.goto(reverse("actionplan:iteration_desk"))
    elected.get_by_label("Délibération qui adopte la version").fill("Délibération du dernier jour")
    elected.get_by_role("button", name="Adopter la version").click()
    elected.wait_for_url("**/versions/2/")
    words = elected.locator("main").inner_text()
    assert ("En cours" in words, "Délibération du dernier jour" in words) == (True, True)
    with scope(territory=cast.territory):
        assert list(Version.objects.order_by("number").values_list("number", flat=True)) == [1, 2]

    for locale, name, routes in (
        ("fr", "", ("plan", "board", "timeline", "shares", "late", "progress", "iterations", "on_a_day", "draft")),
        ("en", "", ("board", "timeline")),
        ("fr", "agent", DESKS),
        ("en", "agent", DESKS),
    ):
        page = cast.page_of(name, locale=locale)
        for route in routes:
            page.goto(reverse(f"actionplan:{route}"))
            looks(f"{name or 'visitor'} {locale}", page)
        if name:
            for route in ("revise", "desk_action"):
                page.goto(reverse(f"actionplan:{route}", args=[cast.last]))
                looks(f"{name} {locale}", page)
        else:
            page.goto(reverse("actionplan:version", args=[2]))
            looks(f"visitor {locale}", page)
            page.goto(reverse("actionplan:action", args=[cast.last]))
            looks(f"visitor {locale}", page)
    assert looks.found == [], "\n".join(looks.found)
