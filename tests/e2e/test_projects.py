"""InspiRe in the browser, from its questions to its answers; its dates are those of the reference."""

import datetime as dt
import io
import re
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Locator, expect
from pypdf import PdfReader

from tests.e2e.browser import OpenPage
from tests.e2e.looks import Looks
from tests.e2e.people import People
from tests.e2e.site import Site

TODAY = dt.datetime.now(tz=dt.UTC).date().isoformat()
NAME, HERE = "InspiRe pas à pas", "/espace/projets/inspire-pas-a-pas/"
ANSWERS = {
    "nature": "Transport collectif (infrastructure)",
    "niveau": "Plusieurs autorités",
    "cout_ht": "280 000 000",
    "partie_urbanisee": "Oui",
    "ouvrage_nouveau_ou_assiette": "Oui",
    "entretien_seulement": "Non",
    "evaluation_environnementale": "Oui",
    "maitrise_ouvrage_publique": "Oui",
    "exempte_enquete": "Non",
    "procedure_participation_existante": "Oui",
    "subvention_ht": "0",
    "incidence_environnement": "Oui",
    "marge": "Des variantes",
    "mandat_elu": "Oui",
    "irreversible": "Oui",
    "conflit": "Fort",
    "jours_agents": "80",
    "budget_participation": "90000",
    "permis_requis": "Non",
    "publics_eloignes": "Oui",
    "tirage_au_sort": "Non",
    "consultation_electeurs": "Non",
    "surface_pietonne_m2": "0",
    "longueur_km": "0",
    "phase": "Programme",
}
DATES = ["25 juin 2027", "6 oct. 2027", "17 nov. 2027", "17 déc. 2027"]
PHOTO = {"name": "salle.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\nune salle\n%%EOF\n"}
GATES = {
    "P0": [("Hélène", "Chef ou cheffe de projet"), ("Karim", "Direction générale")],
    "P1": [("Hélène", "Comité technique")],
    "P2": [("Marc", "Comité de pilotage"), ("Karim", "Conseil")],
    "P3": [("Hélène", "Comité technique")],
    "P4": [("Hélène", "Comité technique")],
    "P5": [("Marc", "Comité de pilotage"), ("Karim", "Conseil")],
    "P6": [("Karim", "Conseil")],
    "P7": [("Hélène", "Comité de suivi")],
}
GREEN = {"P6": "Les participants sont informés en trente jours au plus"}
SHOWN = {
    "Hélène": [
        "/espace/",
        "/espace/projets/",
        *(
            HERE + path
            for path in (
                "",
                "fiche/",
                "questionnaire/",
                "verdicts/1/",
                "echeances/",
                "portes/",
                "portes/P6/",
                "portes/P7/",
            )
        ),
        *(HERE + path for path in ("documents/", "concertation/", "evaluation/")),
    ],
    "Marc": ["/espace/projets/feu-vert/"],
    "Karim": ["/espace/projets/modeles/registre/", "/espace/regles/"],
    "Nadia": ["/espace/ma-commune/", "/espace/ma-commune/une-place-du-marche-sans-voitures/"],
    "Suzanne": [
        *("/projets/", "/projets/agenda/", "/projets/portes/", "/projets/inspire-pas-a-pas/"),
        *("/projets/inspire-pas-a-pas/evaluer/", "/guide/seuils/?nature=voirie&sur=cout_ht"),
        "/guide/seuils/signatures/?inscrits=95000",
    ],
}


