"""A consultation in the browser from its mandate to its account; a contribution from its form to the decision."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.e2e.browser import OpenPage
from tests.e2e.looks import Looks
from tests.e2e.people import People
from tests.e2e.site import Site

ELSEWHERE = "/concertations/la-nuit-dans-nos-bourgs/debat/fichiers/"  # a debate that moves here
TITLE, SLUG = "La nuit à Beaumont", "la-nuit-a-beaumont"
PAGE, DESK = f"/concertations/{SLUG}/", f"/espace/concertations/{SLUG}/"
DEBATE, REGISTER, SHEET, MEETING = (
    f"{PAGE}{path}/" for path in ("debat", "registre", "questionnaires/3", "reunions/4")
)
PHASES = (
    ("debat", "Le débat"),
    ("registre", "Le registre"),
    ("questionnaire", "Trois questions"),
    ("reunion", "La réunion"),
)
SAID, ASKED = "Éteignez après le dernier bus, pas avant.", "Éteindre après le dernier bus"
ANSWER, CHANGE = "Le dernier bus passe à 0 h 40.", "Extinction à une heure, dès mars."
STATEMENT = "Laisser une lampe sur deux au coin des rues"
ADDRESS = "suzanne.participe@exemple.fr"
OPEN_PAGES = (
    "/concertations/", PAGE, DEBATE, f"{DEBATE}carte/", f"{DEBATE}carte/ailleurs/", f"{DEBATE}carte/cadre/",
    REGISTER, f"{REGISTER}contribuer/", SHEET, MEETING,
)  # fmt: skip
OPEN_DESKS = (
    "/espace/concertations/", DESK, f"{DESK}debat/", f"{DESK}debat/participations/", f"{DESK}questionnaires/3/",
    f"{DESK}questionnaires/3/questions/1/", f"{DESK}questionnaires/3/saisir/", f"{DESK}reunions/4/",
    f"{DESK}registre/", f"{DESK}registre/saisir/", f"{DESK}registre/courriels/",
)  # fmt: skip
LAST_PAGES = (f"{REGISTER}1/", f"{SHEET}resultats/", f"{PAGE}bilan/")
LAST_DESKS = (
    f"{DESK}questionnaires/3/", f"{DESK}analyse/", f"{DESK}analyse/themes/nouveau/", f"{DESK}propositions/",
    f"{DESK}propositions/1/", f"{DESK}bilan/",
)  # fmt: skip


class Walk:
    """Each step is done by the person whose it is."""

    def __init__(self, site: Site, people: People, unscripted: People, looks: Looks) -> None:
        self.site, self.people, self.unscripted, self.looks = site, people, unscripted, looks

    def typed(self, name: str, /, **fields: str) -> None:
        """Type in the fields of the page, by their names."""
        main = self.people.page_of(name).locator("main")
        for field, text in fields.items():
            main.locator(f"[name={field}]").fill(text)

    def write_the_mandate(self) -> None:
        """Karim writes what is open and what is not; each phase says what it still lacks."""
        main = self.people.visit("Karim", "/espace/concertation/nouvelle/")
        self.typed(
            "Karim",
            title=TITLE,
            question="À quelle heure éteindre ?",
            open_words="Les heures, les rues.",
            decided_words="Les lampes sont remplacées, par délibération de juin.",
            decider="le conseil métropolitain",
            answer_on=(timezone.localdate() + timedelta(days=90)).isoformat(),
            terms="En ligne, sur papier, et le soir de la réunion.",
            information="La consommation par commune.",
        )
        main.locator("[name=level]").select_option("concerter")
        main.locator("[name=competence]").select_option("voirie")
        main.get_by_role("checkbox", name="Beaumont", exact=True).check()
        self.people.press("Karim", "Préparer cette concertation")
        begins = f"{timezone.localtime() - timedelta(days=16):%Y-%m-%dT%H:%M}"
        ends = f"{timezone.localdate() + timedelta(days=30)}T18:00"
        for tool, title in PHASES:
            main.get_by_text("Prévoir une phase").click()
            main.locator("[name=tool]").select_option(tool)
            self.typed("Karim", title=title, starts_at=begins, ends_at=ends)
            self.people.press("Karim", "Prévoir cette phase")
        expect(main.locator("#point-modalites")).to_contain_text("Réglez le débat.")
        expect(self.people.press("Karim", "Annoncer la concertation")).to_contain_text("n’est pas prête")

    def prepare_the_tools(self) -> None:
        """The debate is one that moves here by its files; a question has conditions, another one a map."""
        main = self.people.visit("Karim", f"{DESK}debat/")
        self.people.press("Karim", "Préparer le débat")
        main.get_by_text("Reprendre un débat tenu ailleurs").click()
        for field in ("comments", "votes"):
            text = self.site.get(f"{ELSEWHERE}{field}.csv")[1]
            main.locator(f"[name={field}]").set_input_files(
                {"name": f"{field}.csv", "mimeType": "text/csv", "buffer": text.encode()}
            )
        self.people.press("Karim", "Importer ces fichiers")
        self.people.visit("Karim", f"{DESK}questionnaires/3/")
        self.ask("choix", "Rentrez-vous à pied la nuit ?", "Souvent | Often\nJamais | Never")
        self.ask("texte", "Par quelle rue ?", "", condition="1-a")
        self.ask("lieu", "Où fait-il trop noir ?", "")
        self.people.visit("Karim", f"{DESK}reunions/4/")
        self.typed("Karim", room="Salle polyvalente", address="1 place de la Mairie", places="80")
        self.people.press("Karim", "Enregistrer")

    def ask(self, kind: str, text: str, choices: str, condition: str = "") -> None:
        main = self.people.page_of("Karim").locator("main")
        main.get_by_text("Ajouter une question").click()
        main.locator("[name=kind]").select_option(kind)
        self.typed("Karim", text=text, choices=choices)
        main.locator("[name=condition]").select_option(condition)
        self.people.press("Karim", "Ajouter cette question")

    def open(self) -> None:
        """Announced, told in the calendar that all share, a rule set aside in public: open."""
        self.people.visit("Karim", DESK)
        self.people.press("Karim", "Annoncer la concertation")
        self.people.follow("Karim", "Dire ce qui est demandé, prévenir les communes")
        main = self.people.follow("Karim", "Dire ce qui est demandé")
        self.typed("Karim", minutes="8", share_percent="1", forwards_in_working_days="5", known_already="Le dossier.")
        for field in ("under_a_state_procedure", "council_is_due", "evaluation_goes_up"):
            main.locator(f"[name={field}]").select_option("oui" if field.endswith("up") else "non")
        answered = main.get_by_role("group", name="Communes où la réponse sera donnée")
        answered.get_by_role("checkbox", name="Beaumont", exact=True).check()
        main = self.people.press("Karim", "Enregistrer et vérifier")
        main.get_by_role("group", name="Communes prévenues").get_by_role("checkbox", name="Beaumont").check()
        main = self.people.press("Karim", "Noter qu’elles sont prévenues")
        main.get_by_text("Lever la règle R3, avec une raison publique").click()
        main.get_by_label("Pourquoi cette règle est levée").fill("Le maire de Beaumont l’a demandé.")
        self.people.press("Karim", "Lever la règle R3")
        self.people.visit("Karim", DESK)
        expect(self.people.press("Karim", "Ouvrir la concertation")).to_contain_text("La concertation est ouverte.")

    def debate(self) -> None:
        """Suzanne answers, the page is never loaded again; she proposes, Karim reads; without a script it works too."""
        main = self.people.visit("Suzanne", DEBATE)
        for answered in range(1, 9):
            main.get_by_role("button", name="D’accord" if answered % 2 else "Pas d’accord", exact=True).click()
            expect(main).to_contain_text(f"Vous avez répondu à {answered} propos.")
        main.get_by_label("Votre propos, en une phrase").fill(STATEMENT)
        main = self.people.press("Suzanne", "Proposer ce propos")
        expect(main.locator("[aria-labelledby=miens]")).to_contain_text(f"{STATEMENT} · À lire")
        self.people.visit("Karim", "/espace/")
        self.people.follow("Karim", TITLE)
        main = self.people.press("Karim", "Accepter le propos 13")
        expect(main.locator("[aria-labelledby=lire]")).to_contain_text("Rien n’attend d’être lu.")
        main = self.unscripted.visit("Lise", DEBATE)
        self.unscripted.press("Lise", "Je passe")
        expect(main).to_contain_text("Vous avez répondu à 1 propos.")

    def write(self) -> None:
        """Suzanne contributes, answers the questionnaire, and says that she comes to the meeting."""
        main = self.people.visit("Suzanne", f"{REGISTER}contribuer/")
        self.typed("Suzanne", text=SAID, name="Suzanne", email=ADDRESS)
        main.locator("[name=commune]").select_option(label="Beaumont")
        self.people.press("Suzanne", "Envoyer ma contribution")
        main = self.people.visit("Suzanne", SHEET)
        expect(main.locator("[name=q2]")).to_be_hidden()
        main.get_by_label("Souvent").check()
        self.typed("Suzanne", q2="La rue du Parc")
        link = main.locator("[data-place=q3] a", has_text="Beaumont")
        link.focus()
        link.press("Enter")
        expect(main.get_by_role("radio", name="Beaumont")).to_be_checked()
        expect(self.people.press("Suzanne", "Envoyer mes réponses")).to_contain_text("Votre réponse est comptée")
        main = self.people.visit("Suzanne", MEETING)
        self.typed("Suzanne", name="Suzanne", email=ADDRESS, needs="Une boucle magnétique")
        expect(self.people.press("Suzanne", "Je viens")).to_contain_text("C’est noté.")

    def keep_the_register(self) -> None:
        """Karim reads what came, and types what was on paper and what was said in the room."""
        main = self.people.visit("Karim", f"{DESK}registre/?etat=a_lire")
        main.locator("article", has_text=SAID).get_by_role("button", name="Lue : publier").click()
        main = self.people.visit("Karim", f"{DESK}registre/saisir/")
        self.typed("Karim", text="Éteindre après le dernier bus, mais pas près des écoles.")
        main.locator("[name=file]").set_input_files(
            {"name": "feuille.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\nfeuille\n%%EOF\n"}
        )
        self.people.press("Karim", "Entrer au registre")
        main = self.people.visit("Karim", f"{DESK}reunions/4/")
        main.get_by_label("Suzanne").check()
        self.typed("Karim", present="14")
        main = self.people.press("Karim", "Enregistrer les présences")
        expect(main.get_by_label("Suzanne")).to_be_checked()
        self.typed("Karim", minutes="On a surtout parlé du dernier bus.")
        self.people.press("Karim", "Publier le compte rendu")
        main = self.people.follow("Karim", "Entrer au registre ce que quelqu’un a dit")
        main.locator("[name=source]").select_option("reunion")
        self.typed("Karim", text="Le dernier bus d’abord.", college="Commerçants")
        self.people.press("Karim", "Entrer au registre")
        expect(self.people.visit("Suzanne", REGISTER)).to_contain_text(SAID)

    def see_the_map(self) -> None:
        self.site.wait_for(self.is_mapped, "the map of the debate", seconds=90)
        main = self.people.visit("Suzanne", f"{DEBATE}carte/")
        expect(main.locator("#moi + p")).to_contain_text("Vos réponses vous placent")
        expect(main.locator("circle.opinion-me")).to_have_count(1)

    def is_mapped(self) -> bool:
        statement = (
            "SELECT count(*) FROM consultations_debatemap m JOIN consultations_debate d ON d.id = m.debate_id"
            " JOIN consultations_phase p ON p.id = d.phase_id JOIN consultations_consultation c"
            " ON c.id = p.consultation_id WHERE c.slug = %s"
        )
        return self.site.query(statement, SLUG) == [(1,)]

    def look_at_the_desks(self) -> None:
        """Look while the worker draws the map: it does so within a minute."""
        self.look_in_french_and_english("Karim", OPEN_DESKS)

    def look_at_the_pages(self) -> None:
        self.look_in_french_and_english("Suzanne", OPEN_PAGES)

    def look_in_french_and_english(self, name: str, paths: tuple[str, ...]) -> None:
        """Look at pages in both languages; in English, on the narrowest screen too."""
        page = self.people.page_of(name)
        for language in ("English", "Français"):
            for path in paths:
                self.people.visit(name, path)
                self.looks(name, page)
                if language == "Français" and name == "Suzanne":
                    page.set_viewport_size({"width": 320, "height": 800})
                    assert page.evaluate("document.documentElement.scrollWidth") == 320, path
            self.people.visit(name, paths[0])
            page.get_by_role("button", name=language).click()
            page.wait_for_load_state()

    def close(self) -> None:
        """The maires ask for the answer sooner: each phase is ended before its day, in public."""
        main = self.people.visit("Karim", DESK)
        for _tool, title in PHASES:
            main.get_by_text(f"Arrêter « {title} » avant son jour").click()
            main.locator("details[open] [name$=-reason]").fill("Le budget se vote plus tôt que prévu.")
            self.people.press("Karim", f"Arrêter « {title} » maintenant")
        self.people.press("Karim", "Clore la concertation")
        expect(self.people.visit("Suzanne", PAGE)).to_contain_text("Le budget se vote plus tôt que prévu.")

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
            self.people.visit("Karim", path)
            self.typed("Karim", said="On attend le dernier bus.")
            self.people.press("Karim", "Enregistrer le thème")

    def answer(self) -> None:
        self.people.visit("Karim", f"{DESK}propositions/")
        self.typed("Karim", text=ASKED, numbers="1, 3")
        self.people.press("Karim", "Réunir")
        main = self.people.follow("Karim", ASKED)
        main.locator("[name=stance]").select_option("en_partie")
        self.typed("Karim", reason=ANSWER, change=CHANGE)
        self.people.press("Karim", "Enregistrer la réponse")

    def report(self) -> None:
        self.people.visit("Karim", f"{DESK}bilan/")
        self.typed("Karim", introduction="Un débat, un registre, une réunion.")
        main = self.people.press("Karim", "Enregistrer")
        expect(main).to_contain_text("Rien : tout est lu, classé et répondu.")
        self.people.press("Karim", "Publier le bilan")
        self.people.press("Karim", "Rendre compte aux participants")
        main = self.people.visit("Suzanne", f"{PAGE}bilan/")
        for words in (ASKED, CHANGE, "Indice d’écart", "Ce que dit le débat", "s’est arrêté le", "Rentrez-vous à pied"):
            expect(main).to_contain_text(words)
        expect(main.locator("svg.opinion-map path").first).to_be_visible()
        expect(main.get_by_role("table", name="Les groupes : le tableau de la carte")).to_contain_text("A")
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

    def look_at_the_end(self) -> None:
        self.look_in_french_and_english("Suzanne", LAST_PAGES)
        self.look_in_french_and_english("Karim", LAST_DESKS)


STEPS = (
    Walk.write_the_mandate,
    Walk.prepare_the_tools,
    Walk.open,
    Walk.debate,
    Walk.write,
    Walk.keep_the_register,
    Walk.look_at_the_desks,
    Walk.see_the_map,
    Walk.look_at_the_pages,
    Walk.close,
    Walk.read,
    Walk.answer,
    Walk.report,
    Walk.be_told,
    Walk.look_at_the_end,
)


@pytest.mark.long
@pytest.mark.screens
def test_a_consultation_from_mandate_to_account(own_site: Site, open_own_page: OpenPage, looks: Looks) -> None:
    walk = Walk(own_site, People(open_own_page), People(open_own_page, javascript=False), looks)
    for step in STEPS:
        step(walk)
    assert not looks.found, "\n\n".join(looks.found)
