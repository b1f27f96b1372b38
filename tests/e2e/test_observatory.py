"""From a file of figures to three readings: imported, corrected, late, told, contested, answered, examined."""

import io

import pytest
from playwright.sync_api import FilePayload, Locator, expect
from pypdf import PdfReader

from tests.e2e.browser import OpenPage
from tests.e2e.looks import Looks
from tests.e2e.people import People
from tests.e2e.site import Site

PAGE = "/observatoire/indicateurs/log-commences/"
DESK = "/espace/chiffres/indicateurs/log-commences/"
WRONG = "territoire;periode;valeur\n246300701;2025;beaucoup\n99999;2025;3\n"
RIGHT = "territoire;periode;valeur\n246300701;2025;2700\n"
WORSE = "territoire;periode;valeur\n246300701;2025;900\n"
POLICY, NEW = "/espace/chiffres/politiques/habitat/", "/espace/chiffres/indicateurs/logements-vides-repris/"
VALUES = "territoire;periode;valeur\n246300701;2024;30\n246300701;2025;12\n"
KEPT = (
    "/espace/chiffres/",
    POLICY,
    f"{POLICY}indicateurs/nouveau/",
    *(NEW + page for page in ("", "fiche/", "cible/")),
)
READ = (
    "/observatoire/",
    "/observatoire/politiques/habitat/",
    "/observatoire/indicateurs/",
    "/observatoire/indicateurs/rev-pauvrete/",
    "/observatoire/carte/",
    "/observatoire/comparer/?commune=beaumont&commune=royat",
    "/communes/beaumont/",
)


def file_of(text: str) -> FilePayload:
    return {"name": "population.csv", "mimeType": "text/csv", "buffer": text.encode()}


