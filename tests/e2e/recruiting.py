"""A recruitment in a browser, from its purpose to a panel that changes a member: a method by step."""

import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.e2e.people import People
from tests.e2e.site import ROOT, Site
from tests.e2e.thread import first_match

DESK = "/espace/panels/recrutements/"
CRITERIA = ("Commune", "Sexe", "Âge", "Diplôme")
ADDRESSES, PLACES, LETTERS = 2000, 42, 1100
DICE = "193055287466"
SETTINGS = {"DJANGO_SETTINGS_MODULE": "belvedere.config.settings"}
PARIS = ZoneInfo("Europe/Paris")


def register_of(communes: list[tuple[str, int]]) -> str:
    """Return two thousand invented addresses, shared by population, twenty by commune at least."""
    total = sum(population for _name, population in communes)
    lines = ["adresse;code postal;commune"]
    for name, population in communes:
        count = max(20, ADDRESSES * population // total)
        lines += [f"{number} rue des Essais;;{name}" for number in range(1, count + 1)]
    return "\n".join(lines)


@dataclass
class Recruiting:
    """The story of a recruitment: Karim and Inès work at it, Paul looks at it from outside."""

    site: Site
    people: People
    folder: Path
    reference: str = ""
    commitment: str = ""
    codes: list[str] = field(default_factory=list)

    @property
    def desk(self) -> str:
        return f"{DESK}{self.reference}/"

    @property
    def public(self) -> str:
        return f"/panel/recrutements/{self.reference}/"

    def page(self, name: str) -> Page:
        return self.people.page_of(name)

    def open(self) -> None:
        """Say what the panel is for."""
        self.people.visit("Karim", f"{DESK}ouvrir/")
        today = datetime.now(PARIS).date()
        typed = {
            "title": "Panel citoyen des mobilités",
            "purpose": "Comment mieux partager la rue ?",
            "size": str(PLACES),
            "responses_until": (today + timedelta(days=21)).isoformat(),
            "starts_on": (today + timedelta(days=40)).isoformat(),
            "ends_on": (today + timedelta(days=200)).isoformat(),
            "register_source": "Registre inventé",
            "addresses_kept_until": (today + timedelta(days=40)).isoformat(),
            "candidates_kept_until": (today + timedelta(days=200)).isoformat(),
        }
        for name, value in typed.items():
            self.page("Karim").locator(f"main [name={name}]").fill(value)
        self.people.press("Karim", "Enregistrer")
        self.reference = first_match(r"R-\d{4}-\d{4}", self.page("Karim").url)
        self.people.visit("Karim", self.desk)
        self.people.press("Karim", "Passer aux quotas")

    def set_quotas(self) -> None:
        """Take four criteria whose populations are known, then adopt the quotas."""
        self.people.visit("Karim", f"{self.desk}quotas/")
        for name in CRITERIA:
            page = self.page("Karim")
            box = page.locator("main form", has=page.get_by_label("Critère")).first
            option = box.locator("select[name=code] option", has_text=re.compile(f"^{name} \\("))
            box.get_by_label("Critère").select_option(option.get_attribute("value"))
            if name == "Commune":
                box.get_by_label("Au moins une place").select_option("1")
            box.get_by_label("Souplesse, en places").fill("1")
            box.get_by_role("button", name="Ajouter ce critère").click()
            page.wait_for_load_state()
        self.people.look("Karim", self.page("Karim"))
        self.people.press("Karim", "Adopter les quotas")

    def import_register(self) -> None:
        """Give the file, read what it says, import it."""
        communes = self.site.query("SELECT name, population FROM territory_commune ORDER BY name")
        path = self.folder / "registre.csv"
        path.write_text(register_of([(str(name), int(count)) for name, count in communes]), encoding="utf-8")
        self.people.visit("Karim", f"{self.desk}registre/")
        self.page("Karim").locator("input[type=file]").set_input_files(path)
        self.people.press("Karim", "Lire le fichier")
        self.page("Karim").get_by_label("D’où viennent ces adresses").fill("Registre inventé")
        self.people.press("Karim", "Importer ces adresses")
        self.people.press("Karim", "Passer aux invitations")

    def invite(self) -> None:
        """Draw the letters, print a batch, open the registrations."""
        self.people.visit("Karim", f"{self.desk}invitations/")
        self.page("Karim").get_by_label("Nombre de lettres à tirer au sort").fill(str(LETTERS))
        self.people.press("Karim", "Tirer ces adresses au sort")
        answer = self.page("Karim").request.get(f"{self.desk}invitations/1/lettres.pdf")
        assert (answer.status, answer.body()[:5]) == (200, b"%PDF-")
        self.people.visit("Karim", f"{self.desk}invitations/")
        self.people.press("Karim", "Ouvrir les inscriptions")

    def sign_up(self) -> None:
        """Everybody answers by the site's own program, but one on line and one by telephone."""
        program = f"import django; django.setup(); from tests.e2e.answers import main; main('{self.reference}')"
        command = [sys.executable, "-c", program]
        environment = {**self.site.environment, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", **SETTINGS}
        done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment, cwd=ROOT)
        assert done.returncode == 0, done.stderr
        self.codes = done.stdout.split()
        self.people.visit("Lucie", "/panel/inscription/")
        self.page("Lucie").get_by_label("Le code de votre lettre").fill(self.codes[0])
        self.page("Lucie").locator("main form button").first.click()
        self.people.look("Lucie", self.page("Lucie"))
        self._answer("Lucie", "Lucie")
        self.people.press("Lucie", "M’inscrire au tirage au sort")
        expect(self.page("Lucie").locator("main h1")).to_have_text("Votre inscription est reçue")
        self.people.visit("Inès", f"{self.desk}bassin/saisir/")
        self.page("Inès").locator("main [name=channel][value=telephone]").check()
        self.page("Inès").get_by_label("Code de la lettre").fill(self.codes[1])
        self._answer("Inès", "Odile")
        self.people.press("Inès", "Enregistrer")

    def _answer(self, name: str, first_name: str) -> None:
        page = self.page(name)
        for group in page.locator("main fieldset").all():
            radios = group.locator("input[type=radio]:not([name=channel])")
            if radios.count():
                radios.first.check()
        for chosen in page.locator("main select").all():
            if not chosen.input_value():
                chosen.select_option(index=1)
        for box in page.locator("main input[type=checkbox]").all():
            box.check()
        for field_name, text in (("first_name", first_name), ("last_name", "Exemple"), ("phone", "00 00 00 99 99")):
            page.locator(f"main [name={field_name}]").fill(text)

    def freeze(self) -> None:
        self.people.visit("Karim", f"{self.desk}bassin/")
        self.people.visit("Karim", f"{self.desk}bassin/geler/")
        self.people.press("Karim", "Geler le bassin")

    def compute(self) -> None:
        """Ask for the lottery; dice now are refused; the worker computes it."""
        self.people.visit("Karim", f"{self.desk}tirage/")
        self.people.press("Karim", "Calculer la loterie")
        early = self.people.visit("Karim", f"{self.desk}tirage/hasard/")
        expect(early.locator("h1")).to_have_text("Les dés sont venus trop tôt")
        page = self.page("Karim")

        def is_ready() -> bool:
            page.goto(f"{self.desk}tirage/")
            return page.get_by_role("link", name="Engager le tirage").count() > 0

        self.site.wait_for(is_ready, "the lottery", seconds=90)
        self.people.look("Karim", page)

    def commit(self, ceremony_at: datetime) -> None:
        """Announce the ceremony; a beacon of yesterday is refused."""
        self._announce(datetime.now(PARIS) - timedelta(days=1), "Une balise publique")
        expect(self.page("Karim").locator("main h1")).to_have_text("Cette valeur de la balise est déjà connue")
        self._announce(ceremony_at, "Des dés lancés")
        self.commitment = first_match(r"[0-9a-f]{64}", self.page("Karim").locator("main").inner_text())
        self.people.visit("Karim", f"{self.desk}tirage/hasard/")
        self.page("Karim").get_by_label("Les faces, dans l’ordre").fill(DICE)
        early = self.people.press("Karim", "Taper ces dés")
        expect(early.locator("h1")).to_have_text("Ce n’est pas encore l’heure annoncée")

    def _announce(self, moment: datetime, chance: str) -> None:
        self.people.visit("Karim", f"{self.desk}tirage/engager/")
        page = self.page("Karim")
        page.get_by_label("Jour de la cérémonie").fill(moment.date().isoformat())
        page.locator("main [name=hour]").fill(f"{moment:%H:%M}")
        page.get_by_label("Lieu").fill("Salle du conseil")
        page.get_by_label(chance).check()
        page.get_by_label("Nombre de dés à dix faces").fill(str(len(DICE)))
        self.people.press("Karim", "Publier et engager")

    def show_in_the_room(self) -> str:
        """Load the room's screen, cut the network, type the dice and reveal everybody by the keyboard alone."""
        self.people.visit("Paul", f"{self.public}ceremonie/")
        self.people.visit("Paul", f"{self.public}ceremonie/ecran/")
        page = self.page("Paul")
        status = page.locator("[data-part=status]")
        expect(status).to_contain_text("n’a plus besoin du réseau")
        page.context.set_offline(True)
        page.locator("[data-typed]").first.focus()
        for keys in (DICE, "Tab", DICE, "Enter"):
            page.keyboard.press(keys) if keys in {"Tab", "Enter"} else page.keyboard.type(keys)
        expect(page.locator("[data-part=next]")).to_be_focused()
        for _ in range(PLACES):
            page.keyboard.press("Enter")
        expect(page.locator("[data-part=end]")).to_be_focused()
        assert page.locator("[data-part=people] li").count() == PLACES
        self.people.look("Paul", page)
        number = page.locator("[data-part=number]").inner_text()
        page.context.set_offline(False)
        return first_match(r"\d+", number)

    def draw(self) -> str:
        """Karim types the dice, twice in vain; Inès types them; a second launch is refused."""
        self._type("Karim", "Taper ces dés")
        alone = self._type("Karim", "Tirer le panel")
        expect(alone.locator("h1")).to_have_text("Il faut deux personnes")
        self._type("Inès", "Tirer le panel")
        said = self.page("Inès").locator(".drawn-number").inner_text()
        again = self._type("Inès", "Taper ces dés")
        expect(again.locator("h1")).to_have_text("Ce tirage a déjà eu lieu")
        return first_match(r"\d+", said)

    def _type(self, name: str, button: str):  # type: ignore[no-untyped-def]  # a locator, as press gives it
        self.people.visit(name, f"{self.desk}tirage/hasard/")
        self.page(name).get_by_label("Les faces, dans l’ordre").fill(DICE)
        return self.people.press(name, button)

    def verify_outside(self) -> list[str]:
        """Download the folder and the verifier as anyone does, and run it where nothing else is."""
        self.people.visit("Paul", f"{self.public}ceremonie/")
        for link, name in (("Télécharger le dossier", "tirage.zip"), ("Télécharger verify_draw.py", "verify_draw.py")):
            with self.page("Paul").expect_download() as download:
                self.page("Paul").get_by_role("link", name=link).click()
            download.value.save_as(self.folder / name)
        zipfile.ZipFile(self.folder / "tirage.zip").extractall(self.folder)
        command = [sys.executable, "-I", "verify_draw.py", "tirage", "--commitment", self.commitment]
        done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=self.folder)
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    def confirm_everyone(self) -> None:
        self.people.visit("Karim", f"{self.desk}places/")
        page = self.page("Karim")
        for _ in range(PLACES):
            page.get_by_role("button", name=re.compile("^Confirmer")).first.click()
            page.wait_for_load_state()
        self.people.look("Karim", page)

    def resign(self) -> None:
        """A member resigns: the next link of the chain says who comes, and she accepts."""
        page = self.page("Karim")
        page.get_by_role("button", name=re.compile("^Démission")).first.click()
        page.wait_for_load_state()
        page.get_by_role("button", name=re.compile("^Confirmer")).first.click()
        page.wait_for_load_state()

    def form(self) -> None:
        self.people.press("Karim", "Former le panel")
        answer = self.page("Paul").request.get(f"{self.public}certificat.pdf")
        assert (answer.status, answer.body()[:5]) == (200, b"%PDF-")
