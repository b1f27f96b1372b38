"""The story of a seminar in the browser with eight phones, among a crowd that writes over HTTP.

Tables drawn again, the network cut and restored, clusters, votes, the strategy, the record. The test gives it a light
crowd; `python -m benchmarks.seminar_walk` gives it a hundred and fifty people, as often as one asks.
"""

import time
from collections import Counter
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.e2e.crowd import Crowd
from tests.e2e.people import Look, People
from tests.e2e.site import Site

SLUG = "ecrire-la-strategie-ensemble"
DESK, PUBLIC = f"/espace/seminaires/{SLUG}/", f"/seminaires/{SLUG}/"
HELD = "/seminaires/relancer-la-participation/"
PLACES = ("", "programme/", "personnes/", "personnes/inscrire/", "accueil/", "suites/", "impressions/")
ENGLISH = (
    "",
    "programme/",
    "personnes/",
    "accueil/",
    "tables/",
    "synthese/",
    "votes/",
    "suites/",
    "impressions/",
)
PHONES, CUT, VOTERS = 8, 3, 4
WRITERS = (8, 3, 3)  # how many phones write in each round
SEEN, KEPT_IN = "Arrivée pendant que le mur regarde", 2
SECONDS = 20
LOOKED_FOR = "Idée 0 du tour 1"
CHOSEN, TICKS = "Des bus le soir", "[data-synthesis] input[type=checkbox]"
SAID = (
    "SELECT c.text FROM seminar_contribution c JOIN seminar_round r ON r.id = c.round_id"
    " JOIN seminar_seminar s ON s.id = r.seminar_id WHERE s.slug = %s"
)


def until(is_there: Callable[[], bool], page: Page) -> None:
    """Look again until something is there."""
    end = time.monotonic() + SECONDS
    while not is_there():
        assert time.monotonic() < end, page.locator("main").inner_text()
        page.wait_for_timeout(100)


