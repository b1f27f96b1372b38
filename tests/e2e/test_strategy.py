"""A strategy in the browser: amended, arbitrated, adopted, compared; a rule broken and waived; a promise that turns."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, expect

from tests.e2e.browser import OpenPage
from tests.e2e.looks import Looks
from tests.e2e.people import People
from tests.e2e.site import Site

VERSION = "/espace/strategie/versions/2/"
WORDS = "Chaque commune est prévenue 30 jours avant une consultation"
READ = (
    "/strategie/",
    "/strategie/versions/2/differences/",
    "/strategie/engagements/E1/",
    "/strategie/couverture/",
    "/strategie/couverture/urbanisme/metropole/",
    "/strategie/subsidiarite/",
    "/strategie/maturite/",
    "/agenda/",
    "/agenda/thermometre/",
)
DESKS = (
    "/espace/strategie/",
    VERSION,
    f"{VERSION}amender/",
    f"{VERSION}parties/ajouter/",
    "/espace/strategie/offres/",
    "/espace/strategie/reglages/",
    "/espace/agenda/",
    "/espace/agenda/inscrire/",
    "/espace/agenda/importer/",
)


class Story:
    """The second version of the strategy, from hand to hand."""

    def __init__(self, site: Site, people: People) -> None:
        self.site, self.people = site, people
        self.desk = ""

    def main(self, name: str) -> Locator:
        return self.people.page_of(name).locator("main")

    def amend(self) -> None:
        """Samir asks, for the transport authority, that a principle be added; a commune asked for something else."""
        main = self.people.visit("Samir", f"{VERSION}amender/")
        main.get_by_role("radio", name="Ajouter").check()
        main.get_by_label("Ce que vous ajoutez").select_option("principe")
        main.get_by_label("Titre, en français").fill("Prendre le bus avec les gens")
        main.get_by_label("Titre, en anglais").fill("Take the bus with people")
        main.get_by_label("Pourquoi").fill("On comprend un arrêt en y attendant.")
        main = self.people.press("Samir", "Déposer l’amendement")
        expect(main).to_contain_text("On comprend un arrêt en y attendant.")

    def arbitrate(self) -> None:
        """Karim closes; Marc keeps one amendment with other words and sets the other aside, each with a reason."""
        self.people.visit("Karim", VERSION)
        self.people.press("Karim", "Clore les amendements")
        self.people.visit("Marc", "/espace/")
        main = self.people.follow("Marc", "Amendement 1 à la stratégie")
        main.get_by_role("radio", name="Retenir en le modifiant").check()
        main.get_by_label("Pourquoi").fill("Trente jours : le temps d’un conseil municipal.")
        main.get_by_text("Les mots de l’arbitrage").click()
        main.get_by_label("Titre, en français").fill(WORDS)
        main.get_by_label("Titre, en anglais").fill("Every commune is told 30 days before a consultation")
        self.people.press("Marc", "Enregistrer l’arbitrage")
        main = self.people.visit("Marc", f"{VERSION}amendements/2/")
        main.get_by_role("radio", name="Écarter").check()
        self.people.press("Marc", "Enregistrer l’arbitrage")
        main.get_by_label("Pourquoi").fill("Le principe « rencontrer » le dit déjà.")
        main = self.people.press("Marc", "Enregistrer l’arbitrage")
        expect(main).to_contain_text("Retenu, modifié")

    def adopt_and_read_the_difference(self) -> None:
        main = self.people.visit("Karim", VERSION)
        main.get_by_label("Numéro de la délibération").fill("DEL-2026-77")
        main.get_by_label("Date de la séance").fill(timezone.localdate().isoformat())
        self.people.press("Karim", "Enregistrer la délibération")
        main = self.people.visit("Suzanne", "/strategie/versions/")
        main = self.people.follow("Suzanne", "Ce qui a changé avec la version 2")
        expect(main.locator("ins", has_text="Rencontrer plutôt qu’attendre")).to_be_visible()
        expect(main.locator("article", has_text="Engagement E1").locator("del").first).to_be_visible()
        expect(main).to_contain_text("1 partie ajoutée, 0 supprimée, 1 changée.")
        expect(self.people.visit("Suzanne", "/strategie/")).to_contain_text("DEL-2026-77")

    def break_a_rule(self) -> None:
        """Nadia plans a consultation about what the métropole decides: R1 says so."""
        expect(self.verdict()).to_have_text("Tenu")
        main = self.people.visit("Nadia", "/espace/agenda/inscrire/")
        main.get_by_label("Nature").select_option("concertation")
        main.get_by_label("Titre").fill("Les trottoirs de l’avenue")
        opens = timezone.localdate() + timedelta(days=50)
        main.get_by_label("Début").fill(f"{opens}T18:00")
        main.get_by_label("Fin").fill(f"{opens}T20:00")
        main.get_by_label("Compétence").select_option("voirie")
        main.get_by_role("checkbox", name="Chamalières").check()
        self.people.press("Nadia", "Inscrire cette date")
        main = self.people.follow("Nadia", "Dire ce qui est demandé")
        main.get_by_label("Minutes demandées à chaque personne").fill("90")
        main.get_by_label("Part du public sollicitée, en %").fill("1")
        main.get_by_label("Jours ouvrés pour transmettre").fill("5")
        answered = main.get_by_role("group", name="Communes où la réponse sera donnée")
        answered.get_by_role("checkbox", name="Chamalières").check()
        main.get_by_label("L’évaluation sera envoyée").select_option("oui")
        main = self.people.press("Nadia", "Enregistrer et vérifier")
        expect(main.locator("#regle-R1")).to_contain_text("Non respectée")
        self.desk = self.people.page_of("Nadia").url

    def see_a_promise_turn_and_waive_the_rule(self) -> None:
        """The verdict follows the data: kept, then not kept because of Nadia's plan, then kept once it is waived."""
        expect(self.verdict()).to_have_text("Non tenu")
        main = self.people.visit("Nadia", self.desk)
        main.get_by_text("Lever la règle R1, avec une raison publique").click()
        main.get_by_label("Pourquoi cette règle est levée").fill("La Métropole nous l’a demandé par écrit.")
        main = self.people.press("Nadia", "Lever la règle R1")
        expect(main).to_contain_text("La règle R1 est levée")
        expect(self.verdict()).to_have_text("Tenu")
        rows = self.main("Suzanne").locator("tbody tr td:first-of-type")
        assert rows.all_inner_texts()[:3] == ["Tenu", "Non tenu", "Tenu"]
        main = self.people.visit("Suzanne", "/strategie/subsidiarite/")
        expect(main).to_contain_text("La Métropole nous l’a demandé par écrit.")

    def verdict(self) -> Locator:
        """Test the commitments now, and return what the page of one says."""
        self.people.visit("Karim", "/espace/strategie/")
        self.people.press("Karim", "Les tester maintenant")
        return self.people.visit("Suzanne", "/strategie/engagements/E2/").locator(".badge").first

    def read_in_english(self) -> None:
        for path in READ:
            self.people.visit("Suzanne", path)
        self.people.visit("Anna", READ[0])
        self.people.page_of("Anna").get_by_role("button", name="English").click()
        for path in READ:
            self.people.visit("Anna", path)
            page = self.people.page_of("Anna")
            assert page.locator("html").get_attribute("lang") == "en"
            page.set_viewport_size({"width": 320, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") == 320, path
        for path in DESKS:
            self.people.visit("Karim", path)
        self.people.page_of("Karim").get_by_role("button", name="English").click()
        for path in (*DESKS, self.desk):
            self.people.visit("Karim", path)
            assert self.people.page_of("Karim").locator("html").get_attribute("lang") == "en"


STEPS = (
    Story.amend,
    Story.arbitrate,
    Story.adopt_and_read_the_difference,
    Story.break_a_rule,
    Story.see_a_promise_turn_and_waive_the_rule,
    Story.read_in_english,
)


@pytest.mark.long
@pytest.mark.screens
def test_a_strategy_from_amendment_to_promise(own_site: Site, open_own_page: OpenPage, looks: Looks) -> None:
    story = Story(own_site, People(open_own_page, look=looks))
    for step in STEPS:
        step(story)
    assert not looks.found, "\n\n".join(looks.found)
