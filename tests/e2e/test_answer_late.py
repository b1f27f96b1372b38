"""An answer late then published, a commitment contested: by those who work on them, then by inhabitants."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import OpenPage
from tests.e2e.looks import Looks
from tests.e2e.people import People
from tests.e2e.site import Site

DEPOSITOR = "suzanne@demo.invalid"
DEPARTMENT = "Direction des mobilités"
REASON = "Dites combien d’arrêts, et lesquels d’abord."
PUBLIC_PAGES = ("/reponses/", "/reponses/?situation=retard", "/reponses/delais/", "/plan-d-actions/")


def today() -> date:
    return date.today()  # noqa: DTZ011 -- the day of the machine that serves the site under test


class Story:
    """The late answer of the demonstration, then its kept promise."""

    def __init__(self, site: Site, people: People) -> None:
        self.site, self.people = site, people
        self.action = self.reply_path = ""
        self.opinion = site.query(
            "SELECT o.reference FROM answers_answersheet s JOIN panels_opinion o ON o.id = s.opinion_id"
            " WHERE s.state = 'attribuee'"
        )[0][0]
        self.suspended = site.query(
            "SELECT o.reference FROM answers_answersheet s JOIN panels_opinion o ON o.id = s.opinion_id"
            " WHERE s.state = 'soumise'"
        )[0][0]
        self.sheet = f"/espace/reponses/{self.opinion}/"

    # -- late, and known to be

    def see_that_it_is_late(self) -> None:
        """Anyone reads it; those who had to know were told, once, by the worker."""
        expect(self.people.visit("Paul", "/reponses/?situation=retard")).to_contain_text("En retard de")
        self.site.wait_until_idle()
        main = self.people.visit("Karim", self.sheet)
        expect(main.get_by_role("region", name="Rappels envoyés").locator("li")).to_have_count(3)
        expect(main).to_contain_text("En retard de")

    def instruct(self) -> None:
        """Karim asks another body; its agent answers from his own workspace."""
        main = self.people.follow("Karim", "Demander une contribution")
        main.get_by_label("Service ou organisme").select_option(label="Direction de l’habitat et du logement")
        main.get_by_label("Ce que vous lui demandez").fill("Combien d’immeubles attendent un arrêt à l’ombre ?")
        main = self.people.press("Karim", "Demander la contribution")
        expect(main).to_contain_text("La contribution est demandée.")
        expect(main).to_contain_text("Trente quais sont assez larges.")
        main = self.people.visit("Samir", "/espace/contributions/")
        main.get_by_role("link", name=self.opinion).click()
        page = self.people.page_of("Samir").locator("main")
        page.get_by_label("Votre contribution").fill("Trente quais sont assez larges, et dix de plus en mai.")
        main = self.people.press("Samir", "Rendre ma contribution")
        expect(main).to_contain_text("Votre contribution est rendue.")

    def set_chain(self) -> None:
        """Two visas: the participation officer's, then an elected official's."""
        main = self.people.visit("Karim", "/espace/circuit-des-reponses/")
        main.get_by_label("Nom du visa 1").fill("Service participation")
        main.get_by_label("Qui donne le visa 1").select_option("agent")
        main.get_by_label("Nom du visa 2").fill("Vice-présidence")
        main.get_by_label("Qui donne le visa 2").select_option("elu")
        main = self.people.press("Karim", "Enregistrer le circuit")
        expect(main).to_contain_text("Le circuit est enregistré")

    def draft(self) -> None:
        """Hélène completes the answers that were missing, with the contributions before her eyes."""
        main = self.people.visit("Hélène", self.sheet)
        expect(main).to_contain_text("et dix de plus en mai")
        for number in (2, 3, 4):
            self._answer(number)
        main = self.people.press("Hélène", "Soumettre la réponse")
        expect(main).to_contain_text("La réponse est soumise")

    def _answer(self, number: int) -> None:
        form = self.people.page_of("Hélène").locator(f"#recommandation-{number} details")
        if form.get_attribute("open") is None:
            form.locator("summary").click()
        form.get_by_role("radio", name="Retenu", exact=True).check()
        form.get_by_role("textbox", name="Réponse").fill("Quarante arrêts avant l’été.")
        form.get_by_label("Service responsable").select_option(label=DEPARTMENT)
        form.get_by_label("Horizon").select_option("court")
        form.get_by_label("À faire avant le").fill((today() + timedelta(days=200)).isoformat())
        main = self.people.press("Hélène", f"Enregistrer la réponse {number}")
        expect(main).to_contain_text(f"Recommandation {number}")

    def approve(self) -> None:
        """Karim gives the first visa, Marc sends back once, then validates."""
        self.people.visit("Karim", self.sheet)
        main = self.people.press("Karim", "Donner mon visa")
        expect(main).to_contain_text("Votre visa est donné.")
        main = self.people.visit("Marc", self.sheet)
        main.get_by_label("Ce qu’il faut reprendre").fill(REASON)
        self.people.press("Marc", "Renvoyer")
        expect(self.people.visit("Hélène", self.sheet)).to_contain_text(REASON)
        self.people.press("Hélène", "Soumettre la réponse")
        self.people.visit("Karim", self.sheet)
        self.people.press("Karim", "Donner mon visa")
        self.people.visit("Marc", self.sheet)
        main = self.people.press("Marc", "Valider la réponse")
        expect(main).to_contain_text("La réponse est validée")

    def publish(self) -> None:
        """Karim reads the mail that supporters will get, then publishes: the delay stays written."""
        main = self.people.visit("Karim", f"{self.sheet}apercu/")
        expect(main.get_by_role("region", name="Le courriel")).to_contain_text("est publiée. Retenues")
        self.people.visit("Karim", self.sheet)
        main = self.people.press("Karim", "Publier la réponse")
        expect(main).to_contain_text("La réponse est publiée.")
        row = self.people.visit("Paul", "/reponses/").locator("tr", has_text=self.opinion)
        expect(row).to_contain_text(re.compile(r"Publiée avec \d+ jours ouvrés de retard"))
        self.site.wait_until_idle()
        expect(self.people.visit("Paul", "/reponses/delais/?sort=delai")).to_contain_text("Clermont Auvergne Métropole")

    def suspend(self) -> None:
        """Another answer waits for an expert: its clock stops, the reason is public; then it runs again."""
        path = f"/espace/reponses/{self.suspended}/"
        main = self.people.visit("Karim", path)
        main.get_by_text("Suspendre le délai", exact=True).first.click()
        main.get_by_label("Raison, publique").select_option("expertise")
        main.get_by_label("Le délai reprend le").fill((today() + timedelta(days=20)).isoformat())
        main = self.people.press("Karim", "Suspendre le délai")
        expect(main).to_contain_text("Le délai est suspendu.")
        expect(self.people.visit("Paul", "/reponses/")).to_contain_text("Délai suspendu jusqu’au")
        main = self.people.visit("Paul", f"/panel/avis/{self.suspended}/")
        expect(main).to_contain_text("une expertise est commandée")
        self.people.visit("Karim", path)
        main = self.people.press("Karim", "Faire courir le délai")
        expect(main).to_contain_text("Le délai court de nouveau.")

    # -- kept, says the body

    def contest(self) -> None:
        """The depositor is asked by mail, and says no: the page shows both versions."""
        self.site.wait_until_idle()
        self.action = self.site.query(
            "SELECT reference FROM actionplan_action WHERE state = 'faite' AND answer_id IS NOT NULL"
        )[0][0]
        links = [link for mail in self.site.mails(to=DEPOSITOR, kind="survey") for link in mail.links]
        link = next(link for link in links if f"/{self.action}/est-ce-fait/" in link and "reponse=non" in link)
        self.reply_path = link[link.index("/plan-d-actions/") :]
        main = self.people.visit("Suzanne", self.reply_path)
        expect(main.get_by_role("radio", name="Non")).to_be_checked()
        main.get_by_label("Quelques mots").fill("Le banc promis n’y est pas.")
        self.people.press("Suzanne", "Répondre")
        self.site.wait_until_idle()
        main = self.people.visit("Paul", f"/plan-d-actions/{self.action}/")
        for words in ("Contestée", "Ce que dit l’organisme", "Ce que disent les habitants", "Vérifier le tirage"):
            expect(main).to_contain_text(words)
        expect(main).not_to_contain_text("Le banc promis")
        expect(self.people.visit("Suzanne", self.reply_path)).to_contain_text("Vous avez déjà répondu")

    def answer_contest(self) -> None:
        """Karim reads the words, Hélène answers; both versions stay."""
        main = self.people.visit("Karim", f"/espace/actions/{self.action}/")
        expect(main).to_contain_text("Le banc promis n’y est pas.")
        self.people.press("Karim", "Publier le texte 1")
        main = self.people.visit("Hélène", f"/espace/actions/{self.action}/")
        main.get_by_label("Vous avez raison").check()
        main.get_by_label("Votre explication").fill("Le banc arrive en janvier.")
        main = self.people.press("Hélène", "Publier ma réponse")
        expect(main).to_contain_text("Votre réponse est publiée")
        main = self.people.visit("Paul", f"/plan-d-actions/{self.action}/")
        expect(main).to_contain_text("Le banc arrive en janvier.")

    # -- in the other language

    def read_in_english(self) -> None:
        paths = (
            *PUBLIC_PAGES,
            f"/panel/avis/{self.opinion}/",
            f"/panel/avis/{self.suspended}/",
            f"/plan-d-actions/{self.action}/",
            self.reply_path,
        )
        for path in paths:
            self.people.visit("Paul", path)
        self.people.visit("Anna", "/reponses/")
        self.people.page_of("Anna").get_by_role("button", name="English").click()
        for path in paths:
            self.people.visit("Anna", path)
            assert self.people.page_of("Anna").locator("html").get_attribute("lang") == "en"


STEPS = (
    Story.see_that_it_is_late,
    Story.instruct,
    Story.set_chain,
    Story.draft,
    Story.approve,
    Story.publish,
    Story.suspend,
    Story.contest,
    Story.answer_contest,
    Story.read_in_english,
)


@pytest.mark.long
@pytest.mark.screens
def test_late_then_published_kept_then_contested(own_site: Site, open_own_page: OpenPage, looks: Looks) -> None:
    story = Story(own_site, People(open_own_page, look=looks))
    for step in STEPS:
        step(story)
    assert not looks.found, "\n\n".join(looks.found)