class Story:
    """Three rounds at tables, from the doors to the record."""

    def __init__(self, site: Site, people: People, looks: Look, *, crowd: int, within_seconds: float) -> None:
        self.site, self.people, self.looks = site, people, looks
        self.crowd = Crowd(site.url, [], crowd, 1, within_seconds)
        self.phones: list[Page] = []
        self.badges: list[str] = []
        self.written: list[str] = []
        self.wall = ""

    def tell(self) -> None:
        """Go through the story; whoever makes up the crowd reads until its end."""
        main = self.desk("tours/")
        links = main.locator(f"a[href^='{PUBLIC}tables/']").all()
        self.crowd.tables = [link.get_attribute("href") or "" for link in links]
        self.wall = main.get_by_role("link", name="Le mur à projeter").get_attribute("href") or ""
        with self.crowd.there(self.wall):
            for step in STEPS:
                step(self)

    def said(self) -> Counter[str]:
        """Return what the site holds of what was written in this seminar, how many times each."""
        return Counter(str(text) for (text,) in self.site.query(SAID, SLUG))

    def expected(self) -> Counter[str]:
        return Counter([*self.written, *self.crowd.sent])

    def desk(self, path: str = "") -> Locator:
        return self.people.visit("Karim", DESK + path)

    def press(self, button: str) -> Locator:
        return self.people.press("Karim", button)

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
        for number, writers in enumerate(WRITERS, start=1):
            self.desk("tours/")
            self.press(f"Ouvrir le tour {number}")
            self.crowd.announce(number)
            for rank in range(writers):
                self._write(rank, number)
            for rank in range(PHONES):
                self._find_the_network(rank, number)
            if number == 1:
                self._work_at_the_table()
            self.desk("tours/")
            self.press(f"Clore le tour {number}")
            if number == 1:
                self._lose_somebody()
        self.crowd.wait_until_heard()
        until(lambda: self.said() == self.expected(), self.people.page_of("Karim"))

    def _write(self, rank: int, number: int) -> None:
        phone, text = self.phones[rank], f"Idée {rank} du tour {number} : des bus le soir"
        phone.goto(self.badges[rank])
        phone.get_by_role("link", name="la page de la table").nth(number - 1).click()
        expect(phone.get_by_label("Ce que dit la table")).to_be_visible()
        # What keeps a contribution is a script: it must have come before the network goes.
        phone.wait_for_load_state()
        expect(phone.locator('[data-part="waiting"] li')).to_have_count(0)
        if rank < CUT:
            self._add(phone, f"Avant la coupure, {text}")
            expect(phone.locator('[data-part="status"]')).to_have_text("Reçue.")
            phone.context.set_offline(True)
        self._add(phone, text)
        if rank < CUT:
            expect(phone.get_by_text("Gardée sur ce téléphone")).to_be_visible()
            expect(phone.locator('[data-part="status"]')).to_be_empty()

    def _add(self, phone: Page, text: str) -> None:
        phone.get_by_label("Ce que dit la table").fill(text)
        phone.get_by_role("button", name="Ajouter").click()
        self.written.append(text)

    def _find_the_network(self, rank: int, number: int) -> None:
        """The network is back, what was kept leaves; from a phone that was put away, it leaves at the next table."""
        phone = self.phones[rank]
        if rank == 0 and number == KEPT_IN:
            phone.close()
            self.phones[0] = phone.context.new_page()
            phone.context.set_offline(False)
            return
        phone.context.set_offline(False)
        expect(phone.locator('[data-part="waiting"] li')).to_have_count(0)

    def _work_at_the_table(self) -> None:
        phone = self.phones[0]
        phone.reload()
        self.looks("À table", phone)
        # The crowd may agree with the same card: what is this phone's own is that its button is pressed.
        phone.get_by_role("button", name="D’accord", pressed=False).first.click()
        expect(phone.get_by_role("button", name="D’accord", pressed=True).first).to_be_visible()
        phone.get_by_label("Ce que la table rapporte").fill("Les bus d’abord.")
        phone.get_by_role("button", name="Enregistrer le compte rendu").click()
        # Who writes before the page has come writes in the page that goes away.
        expect(phone.get_by_text("Le compte rendu de la table est enregistré")).to_be_visible()
        phone.wait_for_load_state()
        wall = self.people.open_page(width=1440)
        wall.goto(self.wall)
        expect(wall.locator(".wall-cards li").first).to_be_visible()
        expect(wall.locator("[data-wall]")).to_have_attribute("data-mode", "listening")
        self.looks("Le mur", wall)
        self._add(phone, SEEN)
        expect(wall.get_by_text(SEEN)).to_be_visible()
        wall.close()

    def _lose_somebody(self) -> None:
        name = str(self.site.query("SELECT name FROM seminar_guest ORDER BY id DESC LIMIT 1")[0][0])
        self._quietly(f"accueil/?nom={name}")
        self.press(f"N’est plus là {name}")
        self.draw_the_tables("Réparer après des absences")
        expect(self.people.page_of("Karim").locator("main")).to_contain_text("changement")

    def put_together(self) -> None:
        """Two clusters are named, one card is dragged, the desk is emptied sixty at a time."""
        for name in (CHOSEN, "Autre chose"):
            main = self.desk("synthese/")
            self._first_of(main).get_by_role("checkbox").check()
            main.get_by_label("Nom du groupe").fill(name)
            self.press("Créer ce groupe")
        page = self.people.page_of("Karim")
        page.wait_for_load_state()
        # A page that scrolls between pressing and moving drags what has come under the mouse.
        page.set_viewport_size({"width": 1440, "height": 9000})
        dragged = self._first_of(main)
        number = dragged.get_attribute("data-contribution")
        dragged.drag_to(main.locator("[data-cluster='2']"))
        expect(main.locator(f"[data-cluster='2'] input[value='{number}']")).to_have_count(1)
        page.set_viewport_size({"width": 1440, "height": 900})
        while main.locator(TICKS).count():
            main.locator(TICKS).evaluate_all("boxes => boxes.forEach(box => { box.checked = true; })")
            main.get_by_label("Ranger ce qui est coché dans").select_option("1")
            main = self.press("Ranger")
        expect(main).to_contain_text("Chaque contribution a sa place.")

    @staticmethod
    def _first_of(main: Locator) -> Locator:
        """Return the first contribution to class, but for the one that the end of the story looks for."""
        return main.locator("[data-contribution]").filter(has_not_text=LOOKED_FOR).first

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
        expect(page.locator("main")).to_contain_text(LOOKED_FOR)
        expect(page.locator("main")).to_contain_text("table")
        self.looks("Suzanne", page)
        assert self.said() == self.expected()

    def read_in_english(self) -> None:
        self.people.visit("Anna", HELD)
        page = self.people.page_of("Anna")
        page.get_by_role("button", name="English").click()
        for path in ("/seminaires/", HELD, f"{HELD}groupes/1/", f"{HELD}evaluation/"):
            self.people.visit("Anna", path)
            assert page.locator("html").get_attribute("lang") == "en"
            page.set_viewport_size({"width": 320, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") == 320, path
        self.desk()
        desk = self.people.page_of("Karim")
        desk.get_by_role("button", name="English").click()
        expect(desk.locator("html")).to_have_attribute("lang", "en")
        for path in ENGLISH:
            self.desk(path)
        main = self.people.visit("Karim", f"/espace{HELD}tours/")
        wall = main.get_by_role("link", name="The wall to project").get_attribute("href") or ""
        page.goto(f"{wall}?vue=carte")
        expect(page.get_by_role("img", name="Opinion map")).to_be_visible()
        self.looks("The wall", page)


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