class Walk:
    """Each step is done by the person whose it is."""

    def __init__(self, people: People) -> None:
        self.people = people

    def fill(self, person: str, path: str, button: str, **typed: str) -> Locator:
        """Fill the fields of a page by their names, and press a button."""
        main = self.people.visit(person, path)
        for name, text in typed.items():
            form = main.locator("form", has=self.people.page_of(person).get_by_role("button", name=button, exact=True))
            field = form.locator(f"[name={name}]").first
            if field.evaluate("element => element.localName") == "select":
                field.select_option(text)
            else:
                field.evaluate("element => { const d = element.closest('details'); if (d) d.open = true }")
                field.fill(text)
        return self.people.press(person, button)

    def open(self) -> None:
        main = self.people.visit("Hélène", "/espace/projets/nouveau/")
        for name, text in (
            ("name", NAME),
            ("summary", "Deux lignes de bus sur des voies réservées."),
            ("question", "Où placer les stations ?"),
            ("open_words", "Le tracé et les stations."),
            ("decided_words", "Deux lignes."),
            ("answer_days", "60"),
        ):
            main.locator(f"[name={name}]").fill(text)
        for commune in ("Chamalières", "Aulnat"):
            main.get_by_label(commune).check()
        self.people.press("Hélène", "Ouvrir ce projet")

    def answer(self) -> None:
        """Answer what is asked, in the order in which it is asked; what nobody knows is asked of a department."""
        page = self.people.page_of("Hélène")
        for _ in range(len(ANSWERS) + 6):
            form = page.locator("#question + form")
            if not form.count():
                break
            asked = (form.get_attribute("action") or "").rstrip("/").rpartition("/")[2]
            if asked not in ANSWERS:
                page.get_by_text("Je ne sais pas : le demander à un service").click()
                page.get_by_label("Quel service peut le savoir").select_option(
                    label="Direction de l’habitat et du logement"
                )
                page.get_by_label("Réponse avant le").fill("2027-01-15")
                self.people.press("Hélène", "Poser la question à ce service")
                continue
            choice = form.get_by_role("radio", name=ANSWERS[asked], exact=True)
            if choice.count():
                choice.check()
            else:
                form.get_by_role("textbox").fill(ANSWERS[asked])
            self.people.press("Hélène", "Répondre")
        main = page.locator("main")
        expect(main).to_contain_text("Concertation obligatoire : investissement routier en partie urbanisée")
        expect(main).to_contain_text("C. urb. R. 103-1, 2°")
        expect(main).to_contain_text("Un dispositif possible")
        expect(main).to_contain_text("Direction de l’habitat et du logement")

    def freeze(self) -> None:
        main = self.people.press("Hélène", "Figer le verdict")
        expect(main).to_contain_text("Jeu de règles 2026-11-22")
        main = self.fill("Hélène", f"{HERE}questionnaire/", "Annoncer ce niveau", level="coconstruire")
        expect(main).to_contain_text("Écart de promesse")
        main = self.fill("Hélène", f"{HERE}questionnaire/", "Annoncer ce niveau", level="concerter")
        expect(main).to_contain_text("Le niveau est annoncé : Concerter.")
        self.people.visit("Hélène", f"{HERE}questionnaire/decision_visee/").get_by_label("Le bilan").check()
        self.people.press("Hélène", "Répondre")

    def plan(self) -> None:
        main = self.fill("Hélène", f"{HERE}echeances/", "Compter à rebours", decision_on="2027-03-01")
        expect(main).to_contain_text("tenir une séance")
        main = self.fill("Hélène", f"{HERE}echeances/", "Compter à rebours", decision_on="2027-12-20")
        for day in DATES:
            expect(main).to_contain_text(day)
        expect(main).to_contain_text("tombe 3 jours trop tard et ferait perdre 91 jours")
        self.people.visit("Hélène", "/espace/")
        line = self.people.page_of("Hélène").locator("main article, main tr, main li", has_text=NAME).first
        line.get_by_role("link").first.click()
        main = self.people.page_of("Hélène").locator("main")
        expect(main.locator("#prochaine + article")).to_contain_text("25 juin 2027")
        main.get_by_role("button", name="Préparer le document").click()
        self.people.press("Hélène", "Produire : Note de cadrage de la participation")

    def papers(self) -> None:
        main = self.people.visit("Hélène", f"{HERE}documents/")
        for form, read in (("DOCX", self.words_of_docx), ("PDF", self.words_of_pdf)):
            link = main.locator("#delib_objectifs_modalites").get_by_role("link", name=form)
            with self.people.page_of("Hélène").expect_download() as download:
                link.click()
            assert "du 6 octobre 2027 au 17 novembre 2027" in read(download.value.path().read_bytes()), form

    @staticmethod
    def words_of_docx(content: bytes) -> str:
        return re.sub(r"\s+", " ", " ".join(row.text for row in Document(io.BytesIO(content)).paragraphs))

    @staticmethod
    def words_of_pdf(content: bytes) -> str:
        pages = PdfReader(io.BytesIO(content)).pages
        return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))

    def consult(self) -> None:
        where = f"{HERE}concertation/"
        self.fill("Hélène", where, "Ajouter la modalité", wording="Une réunion par secteur")
        self.fill("Hélène", where, "Enregistrer le vote", on=TODAY, act="Délibération n° 12")
        self.people.visit("Hélène", HERE)
        self.people.press("Hélène", "Publier la page")
        self.fill("Hélène", where, "Ajouter la proposition", text="Passer par la gare", contributions="3600")
        report = {"on": TODAY, "contributions": "3600", "summary": "Le tracé par la gare."}
        expect(self.fill("Hélène", where, "Arrêter le bilan", **report)).to_contain_text("n’a aucune preuve datée")
        main = self.people.visit("Hélène", where)
        main.get_by_text("Verser une preuve de la modalité 1").click()
        main.get_by_label("Ce que la preuve montre").fill("La salle")
        main.get_by_label("Datée du").fill(TODAY)
        main.get_by_label("Fichier").set_input_files(PHOTO)  # type: ignore[arg-type]  # a file
        expect(self.people.press("Hélène", "Verser la preuve 1")).to_contain_text("avec son empreinte")
        self.fill("Hélène", where, "Compter", commune="chamalieres", count="430")
        expect(self.fill("Hélène", where, "Arrêter le bilan", **report)).to_contain_text("Le bilan est arrêté.")
        main = self.people.visit("Hélène", where)
        main.get_by_text("Répondre à la proposition 1").click()
        main.locator("[name=outcome]").select_option("retenu")
        main.get_by_label("Pourquoi").fill("Le tracé passe par la gare.")
        self.people.press("Hélène", "Enregistrer la réponse 1")

    def pass_gates(self) -> None:
        for gate, approvals in GATES.items():
            where = f"{HERE}portes/{gate}/"
            for person, instance in approvals:
                typed = {"act": "Délibération n° 12"} if instance == "Conseil" else {}
                self.fill(person, where, f"Approuver : {instance}", **typed)
            if gate in GREEN:
                self.pass_green(where, GREEN[gate])
            else:
                self.fill("Hélène", where, "Franchir avec réserve", reservation=f"Réserve de {gate}")
        main = self.people.visit("Suzanne", "/projets/inspire-pas-a-pas/")
        told = (
            "Le tracé et les stations.",
            "Retenu",
            "Réserve de P2",
            "Réserve de P7",
            "Fait, avec preuve",
            "6 oct. 2027",
        )
        for words in told:
            expect(main).to_contain_text(words)
        expect(main).not_to_contain_text("Réserve de P6")

    def pass_green(self, where: str, point: str) -> None:
        """A gate whose last point is ticked with what makes it true asks for no reservation."""
        main = self.people.visit("Hélène", where)
        expect(main.get_by_label("Réserve")).to_be_visible()
        main.get_by_text(f"Remplir : {point}").click()
        main.locator("details[open] [name=note]").fill("Lettre du 3 mai à 430 personnes.")
        expect(self.people.press("Hélène", "C’est rempli")).to_contain_text("Feu vert")
        self.people.press("Hélène", "Franchir la porte")
        expect(self.people.visit("Hélène", where)).not_to_contain_text("avec réserve")

    def learn(self) -> None:
        """Before the last gate: what the organisers say of it, and the lesson."""
        where = f"{HERE}evaluation/"
        main = self.people.visit("Hélène", where)
        main.locator("[name=criterion]").select_option(index=1)
        main.locator("[name=value]").fill("4")
        self.people.press("Hélène", "Enregistrer")
        lesson = "Prévenir les commerçants six semaines avant."
        expect(self.fill("Hélène", where, "Écrire la leçon", text=lesson)).to_contain_text(lesson)

    def close(self) -> None:
        """Once every gate is passed, the project is closed, with a reason that is public."""
        self.people.visit("Hélène", HERE).get_by_text("Terminer le projet").click()
        self.people.page_of("Hélène").get_by_label("Pourquoi").fill("Les deux lignes roulent.")
        self.people.press("Hélène", "Clore")
        expect(self.people.visit("Suzanne", "/projets/inspire-pas-a-pas/")).to_contain_text("Les deux lignes roulent.")

    def react(self) -> None:
        """A commune that was told reacts, on a phone."""
        page = self.people.page_of("Nadia")
        page.set_viewport_size({"width": 390, "height": 844})
        expect(self.people.visit("Nadia", "/espace/ma-commune/")).to_contain_text("Réagir avant le")


@pytest.mark.long
@pytest.mark.screens
def test_inspire_from_its_questions_to_its_answers(
    own_site: Site, open_own_page: OpenPage, tmp_path: Path, looks: Looks
) -> None:
    people = People(open_own_page)
    walk = Walk(people)
    for step in (
        walk.open,
        walk.answer,
        walk.freeze,
        walk.plan,
        walk.papers,
        walk.consult,
        walk.learn,
        walk.pass_gates,
        walk.react,
        walk.close,
    ):
        step()
    for person, paths in SHOWN.items():
        for path in paths:
            people.visit(person, path)
            looks(person, people.page_of(person))
    page = people.page_of("Hélène")
    page.goto("/")
    page.get_by_role("button", name="English").click()
    assert people.visit("Hélène", HERE).get_by_role("heading", name="My next deadline").is_visible()
    assert not looks.found, "\n\n".join(looks.found)
