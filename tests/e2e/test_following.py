"""Following, being known by FranceConnect, forwarding to a commune, telling other sites: in the browser."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.browser import page_opener
from tests.e2e.looks import Looks
from tests.e2e.people import People
from tests.e2e.site import Site, Template, running_site
from tests.platform.franceconnect.provider import CLIENT_ID, CLIENT_SECRET, Provider, running_provider

OPEN = "SELECT reference FROM referrals_referral WHERE collection = 'ouverte' ORDER BY id"
WAITING = """
    SELECT r.reference, c.email FROM referrals_referral r
    JOIN referrals_support s ON s.referral_id = r.id AND s.is_depositor
    JOIN referrals_supportcontact c ON c.support_id = s.id
    JOIN territory_body b ON b.id = r.body_id
    WHERE r.publication = 'recue' AND b.slug = 'clermont-auvergne-metropole' ORDER BY r.id
"""
MAILED = 'SELECT count(*) FROM mail_message WHERE "to" = %s AND text LIKE %s AND sent_at IS NOT NULL'
SHOWN = {
    "documents": """
        SELECT r.publication, a.moderation, a.media_type FROM referrals_attachment a
        JOIN referrals_referral r ON r.id = a.referral_id ORDER BY a.id
    """,
    "appeals": "SELECT state FROM referrals_appeal",
    "followers": "SELECT pace FROM referrals_follower WHERE confirmed_at IS NOT NULL ORDER BY id",
    "other sites": "SELECT url FROM webhooks_webhook WHERE paused_at IS NOT NULL",
}
DEMONSTRATION = {
    "documents": [("recevable", "sans_remarque", "image/jpeg"), ("recue", "a_lire", "image/jpeg")],
    "appeals": [("depose",)],
    "followers": [("evenement",), ("semaine",)],
    "other sites": [("https://quartiers.demo.invalid/belvedere",)],
}
MAILBOX = "suivre@demo.invalid"


@pytest.fixture
def provider() -> Iterator[Provider]:
    with running_provider() as found:
        yield found


@pytest.fixture
def known_site(template: Template, tmp_path: Path, provider: Provider) -> Iterator[Site]:
    """A site that FranceConnect knows."""
    settings = {
        "BELVEDERE_FRANCECONNECT_URL": provider.url,
        "BELVEDERE_FRANCECONNECT_CLIENT_ID": CLIENT_ID,
        "BELVEDERE_FRANCECONNECT_CLIENT_SECRET": CLIENT_SECRET,
    }
    with running_site(template, f"belvedere_{uuid4().hex[:12]}", tmp_path, ["serve", "worker"], settings) as running:
        yield running


@pytest.mark.long
@pytest.mark.screens
def test_followed_known_and_forwarded(known_site: Site, provider: Provider, browser: Browser, looks: Looks) -> None:
    assert {name: known_site.query(question) for name, question in SHOWN.items()} == DEMONSTRATION
    reference = str(known_site.query(OPEN)[0][0])
    with page_opener(browser, known_site.url, provider.url) as opener:
        people = People(opener, look=looks)
        follow(people, reference)
        show_elsewhere(people, provider, known_site, reference)
        prove_by_franceconnect(people, reference)
        tell_another_site(people)
        forward(known_site, people)
        pages = [
            f"/saisines/{reference}/{page}" for page in ("", "suivre/", "suivre/courriel/", "integrer/", "compteur/")
        ]
        read_in_english(people, "Anna", *pages)
        read_in_english(people, "Karim", "/espace/notifications/")
        assert not looks.found, "\n\n".join(looks.found)


def read_in_english(people: People, person: str, *paths: str) -> None:
    """Look at pages in English, then come back to French."""
    people.page_of(person).get_by_role("button", name="English").click()
    for path in paths:
        people.visit(person, path)
        assert people.page_of(person).locator("html").get_attribute("lang") == "en"
    people.visit(person, "/")  # a page made for other sites has no such button
    people.page_of(person).get_by_role("button", name="Français").click()


def follow(people: People, reference: str) -> None:
    """Somebody follows without supporting, once a week, then stops."""
    people.visit("Paul", f"/saisines/{reference}/")
    main = people.follow("Paul", "Recevoir les nouvelles sans soutenir")
    main.get_by_label("Votre adresse électronique").fill(MAILBOX)
    main.get_by_label("Une fois par semaine").check()
    people.press("Paul", "Recevoir le courriel")
    people.open_mail("Paul", to=MAILBOX)
    people.follow("Paul", "/saisines/suivi/")
    expect(people.press("Paul", "Confirmer et suivre")).to_contain_text("viendront à votre adresse")
    people.open_mail("Paul", to=MAILBOX)
    main = people.follow("Paul", "/saisines/suivi/")
    expect(main.get_by_label("Une fois par semaine")).to_be_checked()
    expect(people.press("Paul", "Ne plus suivre et effacer mon adresse")).to_contain_text("votre adresse est effacée")


def show_elsewhere(people: People, provider: Provider, site: Site, reference: str) -> None:
    """The counter is shown in a page of another origin, and no cookie comes of it."""
    people.visit("Paul", f"/saisines/{reference}/")
    expect(people.follow("Paul", "Montrer son compteur sur un autre site")).to_contain_text("<iframe src=")
    people.visit("Paul", f"/saisines/{reference}/compteur/")
    page = people.page_of("Marie")
    page.context.clear_cookies()
    page.goto(f"{provider.url}/ailleurs")
    page.evaluate(
        "src => document.body.append(Object.assign(document.createElement('iframe'), { src }))",
        f"{site.url}/saisines/{reference}/compteur/",
    )
    expect(page.frame_locator("iframe").locator(".counter-total")).to_contain_text("soutiens")
    assert page.context.cookies() == []


def prove_by_franceconnect(people: People, reference: str) -> None:
    """A supporter goes to FranceConnect by a button, and comes back to a support that counts at its level."""
    main = people.visit("Lucie", f"/saisines/{reference}/soutenir/")
    main.get_by_label("Votre commune").select_option(label="Royat")
    main.get_by_label("Votre adresse électronique").fill("identite@demo.invalid")
    main.get_by_label("J’ai au moins").check()
    people.press("Lucie", "Recevoir le courriel")
    people.open_mail("Lucie", to="identite@demo.invalid")
    people.follow("Lucie", "/saisines/soutien/")
    people.press("Lucie", "Confirmer mon soutien")
    people.open_mail("Lucie", to="identite@demo.invalid")
    people.follow("Lucie", "/saisines/soutien/")
    people.follow("Lucie", "Votre reçu")
    people.follow("Lucie", "Choisir le rythme des nouvelles")
    people.page_of("Lucie").go_back()
    people.follow("Lucie", "Renforcer mon soutien avec FranceConnect")
    proving = urlsplit(people.page_of("Lucie").url).path
    read_in_english(people, "Lucie", proving)
    people.visit("Lucie", proving)
    expect(people.press("Lucie", "S’identifier avec FranceConnect")).to_contain_text("avec une identité confirmée")
    levels = people.visit("Paul", f"/saisines/{reference}/").get_by_role("row", name="FranceConnect")
    expect(levels).to_contain_text("1")


def tell_another_site(people: People) -> None:
    """An officer adds the address of another site; one that is not public is refused, and nothing is lost."""
    main = people.visit("Karim", "/espace/notifications/")
    main.get_by_label("Adresse du site à prévenir").fill("https://192.168.1.1/")
    expect(people.press("Karim", "Ajouter l’adresse")).to_contain_text("Il faut une adresse publique en https")
    main.get_by_label("Adresse du site à prévenir").fill("https://site.invalid/belvedere")
    expect(people.press("Karim", "Ajouter l’adresse")).to_contain_text("https://site.invalid/belvedere")


def forward(site: Site, people: People) -> None:
    """A referral goes to a commune: its agent receives it, the depositor is told, the register says it."""
    reference, email = map(str, site.query(WAITING)[0])
    desk = f"/espace/recevabilite/{reference}/"
    main = people.visit("Karim", desk)
    main.get_by_label("Organisme compétent").select_option(value="chamalieres")
    people.press("Karim", "Transmettre")
    assert people.page_of("Karim").goto(desk).status == 404
    expect(people.visit("Nadia", "/espace/recevabilite/")).to_contain_text(reference)
    expect(people.visit("Nadia", desk)).to_contain_text("Déclarer recevable")
    site.wait_for(lambda: bool(site.query(MAILED, email, "%transmise%")[0][0]), "the mail", seconds=40)
    expect(people.open_mail("Lucie", to=email)).to_contain_text("transmise à l’organisme compétent")
    expect(people.visit("Paul", f"/saisines/{reference}/")).to_contain_text("transmise à l’organisme compétent")
