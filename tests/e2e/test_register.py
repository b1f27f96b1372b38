"""One contribution in the browser, from the form in which it is written to the decision that it changes."""

import datetime as dt
import io

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.e2e.browser import OpenPage
from tests.e2e.looks import Looks
from tests.e2e.people import People
from tests.e2e.site import Site

SLUG = "un-square-a-la-place-du-parking"
PAGE, DESK = f"/concertations/{SLUG}/", f"/espace/concertations/{SLUG}/"
SAID, ASKED = "De l’ombre près des bancs, par de grands arbres.", "De grands arbres dès l’ouverture"
ANSWER, CHANGE = "Le sol le permet, sauf au-dessus de la cuve.", "Quarante tilleuls en mars."
ADDRESS = "suzanne.participe@exemple.fr"
SHOWN = {
    "Suzanne": [
        PAGE,
        f"{PAGE}registre/",
        f"{PAGE}registre/1/",
        f"{PAGE}questionnaires/2/",
        f"{PAGE}reunions/3/",
        f"{PAGE}bilan/",
    ],
    "Karim": [
        DESK,
        f"{DESK}registre/",
        f"{DESK}questionnaires/2/",
        f"{DESK}reunions/3/",
        f"{DESK}analyse/",
        f"{DESK}bilan/",
    ],
}


class Walk:
    """Each step is done by the person whose it is."""

    def __init__(self, people: People, site: Site) -> None:
        self.people, self.site = people, site

    def take_part(self) -> None:
        main = self.people.visit("Suzanne", f"{PAGE}registre/contribuer/")
        main.locator("[name=text]").fill(SAID)
        main.locator("[name=name]").fill("Suzanne")
        main.locator("[name=email]").fill(ADDRESS)
        main.locator("[name=commune]").select_option(label="Beaumont")
        self.people.press("Suzanne", "Envoyer ma contribution")
        main = self.people.visit("Suzanne", f"{PAGE}questionnaires/2/")
        main.get_by_label("Parfois").check()
        main.get_by_label("De l’ombre").check()
        expect(self.people.press("Suzanne", "Envoyer mes réponses")).to_contain_text("Votre réponse est comptée")

    def keep_the_register(self) -> None:
        main = self.people.visit("Karim", f"{DESK}registre/?etat=a_lire")
        for text in (SAID, "Une fontaine où l’on peut boire"):
            line = main.locator("article", has_text=text)
            line.get_by_role("button", name="Lue : publier").click()
            self.people.visit("Karim", f"{DESK}registre/?etat=a_lire")
        main = self.people.visit("Karim", f"{DESK}registre/saisir/")
        main.locator("[name=text]").fill("Des arbres, et de l’ombre pour les enfants.")
        main.locator("[name=file]").set_input_files(
            {"name": "feuille.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\nfeuille\n%%EOF\n"}  # type: ignore[arg-type]  # a file
        )
        self.people.press("Karim", "Entrer au registre")
        expect(self.people.visit("Suzanne", f"{PAGE}registre/")).to_contain_text(SAID)

    def close(self) -> None:
        """Time passes: the phases are over."""
        over = (dt.datetime.now(tz=dt.UTC) - dt.timedelta(minutes=1)).strftime("%Y-%m-%d %H:%M:%S+00:00")
        rows = "(SELECT id FROM consultations_consultation WHERE slug = %s)"
        self.site.query(f"UPDATE consultations_phase SET ends_at = %s WHERE consultation_id = {rows}", over, SLUG)  # noqa: S608 -- our own words
        self.people.visit("Karim", DESK)
        self.people.press("Karim", "Clore la concertation")

    def read(self) -> None:
        self.people.visit("Karim", f"{DESK}analyse/")
        main = self.people.press("Karim", "Proposer des thèmes à partir des mots")
        expect(main).to_contain_text("Proposé d’après ses mots")
        for choice in main.locator("select[name^=theme-]").all():
            if not choice.input_value():
                choice.select_option("0")
        self.people.press("Karim", "J’ai lu et classé ces contributions")
        links = main.locator("th a[href*='/analyse/themes/']").all()
        for path in [link.get_attribute("href") or "" for link in links]:
            theme = self.people.visit("Karim", path)
            theme.locator("[name=said]").fill("On veut de l’ombre, et que les livraisons restent possibles.")
            self.people.press("Karim", "Enregistrer le thème")

    def answer(self) -> None:
        number = self.site.query("SELECT number FROM consultations_contribution WHERE email = %s", ADDRESS)[0][0]
        main = self.people.visit("Karim", f"{DESK}propositions/")
        main.locator("[name=text]").fill(ASKED)
        main.locator("[name=numbers]").fill(f"1, {number}")
        self.people.press("Karim", "Réunir")
        main = self.people.follow("Karim", ASKED)
        main.locator("[name=stance]").select_option("en_partie")
        main.locator("[name=reason]").fill(ANSWER)
        main.locator("[name=change]").fill(CHANGE)
        self.people.press("Karim", "Enregistrer la réponse")

    def report(self) -> None:
        main = self.people.visit("Karim", f"{DESK}bilan/")
        main.locator("[name=introduction]").fill("Un mois, une réunion, un questionnaire.")
        main = self.people.press("Karim", "Enregistrer")
        expect(main).to_contain_text("Rien : tout est lu, classé et répondu.")
        self.people.press("Karim", "Publier le bilan")
        self.people.press("Karim", "Rendre compte aux participants")
        main = self.people.visit("Suzanne", f"{PAGE}bilan/")
        for words in (ASKED, CHANGE, "Indice d’écart", "Redressé", "Un mois, une réunion"):
            expect(main).to_contain_text(words)
        with self.people.page_of("Suzanne").expect_download() as download:
            main.get_by_role("link", name="PDF").click()
        pages = PdfReader(io.BytesIO(download.value.path().read_bytes())).pages
        assert CHANGE in " ".join(page.extract_text() for page in pages)

    def be_told(self) -> None:
        mail = self.site.wait_for_mail(to=ADDRESS, kind="account_given")
        assert f"{ASKED} : {ANSWER}" in " ".join(mail.text.split())
        link = next(link for link in mail.links if "la-mienne" in link)
        main = self.people.visit("Suzanne", link[link.index("/concertations/") :])
        for words in (SAID, "Retenue en partie", ANSWER, CHANGE):
            expect(main).to_contain_text(words)


@pytest.mark.screens
def test_from_a_form_to_the_decision(own_site: Site, open_own_page: OpenPage, looks: Looks) -> None:
    people = People(open_own_page)
    walk = Walk(people, own_site)
    for step in (
        walk.take_part,
        walk.keep_the_register,
        walk.close,
        walk.read,
        walk.answer,
        walk.report,
        walk.be_told,
    ):
        step()
    for person, paths in SHOWN.items():
        for path in paths:
            people.visit(person, path)
            looks(person, people.page_of(person))
    assert not looks.found, "\n\n".join(looks.found)
