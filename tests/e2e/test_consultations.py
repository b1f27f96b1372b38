"""A debate in the browser: answered without an account, with JavaScript and without, read, mapped."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.e2e.browser import OpenPage
from tests.e2e.looks import Looks
from tests.e2e.people import People
from tests.e2e.site import Site

PUBLIC = "/concertations/la-nuit-dans-nos-bourgs/"
DEBATE = f"{PUBLIC}debat/"
DESK = "/espace/concertations/la-nuit-dans-nos-bourgs/"
WORDS = "Laisser une lampe sur deux au coin des rues"
READ = ("/concertations/", PUBLIC, DEBATE, f"{DEBATE}carte/", f"{DEBATE}carte/ailleurs/", f"{DEBATE}carte/cadre/")
DESKS = ("/espace/concertations/", DESK, f"{DESK}debat/", f"{DESK}debat/participations/")


class Story:
    """An inhabitant answers, the participation service reads, everybody sees the map."""

    def __init__(self, people: People) -> None:
        self.people = people

    def answer(self, name: str) -> None:
        """Lise answers eight statements, and sees where she stands; the page is never loaded again."""
        main = self.people.visit(name, DEBATE)
        for answered in range(1, 9):
            main.get_by_role("button", name="D’accord" if answered % 2 else "Pas d’accord", exact=True).click()
            expect(main).to_contain_text(f"Vous avez répondu à {answered} propos.")
        main = self.people.follow(name, "Voir où je me situe")
        expect(main.locator("#moi + p, [aria-labelledby=moi]").first).to_contain_text("Vos réponses vous placent")
        expect(main.locator("circle.opinion-me")).to_have_count(1)

    def propose(self, name: str) -> None:
        """Lise proposes a statement: too short, it is said and kept; then it waits."""
        main = self.people.visit(name, DEBATE)
        main.get_by_label("Votre propos, en une phrase").fill(WORDS)
        main = self.people.press(name, "Proposer ce propos")
        expect(main.locator("[aria-labelledby=miens]")).to_contain_text(f"{WORDS} · À lire")

    def read(self) -> None:
        """Karim finds it in his inbox, and accepts it."""
        self.people.visit("Karim", "/espace/")
        self.people.follow("Karim", "La nuit dans nos bourgs")
        main = self.people.press("Karim", "Accepter le propos 13")
        expect(main.locator("[aria-labelledby=lire]")).to_contain_text("Rien n’attend d’être lu.")

    def begin(self) -> None:
        """Karim begins another consultation: what is missing is said, point by point."""
        main = self.people.visit("Karim", "/espace/concertation/nouvelle/")
        main.get_by_label("Titre").fill("Les bancs du centre")
        main.get_by_label("La question posée").fill("Où poser les bancs ?")
        self.people.press("Karim", "Préparer cette concertation")
        main = self.people.page_of("Karim").locator("main")
        main.get_by_text("Prévoir une phase").click()
        main.get_by_label("Titre de la phase").fill("Le débat")
        day = timezone.localdate()
        main.get_by_label("Début").fill(f"{day + timedelta(days=30)}T18:00")
        main.get_by_label("Fin").fill(f"{day + timedelta(days=60)}T18:00")
        main = self.people.press("Karim", "Prévoir cette phase")
        expect(main.locator("#point-modalites")).to_contain_text("Réglez le débat.")
        main = self.people.press("Karim", "Annoncer la concertation")
        expect(main).to_contain_text("Cette concertation n’est pas prête")

    def read_in_english(self) -> None:
        """Everything in English, on a narrow screen too."""
        self.people.visit("Anna", PUBLIC)
        self.people.page_of("Anna").get_by_role("button", name="English").click()
        for path in READ:
            self.people.visit("Anna", path)
            page = self.people.page_of("Anna")
            assert page.locator("html").get_attribute("lang") == "en"
            page.set_viewport_size({"width": 320, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") == 320, path
        for path in DESKS:
            self.people.visit("Karim", path)


@pytest.mark.long
@pytest.mark.screens
def test_a_debate_from_answers_to_map(own_site: Site, open_own_page: OpenPage, looks: Looks) -> None:
    story = Story(People(open_own_page, look=looks))
    story.answer("Lise")
    story.propose("Lise")
    story.read()
    story.begin()
    story.read_in_english()
    assert not looks.found, "\n\n".join(looks.found)


def test_a_debate_is_answered_without_javascript(own_site: Site, open_own_page: OpenPage) -> None:
    people = People(open_own_page, javascript=False)
    main = people.visit("Lise", DEBATE)
    for answered in range(1, 3):
        people.press("Lise", "Je passe")
        expect(main).to_contain_text(f"Vous avez répondu à {answered} propos.")