class Story:
    """A figure of the demonstration, from hand to hand."""

    def __init__(self, site: Site, people: People) -> None:
        self.site, self.people = site, people

    def bring(self, text: str, desk: str = DESK) -> None:
        self.people.visit("Karim", desk).get_by_label("Fichier CSV").set_input_files(file_of(text))
        self.people.press("Karim", "Vérifier le fichier")

    def import_with_errors_then_without(self) -> None:
        """Each error is told at its line and column; the corrected file is published whole."""
        self.bring(WRONG)
        main = self.people.page_of("Karim").locator("main")
        expect(main.get_by_role("row", name="2 valeur")).to_contain_text("n’est pas un nombre")
        expect(main.get_by_role("row", name="3 territoire")).to_contain_text("99999")
        expect(main.get_by_role("button", name="Publier ces valeurs")).to_have_count(0)
        self.people.press("Karim", "Abandonner ce fichier")
        self.bring(RIGHT)
        main = self.people.press("Karim", "Publier ces valeurs")
        expect(main).to_contain_text("est publiée")

    def turn_late_and_be_told(self) -> None:
        """A revision makes the rule read again: what was reached is lost; who answers for it gets a mail."""
        expect(self.people.visit("Paul", PAGE)).to_contain_text("Atteint")
        self.bring(WORSE)
        self.people.press("Karim", "Publier ces valeurs")
        main = self.people.visit("Paul", PAGE)
        expect(main.get_by_role("region", name="Trois lectures")).to_contain_text("Perdu après avoir été atteint")
        expect(main.get_by_role("img", name="Logements commencés").first).to_be_visible()
        self.site.wait_until_idle()
        mail = self.people.open_mail("Paul", to="karim@demo.invalid")
        expect(mail).to_contain_text("Perdu après avoir été atteint")
        expect(mail).to_contain_text("Logements commencés")

    def contest_and_answer(self) -> None:
        """Suzanne contests the value without an account; Karim finds it in his basket and corrects it."""
        main = self.people.visit("Suzanne", PAGE)
        main.get_by_text("Choisir la valeur à contester").click()
        self.people.follow("Suzanne", "Ensemble du territoire, 2025")
        main = self.people.page_of("Suzanne").locator("main")
        main.get_by_label("Qu’est-ce qui ne va pas ?").fill("Sitadel dit 2 700.")
        main = self.people.press("Suzanne", "Contester ce chiffre")
        expect(main).to_contain_text("est enregistrée")
        expect(main).not_to_contain_text("Sitadel dit 2 700.")
        self.people.visit("Karim", "/espace/")
        main = self.people.follow("Karim", "Contestation C-")
        main.get_by_label("Valeur corrigée").fill("2700")
        main.get_by_label("Votre réponse").fill("Vous avez raison, une faute de frappe.")
        main = self.people.press("Karim", "Publier la réponse")
        for words in ("Sitadel dit 2 700.", "une faute de frappe", "Chiffre corrigé", "Atteint"):
            expect(main).to_contain_text(words)

    def print_it(self) -> None:
        """On paper the first page begins the chart and its table: none is pushed whole to the next."""
        self.people.visit("Suzanne", PAGE)
        first = (
            PdfReader(io.BytesIO(self.people.page_of("Suzanne").pdf(prefer_css_page_size=True))).pages[0].extract_text()
        )
        assert [year for year in ("2011", "2012") if year in first] == ["2011", "2012"]

    def examine(self) -> None:
        """The council asks for an examen; its file holds a fact and a date; the panel reads beside the rule."""
        main = self.people.visit("Karim", "/espace/examens/ouvrir/")
        main.get_by_label("Politique").select_option("urbanisme")
        main.get_by_label("Demandé par le conseil").check()
        main.get_by_label("La question").fill("Où accueillir les nouveaux habitants ?")
        main.get_by_label("Pourquoi cet examen").fill("Délibération de novembre.")
        main = self.people.press("Karim", "Ouvrir l’examen")
        expect(main).to_contain_text("Demandé par le conseil")
        main = self.people.follow("Karim", "Tenir le dossier")
        main.get_by_label("Nature de la pièce").select_option("fait")
        main.locator("#id_title").fill("2 700 logements commencés")
        main.locator("#id_source").fill("Sitadel")
        main = self.people.press("Karim", "Ajouter au dossier")
        expect(main).to_contain_text("2 700 logements commencés")
        main = self.people.visit("Inès", "/espace/chiffres/indicateurs/log-commences/panel/")
        main.get_by_label("Fragile").check()
        main.get_by_label("Pourquoi ?").fill("Les jeunes partent.")
        main.get_by_label("Combien de membres se sont prononcés ?").fill("24")
        main.get_by_label("Comment ont-ils décidé ?").fill("Vote à main levée")
        main = self.people.press("Inès", "Publier")
        for words in ("Atteint", "Fragile", "Les jeunes partent.", "24 personnes"):
            expect(main.get_by_role("region", name="Trois lectures")).to_contain_text(words)

    def fill(self, path: str, button: str, **typed: str) -> Locator:
        """Fill the fields of a form of Karim's desk by their names, and send it."""
        main = self.people.visit("Karim", path)
        form = main.locator("form", has=self.people.page_of("Karim").get_by_role("button", name=button, exact=True))
        for name, text in typed.items():
            form.locator(f"[name={name}]:not([type=radio])").fill(text)
        if form.get_by_label("Mieux vaut plus").count():
            form.get_by_label("Mieux vaut plus").check()
        return self.people.press("Karim", button)

    def keep_a_policy(self) -> None:
        """Karim writes what a policy costs and what was found of it, describes an indicator and sets its target."""
        source = "Rapport d’activité 2025, p. 12"
        main = self.fill(
            POLICY, "Publier la ligne", year="2025", label="Reprises", planned_euros="1200000", source=source
        )
        expect(main.get_by_role("row", name="2025 Reprises")).to_contain_text("inconnu")
        evaluation = {"title": "Logements vides", "author": "Agence d’urbanisme", "published_on": "2026-02-03"}
        words = {"method": "Enquête par quartier.", "conclusion": "Un sur quatre est repris.", "source": source}
        expect(self.fill(POLICY, "Publier l’évaluation", **evaluation, **words)).to_contain_text("Agence d’urbanisme")
        sheet = {
            "name": "Logements vides repris",
            "definition": "Ceux que quelqu’un habite à nouveau.",
            "unit": "logements",
        }
        self.fill(f"{POLICY}indicateurs/nouveau/", "Publier la fiche", **sheet, source=source, alert_threshold="20")
        target = {"base_period": "2024", "base_value": "30", "due_period": "2030", "value": "80"}
        main = self.fill(f"{NEW}cible/", "Publier la cible", **target, act="Délibération n° 9", source=source)
        expect(main).to_contain_text("Délibération n° 9")

    def answer_an_alert(self) -> None:
        """A value beyond the threshold waits in the basket; what is said of it is read by all."""
        self.bring(VALUES, NEW)
        self.people.press("Karim", "Publier ces valeurs")
        self.site.wait_until_idle()
        self.people.visit("Karim", "/espace/")
        waiting = self.people.page_of("Karim").locator("main article", has_text="Seuil d’alerte passé")
        waiting.get_by_role("link", name="Logements vides repris").click()
        self.people.page_of("Karim").get_by_label("Ce que vous constatez").fill(
            "Une aide a pris fin ; une autre ouvre."
        )
        main = self.people.press("Karim", "Publier la réponse")
        expect(main).to_contain_text("Une aide a pris fin")
        main = self.people.visit("Paul", "/observatoire/politiques/habitat/")
        for words in ("Un sur quatre est repris.", "Logements vides repris", "1 200 000"):
            expect(main).to_contain_text(words)

    def read_in_english(self) -> None:
        for path in READ:
            self.people.visit("Paul", path)
        for name, paths in (("Anna", (PAGE, *READ)), ("Karim", KEPT)):
            self.people.visit(name, READ[0])
            self.people.page_of(name).get_by_role("button", name="English").click()
            for path in paths:
                self.people.visit(name, path)
                assert self.people.page_of(name).locator("html").get_attribute("lang") == "en"


STEPS = (
    Story.import_with_errors_then_without,
    Story.turn_late_and_be_told,
    Story.contest_and_answer,
    Story.print_it,
    Story.examine,
    Story.keep_a_policy,
    Story.answer_an_alert,
    Story.read_in_english,
)


@pytest.mark.long
@pytest.mark.screens
def test_a_figure_from_import_to_three_readings(own_site: Site, open_own_page: OpenPage, looks: Looks) -> None:
    story = Story(own_site, People(open_own_page, look=looks))
    for step in STEPS:
        step(story)
    assert not looks.found, "\n\n".join(looks.found)
