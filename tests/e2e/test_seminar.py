"""A seminar in the browser with eight phones: tables drawn again, the network cut and restored, votes, the strategy."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browser import OpenPage
from tests.e2e.looks import Looks
from tests.e2e.people import People
from tests.e2e.site import Site

SLUG = "ecrire-la-strategie-ensemble"
DESK, PUBLIC = f"/espace/seminaires/{SLUG}/", f"/seminaires/{SLUG}/"
HELD = "/seminaires/relancer-la-participation/"
PLACES = ("", "programme/", "personnes/", "personnes/inscrire/", "accueil/", "suites/", "impressions/")
PHONES, CUT, VOTERS = 8, 3, 4
WRITERS = (8, 4, 4)  # how many phones write in each round
SECONDS = 20


def until(is_there: Callable[[], bool], page: Page) -> None:
    """Look again until something is there."""
    end = time.monotonic() + SECONDS
    while not is_there():
        assert time.monotonic() < end, page.locator("main").inner_text()
        page.wait_for_timeout(100)


class Story:
    """Three rounds at tables, from the doors to the record."""

    def __init__(self, site: Site, people: People, looks: Looks) -> None:
        self.site, self.people, self.looks = site, people, looks
        self.phones: list[Page] = []
        self.badges: list[str] = []
        self.wall, self.before = "", 0

    def desk(self, path: str = "") -> Locator:
        return self.people.visit("Karim", DESK + path)

    def press(self, button: str) -> Locator:
        return self.people.press("Karim", button)

    def count(self, table: str) -> int:
        return int(self.site.query(f"SELECT COUNT(*) FROM seminar_{table}")[0][0])  # noqa: S608 -- our own names

    def open_the_doors(self) -> None:
        """The first arrives from her badge, the others are noted at the desk by their names."""
        for path in PLACES:
            self.desk(path)
        self.desk()
        self.press("Ouvrir les portes")
        rows = self.site.query(
            "SELECT g.code, g.name FROM seminar_guest g JOIN seminar_seminar s ON s.id = g.seminar_id "
            "WHERE s.slug = 'ecrire-la-strategie-ensemble' ORDER BY g.number"
        )
        self.badges = [f"{PUBLIC}moi/{code}/" for code, _name in rows]
        for path in self.badges[:PHONES]:
            phone = self.people.open_page(width=390, height=800)
            phone.goto(path)
            if not self.phones:
                self.looks("Invitée", phone)
            phone.get_by_role("button", name="Je suis là").click()
            expect(phone.get_by_text("Bienvenue")).to_be_visible()
            self.phones.append(phone)
        name = rows[-1][1]
        main = self.desk(f"accueil/?nom={name}")
        main.get_by_role("button", name=f"Est là {name}").click()
        expect(self.people.page_of("Karim").get_by_text(f"{name} est là.")).to_be_visible()

    def _quietly(self, path: str) -> Locator:
        page = self.people.page_of("Karim")
        page.goto(DESK + path)
        return page.locator("main")

    def draw_the_tables(self, button: str = "Tirer les tables de tous les tours") -> None:
        self.desk("tables/")
        self.press(button)
        page = self.people.page_of("Karim")

        def is_done() -> bool:
            page.reload()
            return not page.get_by_text("En calcul").count()

        until(is_done, page)
        expect(page.locator("main")).to_contain_text("paires se rencontrent")
        self.looks("Karim", page)

    def talk(self) -> None:
        """Three rounds; in each, some phones lose the network before they write, and find it again."""
        expected = 0
        for number, writers in enumerate(WRITERS, start=1):
            self.desk("tours/")
            self.press(f"Ouvrir le tour {number}")
            for rank, phone in enumerate(self.phones[:writers]):
                self._write(phone, rank, number)
            for phone in self.phones:
                phone.context.set_offline(False)
            expected += writers
            page = self.people.page_of("Karim")
            until(lambda expected=expected: self.count("contribution") - self.before == expected, page)
            for phone in self.phones:
                expect(phone.locator('[data-part="waiting"] li')).to_have_count(0)
            if number == 1:
                self._work_at_the_table()
            self.desk("tours/")
            self.press(f"Clore le tour {number}")
            if number == 1:
                self._lose_somebody()

    def _write(self, phone: Page, rank: int, number: int) -> None:
        phone.goto(self.badges[rank])
        phone.get_by_role("link", name="la page de la table").nth(number - 1).click()
        expect(phone.get_by_label("Ce que dit la table")).to_be_visible()
        # What keeps a contribution is a script: it must have come before the network goes.
        phone.wait_for_load_state()
        if rank < CUT:
            phone.context.set_offline(True)
        phone.get_by_label("Ce que dit la table").fill(f"Idée {rank} du tour {number} : des bus le soir")
        phone.get_by_role("button", name="Ajouter").click()
        if rank < CUT:
            expect(phone.get_by_text("Gardée sur ce téléphone")).to_be_visible()

    def _work_at_the_table(self) -> None:
        phone = self.phones[0]
        phone.reload()
        self.looks("À table", phone)
        phone.get_by_role("button", name="D’accord (0)").first.click()
        expect(phone.get_by_role("button", name="D’accord (1)").first).to_be_visible()
        phone.get_by_label("Ce que la table rapporte").fill("Les bus d’abord.")
        phone.get_by_role("button", name="Enregistrer le compte rendu").click()
        self.desk("tours/")
        self.wall = (
            self.people.page_of("Karim").get_by_role("link", name="Le mur à projeter").get_attribute("href") or ""
        )
        wall = self.people.open_page(width=1440)
        wall.goto(self.wall)
        expect(wall.locator(".wall-cards li")).to_have_count(PHONES)
        self.looks("Le mur", wall)
        phone.get_by_label("Ce que dit la table").fill("Arrivée pendant que le mur regarde")
        phone.get_by_role("button", name="Ajouter").click()
        expect(wall.get_by_text("Arrivée pendant que le mur regarde")).to_be_visible()
        self.before += 1

    def _lose_somebody(self) -> None:
        name = str(self.site.query("SELECT name FROM seminar_guest ORDER BY id DESC LIMIT 1")[0][0])
        self._quietly(f"accueil/?nom={name}")
        self.press(f"N’est plus là {name}")
        self.draw_the_tables("Réparer après des absences")
        expect(self.people.page_of("Karim").locator("main")).to_contain_text("changement")

    def put_together(self) -> None:
        for name, half in (("Des bus le soir", 0), ("Autre chose", 1)):
            main = self.desk("synthese/")
            boxes = main.locator("[data-synthesis] input[type=checkbox]")
            total = boxes.count()
            for place in range(total if half else total // 2):
                boxes.nth(place).check()
            main.get_by_label("Nom du groupe").fill(name)
            self.press("Créer ce groupe")
        expect(self.people.page_of("Karim").locator("main")).to_contain_text("Chaque contribution a sa place.")

    def vote(self) -> None:
        main = self.desk("votes/preparer/")
        main.get_by_label("Ce que l’on choisit").fill("Priorités")
        main.get_by_label("Règle").select_option("approbation")
        main.get_by_label("Combien de places").fill("1")
        self.press("Enregistrer")
        self.press("Ouvrir le vote 1")
        for rank, phone in enumerate(self.phones[:VOTERS]):
            phone.goto(self.badges[rank])
            phone.get_by_role("link", name="Voter").click()
            if not rank:
                self.looks("Au vote", phone)
            phone.get_by_role("checkbox", name="Des bus le soir" if rank else "Autre chose").check()
            phone.get_by_role("button", name="Déposer mon bulletin").click()
            expect(phone.get_by_text("Votre bulletin est reçu")).to_be_visible()
        self.desk("votes/")
        main = self.press("Clore le vote 1 et compter")
        expect(main.get_by_role("row", name="Des bus le soir")).to_contain_text("Oui")

    def carry_out(self) -> None:
        """The strategy opens a version again; a principle and an action are written there, their origin with them."""
        self.people.visit("Karim", "/espace/strategie/versions/2/")
        page = self.people.page_of("Karim")
        page.get_by_text("Abandonner cette version").click()
        page.get_by_role("button", name="Abandonner", exact=True).click()
        expect(page.get_by_text("La version a changé d’état.")).to_be_visible()
        main = self._elsewhere("/espace/strategie/")
        main.get_by_label("Nom de la version, en français").fill("Troisième")
        main.get_by_label("Nom de la version, en anglais").fill("Third")
        main.get_by_role("button", name="Commencer cette version").click()
        expect(page.get_by_text("est en chantier.")).to_be_visible()
        for kind, title in (("principe", "Le soir compte"), ("action", "Des bus après vingt-deux heures")):
            main = self.desk("suites/1/")
            main.get_by_label("Ce que le groupe devient").select_option(kind)
            main.get_by_label("Titre").fill(title)
            main = self.press("Enregistrer")
            expect(main).to_contain_text(title)

    def _elsewhere(self, path: str) -> Locator:
        page = self.people.page_of("Karim")
        page.goto(path)
        return page.locator("main")

    def publish_and_read(self) -> None:
        self.desk()
        self.press("Clore le séminaire")
        self.press("Publier le compte rendu")
        main = self.people.visit("Suzanne", PUBLIC)
        main.get_by_role("link", name="Des bus après vingt-deux heures").click()
        page = self.people.page_of("Suzanne")
        page.get_by_role("link", name="groupe 1").first.click()
        expect(page.locator("main")).to_contain_text("Idée 0 du tour 1")
        expect(page.locator("main")).to_contain_text("table")
        self.looks("Suzanne", page)
        assert self.count("contribution") - self.before == sum(WRITERS)

    def read_in_english(self) -> None:
        self.people.visit("Anna", HELD)
        page = self.people.page_of("Anna")
        page.get_by_role("button", name="English").click()
        for path in ("/seminaires/", HELD, f"{HELD}groupes/1/", f"{HELD}evaluation/"):
            self.people.visit("Anna", path)
            assert page.locator("html").get_attribute("lang") == "en"
            page.set_viewport_size({"width": 320, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") == 320, path


STEPS = (
    Story.open_the_doors,
    Story.draw_the_tables,
    Story.talk,
    Story.put_together,
    Story.vote,
    Story.carry_out,
    Story.publish_and_read,
    Story.read_in_english,
)


@pytest.mark.long
def test_a_seminar_with_eight_phones(own_site: Site, open_own_page: OpenPage, looks: Looks) -> None:
    story = Story(own_site, People(open_own_page, look=looks), looks)
    story.before = story.count("contribution")
    for step in STEPS:
        step(story)
    assert not looks.found, "\n\n".join(looks.found)
