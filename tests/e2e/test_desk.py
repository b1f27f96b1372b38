"""From a deposit signed by two to its forwarding, in the browser: held, refused, contested, moderated, sent on."""

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import OpenPage
from tests.e2e.looks import Looks
from tests.e2e.people import People
from tests.e2e.site import Site

SUZANNE, LEA = "suzanne.bureau@exemple.invalid", "lea.bureau@exemple.invalid"
TITLE = "Une bibliothèque ouverte le lundi"
REQUEST = "Ouvrir une bibliothèque le lundi. Appelez Mme Durand au 06 12 34 56 78, elle sait tout."
PLAN = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n%%EOF\n"}
NOT_A_PLAN = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"MZ\x90\x00"}
MAILED = 'SELECT count(*) FROM mail_message WHERE "to" = %s AND text LIKE %s AND sent_at IS NOT NULL'
REFERENCE = "SELECT reference FROM referrals_referral WHERE title = %s"


class Walk:
    """Each step is done by the person whose it is."""

    def __init__(self, site: Site, people: People) -> None:
        self.site, self.people = site, people
        self.reference = ""

    @property
    def desk(self) -> str:
        return f"/espace/recevabilite/{self.reference}/"

    def mailed(self, to: str, words: str) -> None:
        self.site.wait_for(lambda: bool(self.site.query(MAILED, to, f"%{words}%")[0][0]), "the mail", seconds=60)
        self.people.open_mail("Suzanne" if to == SUZANNE else "Léa", to=to)

    def write(self) -> None:
        main = self.people.visit("Suzanne", "/saisines/deposer/")
        main.get_by_label("Votre commune").select_option(label="Chamalières")
        main.get_by_label("De quelle politique").select_option(value="culture")
        main.get_by_label("Votre sujet en une phrase").fill(TITLE)
        self.people.press("Suzanne", "Continuer")
        main = self.people.press("Suzanne", "Continuer avec ma saisine")
        main.get_by_label("Ce que vous demandez").fill(REQUEST)
        main.get_by_label("Joindre un document").set_input_files(NOT_A_PLAN)  # type: ignore[arg-type]  # a file
        main.get_by_label("Ce qu’il montre").fill("Le plan des salles")
        main = self.people.press("Suzanne", "Joindre, puis relire cette page")
        expect(main).to_contain_text("Ce n’est ni un PDF entier")
        expect(main.get_by_label("Ce que vous demandez")).to_have_value(REQUEST)
        main.get_by_label("Joindre un document").set_input_files(PLAN)  # type: ignore[arg-type]  # a file
        main = self.people.press("Suzanne", "Joindre, puis relire cette page")
        expect(main.get_by_role("link", name="Le plan des salles")).to_be_visible()
        main = self.people.press("Suzanne", "Continuer")
        main.get_by_label("Votre adresse électronique").fill(SUZANNE)
        main.get_by_label("J’ai au moins").check()
        self.people.press("Suzanne", "Continuer")
        main = self.people.follow("Suzanne", "Inviter d’autres personnes")
        invitation = main.get_by_role("link", name="/saisines/cosigner/").get_attribute("href") or ""
        review = self.people.page_of("Suzanne").url.replace("cosignataires", "relire")
        self.sign(invitation)
        expect(self.people.visit("Suzanne", review)).to_contain_text("1 cosignataire.")
        self.people.press("Suzanne", "Envoyer ma saisine")

    def sign(self, invitation: str) -> None:
        main = self.people.visit("Léa", invitation)
        expect(main).to_contain_text(TITLE)
        main.get_by_label("Votre commune").select_option(label="Royat")
        main.get_by_label("Votre adresse électronique").fill(LEA)
        main.get_by_label("J’ai au moins").check()
        self.people.press("Léa", "Recevoir le courriel")
        self.mailed(LEA, "/cosigner/confirmer/")
        self.people.follow("Léa", "/cosigner/confirmer/")
        expect(self.people.press("Léa", "Signer")).to_contain_text("Vous l’avez signé")

    def confirm(self) -> None:
        self.mailed(SUZANNE, "/saisines/confirmer/")
        self.people.follow("Suzanne", "/saisines/confirmer/")
        expect(self.people.press("Suzanne", "Confirmer ma saisine")).to_contain_text("Votre saisine est déposée.")
        self.reference = str(self.site.query(REFERENCE, TITLE)[0][0])

    def refuse(self) -> None:
        self.people.visit("Karim", "/espace/recevabilite/")
        expect(self.people.visit("Karim", self.desk)).to_contain_text("Le plan des salles")
        expect(self.people.press("Karim", "Je m’en occupe")).to_contain_text("vos collègues ne peuvent rien décider")
        main = self.people.page_of("Karim").locator("main")
        main.get_by_role("group", name="On comprend ce qui devrait changer").get_by_label("Non").check()
        main = self.people.press("Karim", "Déclarer recevable")
        expect(main).to_contain_text("Ce critère doit être rempli")
        main.get_by_label("Motif").select_option(label="Demande imprécise")
        main.locator("#rejeter + form").get_by_label("Ce que vous ajoutez à la lettre").fill("Dites laquelle.")
        expect(self.people.press("Karim", "Déclarer irrecevable")).to_contain_text("La lettre de refus (PDF)")

    def contest(self) -> None:
        self.mailed(SUZANNE, "/recours/")
        main = self.people.follow("Suzanne", "/recours/")
        main.get_by_label("Pourquoi ce refus devrait être revu").fill("Toutes, à tour de rôle : c’est écrit.")
        expect(self.people.press("Suzanne", "Déposer mon recours")).to_contain_text("Votre recours est déposé.")
        main = self.people.visit("Marc", self.desk)
        main.get_by_label("Votre réponse, que la personne lira").fill("Vous avez raison : nous la relisons.")
        self.people.press("Marc", "Accepter, et l’examiner de nouveau")
        self.mailed(SUZANNE, "Votre recours est accepté")

    def moderate(self) -> None:
        main = self.people.visit("Théo", "/espace/moderation/")
        expect(main.locator("mark").first).to_have_text("Mme Durand")
        main.get_by_label(f"Cocher {self.reference}").check()
        expect(self.people.press("Théo", "Masquer les passages signalés des textes")).not_to_contain_text("Durand")
        self.people.page_of("Théo").locator("main").get_by_label("Le plan des salles").check()
        expect(self.people.press("Théo", "Rien à signaler")).to_contain_text("1 élément est traité.")

    def forward(self) -> None:
        main = self.people.visit("Karim", self.desk)
        main.get_by_label("Organisme compétent").select_option(value="chamalieres")
        expect(self.people.press("Karim", "Transmettre")).to_contain_text("Transmises à un autre organisme")
        self.mailed(SUZANNE, "/transmission.pdf")
        expect(self.people.visit("Nadia", "/espace/recevabilite/")).to_contain_text(TITLE)
        main = self.people.visit("Nadia", self.desk)
        expect(main).to_contain_text("[masqué]")
        for answer in main.get_by_label("Oui", exact=True).all():
            answer.check()
        expect(self.people.press("Nadia", "Déclarer recevable")).to_contain_text("Recevable")
        main = self.people.visit("Suzanne", f"/saisines/{self.reference}/")
        expect(main).to_contain_text("Le plan des salles")
        expect(main).not_to_contain_text("Durand")


@pytest.mark.long
@pytest.mark.screens
def test_signed_by_two_refused_contested_moderated_and_sent_on(
    own_site: Site, open_own_page: OpenPage, looks: Looks
) -> None:
    people = People(open_own_page, look=looks)
    walk = Walk(own_site, people)
    for step in (walk.write, walk.confirm, walk.refuse, walk.contest, walk.moderate, walk.forward):
        step()
    for person, path in (("Karim", "/espace/recevabilite/"), ("Théo", "/espace/moderation/")):
        people.page_of(person).goto("/")
        people.page_of(person).get_by_role("button", name="English").click()
        people.visit(person, path)
        assert people.page_of(person).locator("html").get_attribute("lang") == "en"
    assert not looks.found, "\n\n".join(looks.found)
