"""What an officer does with supports, in the browser: paper, removal, merger, sample; the règlement and its pages."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import OpenPage
from tests.e2e.looks import Looks
from tests.e2e.people import People
from tests.e2e.site import Site

REFERRALS = """
    SELECT r.reference, (SELECT sum(count) FROM referrals_supportcount c WHERE c.referral_id = r.id) AS total
    FROM referrals_referral r JOIN territory_body b ON b.id = r.body_id
    WHERE r.collection = 'ouverte' AND b.slug = 'clermont-auvergne-metropole' ORDER BY r.reference
"""
SHEET = "Anne Martin;3 rue des Lilas;Royat\nMartin Anne;3 rue des lilas;Royat\nSans adresse"
PUBLIC_PAGES = ("/saisines/reglement/", "/saisines/registre/", "/saisines/", "/api/")
OFFICER_PAGES = ("/espace/reglement/", "/espace/reglement/1/", "/espace/reserves/")


def supports_of(site: Site, reference: str) -> int:
    statement = "SELECT sum(l.delta) FROM referrals_ledgerentry l JOIN referrals_referral r ON r.id = l.referral_id"
    return int(str(site.query(f"{statement} WHERE r.reference = %s", reference)[0][0]))


@pytest.mark.long
@pytest.mark.screens
def test_what_an_officer_does_with_supports(own_site: Site, open_own_page: OpenPage, looks: Looks) -> None:
    people = People(open_own_page, look=looks)
    (reference, total), (mother, _mothers) = [(str(row[0]), row[1]) for row in own_site.query(REFERRALS)[:2]]
    base = f"/espace/recevabilite/{reference}/soutiens/"
    people.visit("Karim", f"/espace/recevabilite/{reference}/")
    people.follow("Karim", "Les soutiens : papier")
    expect(people.press("Karim", "Recompter maintenant")).to_contain_text("Le compte est juste.")
    count_a_sheet(own_site, people, reference, int(str(total)))
    prove_by_phone(own_site, people, reference)
    remove_and_restore(own_site, people, reference)
    check_a_sample(people, reference)
    merge_and_separate(own_site, people, reference, mother)
    people.visit("Karim", base)
    publish_a_version(people)
    for path in OFFICER_PAGES:
        people.visit("Karim", path)
    people.page_of("Anna").get_by_role("button", name="English").click()
    for name, paths in (("Paul", PUBLIC_PAGES), ("Anna", (*PUBLIC_PAGES, f"/saisines/{reference}/"))):
        for path in paths:
            people.visit(name, path)
    assert people.page_of("Anna").locator("html").get_attribute("lang") == "en"
    people.page_of("Karim").goto("/")
    people.page_of("Karim").get_by_role("button", name="English").click()
    for path in (*OFFICER_PAGES, base, f"{base}papier/", f"{base}ecarter/", f"{base}sondage/", f"{base}regrouper/"):
        people.visit("Karim", path)
        assert people.page_of("Karim").locator("html").get_attribute("lang") == "en"
    assert not looks.found, "\n\n".join(looks.found)


def count_a_sheet(site: Site, people: People, reference: str, total: int) -> None:
    """A paper batch: each line is shown with what it becomes, then counted once, then undone."""
    people.follow("Karim", "Saisir une feuille")
    main = people.page_of("Karim").locator("main")
    main.get_by_label("Numéro de la feuille").fill("A7")
    main.get_by_label("Les lignes").fill(SHEET)
    expect(people.press("Karim", "Regarder les lignes")).to_contain_text("Deux fois sur la feuille")
    assert supports_of(site, reference) == total
    expect(people.press("Karim", "Compter les lignes nouvelles")).to_contain_text(
        "1 soutien nouveau, sur les 3 lignes lues"
    )
    assert supports_of(site, reference) == total + 1
    expect(people.press("Karim", "Annuler la feuille A7")).to_contain_text("La feuille est annulée")
    assert supports_of(site, reference) == total


def prove_by_phone(site: Site, people: People, reference: str) -> None:
    """A supporter confirms her telephone from the page of her receipt: one more is known more surely."""
    main = people.visit("Lucie", f"/saisines/{reference}/soutenir/")
    main.get_by_label("Votre commune").select_option(label="Royat")
    main.get_by_label("Votre adresse électronique").fill("telephone@demo.invalid")
    main.get_by_label("J’ai au moins").check()
    people.press("Lucie", "Recevoir le courriel")
    people.open_mail("Lucie", to="telephone@demo.invalid")
    people.follow("Lucie", "/saisines/soutien/")
    people.press("Lucie", "Confirmer mon soutien")
    people.open_mail("Lucie", to="telephone@demo.invalid")
    people.follow("Lucie", "/saisines/soutien/")
    people.follow("Lucie", "Votre reçu")
    main = people.follow("Lucie", "Renforcer mon soutien par un code")
    main.get_by_label("Votre téléphone mobile").fill("04 73 12 34 56")
    expect(people.press("Lucie", "Recevoir un code")).to_contain_text("commence par 06 ou 07")
    main.get_by_label("Votre téléphone mobile").fill("06 12 34 56 78")
    people.press("Lucie", "Recevoir un code")
    code = re.findall(r"\d{6}", people.visit("Anna", "/demo/messages/").inner_text())[0]
    main.get_by_label("Le code à six chiffres").fill(code)
    expect(people.press("Lucie", "Confirmer")).to_contain_text("avec un téléphone confirmé")
    levels = people.visit("Paul", f"/saisines/{reference}/").get_by_role("row", name="téléphone confirmé")
    expect(levels).to_contain_text("1")
    people.visit("Karim", f"/espace/recevabilite/{reference}/soutiens/")


def remove_and_restore(site: Site, people: People, reference: str) -> None:
    """A removal: previewed, run, seen by everyone, undone."""
    before = supports_of(site, reference)
    people.follow("Karim", "Écarter des soutiens")
    main = people.page_of("Karim").locator("main")
    main.get_by_label("Domaine du courriel").fill("demo.invalid")
    main.get_by_label("Motif, public").select_option(label="Envois automatiques")
    expect(people.press("Karim", "Voir l’aperçu")).to_contain_text("seraient écartés")
    assert supports_of(site, reference) == before
    expect(people.press("Karim", "Écarter ces soutiens")).to_contain_text("Soutiens écartés")
    assert supports_of(site, reference) == 1
    expect(people.visit("Paul", f"/saisines/{reference}/")).to_contain_text(re.compile("soutiens écartés le"))
    main = people.page_of("Karim").locator("main")
    main.get_by_role("button", name=re.compile("Rétablir")).click()
    expect(people.page_of("Karim").locator("main")).to_contain_text("comptent de nouveau")
    assert supports_of(site, reference) == before


def check_a_sample(people: People, reference: str) -> None:
    """A sample: drawn from dice, checked one by one, its estimate published."""
    people.follow("Karim", "Tirer un échantillon")
    main = people.page_of("Karim").locator("main")
    main.get_by_label("Soutiens à vérifier").fill("3")
    main.get_by_label("Ce que disent les dés").fill("7 4 1")
    people.press("Karim", "Tirer l’échantillon")
    for rank in (1, 2):
        people.press("Karim", f"Valide ({rank})")
    people.press("Karim", "Injoignable (3)")
    expect(people.press("Karim", "Publier l’estimation")).to_contain_text("La vérification est publiée")
    expect(people.visit("Paul", f"/saisines/{reference}/")).to_contain_text("2 soutiens valides sur 3")


def merge_and_separate(site: Site, people: People, reference: str, mother: str) -> None:
    """A merger with consent: a supporter carries her support by the link of her mail; then it is undone."""
    before = supports_of(site, mother)
    people.follow("Karim", "Regrouper avec une autre saisine")
    people.page_of("Karim").locator("main").get_by_label("Numéro de la saisine").fill(mother)
    expect(people.press("Karim", "Regrouper")).to_contain_text("Regroupée")
    email = site.query(
        "SELECT c.email FROM referrals_supportcontact c JOIN referrals_support s ON s.id = c.support_id"
        " JOIN referrals_referral r ON r.id = s.referral_id WHERE r.reference = %s AND NOT s.is_depositor"
        " ORDER BY s.id LIMIT 1",
        reference,
    )[0][0]
    site.wait_for(lambda: told(site, str(email), mother), "the mail of the merger", seconds=40)
    people.open_mail("Lucie", to=str(email))
    people.follow("Lucie", "/reporter/")
    expect(people.press("Lucie", "Reporter mon soutien")).to_contain_text("Votre soutien est reporté.")
    assert supports_of(site, mother) == before + 1
    people.visit("Karim", f"/espace/recevabilite/{reference}/soutiens/")
    expect(people.press("Karim", "Annuler le regroupement")).to_contain_text("la collecte reprend ici")
    assert supports_of(site, mother) == before


def told(site: Site, email: str, mother: str) -> bool:
    statement = 'SELECT count(*) FROM mail_message WHERE "to" = %s AND text LIKE %s AND sent_at IS NOT NULL'
    return bool(site.query(statement, email, f"%regroupée avec la saisine {mother}%")[0][0])


def publish_a_version(people: People) -> None:
    """A règlement: begun from a real one, tried on what is there, published from today on."""
    main = people.visit("Karim", "/espace/reglement/")
    main.get_by_label("Partir de").select_option(value="rennes-metropole")
    main = people.press("Karim", "Commencer un brouillon")
    main.get_by_label("Soutiens, en tout").first.fill("900")
    expect(people.press("Karim", "Garder le brouillon et l’essayer")).to_contain_text("Il ne change encore rien")
    expect(people.press("Karim", "Publier cette version")).to_contain_text("Les saisines déjà déposées gardent la leur")
    expect(people.visit("Paul", "/saisines/reglement/")).to_contain_text("900")
