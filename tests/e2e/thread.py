"""One matter from a draft to a kept promise: a method by step, which ends when its confirmation is on screen."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from playwright.sync_api import expect

from tests.e2e.people import People
from tests.e2e.site import Site

METROPOLE = "clermont-auvergne-metropole"
POLICY, POLICY_NAME = "mobilites", "Mobilités"
DEPARTMENT = "Direction des mobilités"
THRESHOLD = 3
TITLE = "Des bus plus tôt le dimanche matin vers les hôpitaux"
REQUEST = "Faire circuler un bus dès cinq heures le dimanche entre Chamalières et l’hôpital Gabriel-Montpied."
REASONS = "Les soignants du matin n’ont que la voiture, et les visiteurs aussi."
SUZANNE_EMAIL = "suzanne.depot@exemple.invalid"
LUCIE_EMAIL = "lucie.soutien@exemple.invalid"
LUCIE_OTHERWISE = "Lucie.SOUTIEN+bus@exemple.invalid"
PAUL_EMAIL = "paul.soutien@exemple.invalid"
RECOMMENDATIONS = (
    "Ouvrir une ligne de bus le dimanche dès cinq heures.",
    "Desservir les deux hôpitaux toutes les vingt minutes.",
    "Rendre gratuits tous les parkings des hôpitaux.",
)
OTHER_TITLE = "Un banc à l’ombre devant l’école de la rue Fontgiève"
OTHER_EMAIL = "suzanne.banc@exemple.invalid"
PUBLIC_ACTS_OF_REFERRAL, PUBLIC_ACTS_OF_EXAMEN = 4, 10
STORY = (
    "Une saisine a été déposée et confirmée par courriel.",
    "La saisine est recevable",
    "Un palier du règlement est atteint avec 3 soutiens.",
    "Un examen est ouvert",
    "Le panel a donné un avis.",
    "Une réponse à l’avis",
    "La réponse est validée par un élu.",
    "est publiée. Retenues",
    "devient une action",
    "L’avancement de l’action est noté",
    "L’action est faite, preuve à l’appui.",
)


def today() -> date:
    return date.today()  # noqa: DTZ011 -- the day of the machine that serves the site under test


def lower_threshold(site: Site) -> None:
    """Publish a règlement whose panel asks for three supports: nobody can walk the hundreds of a real one in a test."""
    territory, body = site.query("SELECT territory_id, id FROM territory_body WHERE slug = %s", METROPOLE)[0]
    step = {
        "code": "panel",
        "effect": "panel",
        "title": {"fr": "Examen et panel", "en": "Inquiry and panel"},
        "rule": {"minimum_total": THRESHOLD},
    }
    content = {
        "id": "tests",
        "authority": METROPOLE,
        "source": "Seuil des tests",
        "who": {"minimum_age": 16},
        "collection": {"months": 3},
        "steps": [step],
    }
    site.query(
        "INSERT INTO referrals_regulation (territory_id, body_id, number, content, source, since, published_at)"
        " VALUES (%s, %s, 900, %s, 'Seuil des tests', %s, %s)",
        territory,
        body,
        json.dumps(content),
        today().isoformat(),
        today().isoformat(),
    )


def first_match(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    assert found, f"no {pattern} in {text}"
    return found[0]


@dataclass
class Thread:
    """The story of one referral. Steps are called in the order of `STEPS`, or one by one."""

    site: Site
    people: People
    draft_link: str = ""
    reference: str = ""
    examen: str = ""
    opinion: str = ""
    actions: list[str] = field(default_factory=list)

    @property
    def path(self) -> str:
        return f"/saisines/{self.reference}/"

    # -- an inhabitant asks

    def write_draft(self) -> None:
        """Suzanne begins, writes her text, and keeps the secret link of her draft."""
        self.people.visit("Suzanne", "/saisines/deposer/")
        self.fill_subject("Suzanne", TITLE)
        main = self.people.press("Suzanne", "Continuer avec ma saisine")
        main.get_by_label("Ce que vous demandez").fill(REQUEST)
        main.get_by_label("Pourquoi").fill(REASONS)
        main = self.people.press("Suzanne", "Continuer")
        main.get_by_text("Continuer plus tard ou sur un autre appareil").click()
        link = main.get_by_role("link", name="/saisines/deposer/").first
        self.draft_link = link.get_attribute("href") or ""

    def fill_subject(self, name: str, title: str) -> None:
        """Answer the first step of the wizard: where, on what, in one sentence."""
        main = self.people.page_of(name).locator("main")
        main.get_by_label("Votre commune").select_option(label="Chamalières")
        main.get_by_label("De quelle politique").select_option(label=POLICY_NAME)
        main.get_by_label("Votre sujet en une phrase").fill(title)
        self.people.press(name, "Continuer")

    def resume_draft(self) -> None:
        """On another device, with nothing but the link, she ends it and sends it."""
        phone = self.people.visit("Suzanne, sur son téléphone", self.draft_link)
        phone.get_by_label("Votre adresse électronique").fill(SUZANNE_EMAIL)
        phone.get_by_label("J’ai au moins").check()
        phone = self.people.press("Suzanne, sur son téléphone", "Continuer")
        expect(phone).to_contain_text(REQUEST)
        expect(phone).to_contain_text(REASONS)
        phone = self.people.press("Suzanne, sur son téléphone", "Envoyer ma saisine")
        expect(phone).to_contain_text("Consultez votre courriel")

    def confirm_deposit(self) -> None:
        """The link of the mail opens a page; its button deposits."""
        self.people.open_mail("Suzanne", to=SUZANNE_EMAIL)
        self.people.follow("Suzanne", "/saisines/confirmer/")
        main = self.people.press("Suzanne", "Confirmer ma saisine")
        expect(main).to_contain_text("Votre saisine est déposée.")
        self.reference = first_match(r"S-\d{4}-\d+", main.inner_text())

    # -- the agent decides, inhabitants support

    def admit(self) -> None:
        """Karim finds it in his inbox, and admits it."""
        self.people.visit("Karim", "/espace/")
        self.people.follow("Karim", TITLE)
        for answer in self.people.page_of("Karim").get_by_label("Oui", exact=True).all():
            answer.check()
        main = self.people.press("Karim", "Déclarer recevable")
        expect(main).to_contain_text("Recevable : la collecte de soutiens est ouverte.")

    def ask_to_support(self, name: str, email: str) -> None:
        """Ask for the mail; the page says the same thing whoever has already signed."""
        self.people.visit(name, self.path)
        main = self.people.follow(name, "Soutenir")
        main.get_by_label("Votre commune").select_option(label="Royat")
        main.get_by_label("Votre adresse électronique").fill(email)
        main.get_by_label("J’ai au moins").check()
        main = self.people.press(name, "Recevoir le courriel")
        expect(main).to_contain_text("Consultez votre courriel")

    def support(self, name: str, email: str) -> None:
        self.ask_to_support(name, email)
        self.people.open_mail(name, to=email)
        self.people.follow(name, "/saisines/soutien/")
        main = self.people.press(name, "Confirmer mon soutien")
        expect(main).to_contain_text("Votre soutien est compté.")

    def support_as_lucie(self) -> None:
        self.support("Lucie", LUCIE_EMAIL)
        expect(self.people.visit("Lucie", self.path)).to_contain_text("Il manque 1")

    def support_again(self) -> None:
        """The same mailbox in another case and with a +tag is told that it counts already."""
        self.ask_to_support("Lucie", LUCIE_OTHERWISE)
        expect(self.people.open_mail("Lucie", to=LUCIE_OTHERWISE)).to_contain_text("Vous soutenez déjà cette saisine")
        expect(self.people.visit("Lucie", self.path)).to_contain_text("Il manque 1")

    def support_as_paul(self) -> None:
        """The third support reaches the threshold."""
        self.support("Paul", PAUL_EMAIL)
        expect(self.people.visit("Paul", self.path)).to_contain_text("Le palier est atteint")

    # -- the panel says, the body answers

    def see_examen(self) -> None:
        """The worker opens the examen; it shows on the page of the policy and on the referral's."""
        self.site.wait_until_idle()
        main = self.people.visit("Paul", self.path)
        self.examen = first_match(r"E-\d{4}-\d+", main.inner_text())
        expect(self.people.visit("Paul", f"/observatoire/politiques/{POLICY}/")).to_contain_text(self.examen)
        expect(self.people.follow("Paul", f"Examen {self.examen}")).to_contain_text(self.reference)

    def draft_opinion(self) -> None:
        """Inès types what the panel recommends, and keeps her draft."""
        self.people.visit("Inès", "/espace/avis/")
        main = self.people.follow("Inès", f"Examen {self.examen}")
        main.get_by_label("Titre de l’avis").fill("Le dimanche, l’hôpital aussi")
        main.get_by_label("Rendu le").fill(today().isoformat())
        main.get_by_label("Nombre de membres du panel").fill("30")
        main.get_by_label("Comment le panel a été composé").fill("Trente habitants tirés au sort, quatre séances.")
        for place, text in enumerate(RECOMMENDATIONS):
            main.get_by_label("Texte de la recommandation").nth(place).fill(text)
        main = self.people.press("Inès", "Garder le brouillon")
        expect(main).to_contain_text("Votre brouillon est gardé.")

    def record_opinion(self) -> None:
        """She reads it again and records it: it is public, and the body owes an answer."""
        main = self.people.visit("Inès", f"/espace/avis/{self.examen}/relire/")
        for text in RECOMMENDATIONS:
            expect(main).to_contain_text(text)
        main = self.people.press("Inès", "Enregistrer l’avis")
        expect(main).to_contain_text("L’avis est enregistré et public.")
        self.opinion = first_match(r"A-\d{4}-\d+", main.inner_text())

    @property
    def sheet_path(self) -> str:
        return f"/espace/reponses/{self.opinion}/"

    def assign(self) -> None:
        """Karim entrusts the answer to the department, from his inbox."""
        self.site.wait_until_idle()
        inbox = self.people.visit("Karim", "/espace/")
        inbox.locator(f'a[href="{self.sheet_path}"]').click()
        main = self.people.page_of("Karim").locator("main")
        main.get_by_label("Service qui rédige").select_option(label=DEPARTMENT)
        main = self.people.press("Karim", "Confier la rédaction")
        expect(main).to_contain_text("La rédaction est confiée à ce service")

    def draft_answers(self) -> None:
        """Hélène answers: retained, retained in part, set aside."""
        self.people.visit("Hélène", self.sheet_path)
        self._answer(1, "Retenu", text="La ligne 4 partira à cinq heures.", horizon="court", days=200)
        self._answer(
            2,
            "Retenu en partie",
            text="Toutes les trente minutes.",
            reason="Il manque des bus.",
            horizon="moyen",
            days=600,
        )
        self._answer(3, "Écarté", reason="Les parkings sont à l’hôpital, qui en décide.")

    def _answer(
        self, number: int, verdict: str, *, text: str = "", reason: str = "", horizon: str = "", days: int = 0
    ) -> None:
        page = self.people.page_of("Hélène")
        form = page.locator(f"#recommandation-{number} details")
        if form.get_attribute("open") is None:
            form.locator("summary").click()
        form.get_by_role("radio", name=verdict, exact=True).check()
        if text:
            form.get_by_role("textbox", name="Réponse").fill(text)
        if reason:
            form.get_by_label("Pourquoi").fill(reason)
        if horizon:
            form.get_by_label("Service responsable").select_option(label=DEPARTMENT)
            form.get_by_label("Horizon").select_option(horizon)
            form.get_by_label("À faire avant le").fill((today() + timedelta(days=days)).isoformat())
        main = self.people.press("Hélène", f"Enregistrer la réponse {number}")
        expect(main).to_contain_text(f"Recommandation {number} : votre réponse est enregistrée.")

    def submit_answers(self) -> None:
        main = self.people.press("Hélène", "Soumettre la réponse")
        expect(main).to_contain_text("La réponse est soumise à l’élu")

    def validate_answers(self) -> None:
        """Marc, elected, finds it in his inbox, and commits the body."""
        inbox = self.people.visit("Marc", "/espace/")
        inbox.locator(f'a[href="{self.sheet_path}"]').click()
        main = self.people.press("Marc", "Valider la réponse")
        expect(main).to_contain_text("La réponse est validée")

    def publish_answers(self) -> None:
        self.people.visit("Karim", self.sheet_path)
        main = self.people.press("Karim", "Publier la réponse")
        expect(main).to_contain_text("publiée")

    # -- the promise is kept

    def see_actions(self) -> None:
        """What is retained, whole or in part, has become actions with an owner, a horizon and a date."""
        self.site.wait_until_idle()
        found = self.site.query(
            "SELECT reference FROM actionplan_action WHERE matter = %s ORDER BY reference", self.examen
        )
        self.actions = [reference for (reference,) in found]
        assert len(self.actions) == 2
        for reference in self.actions:
            expect(self.people.visit("Lucie", f"/plan-d-actions/{reference}/")).to_contain_text(DEPARTMENT)

    def record_progress(self) -> None:
        """Hélène says that the first action has begun."""
        self._note_progress("Elle avance", percent="40", note="Les conducteurs sont recrutés.")

    def finish_action(self) -> None:
        """And that it is done, with what proves it."""
        self._note_progress("Elle est faite", percent="100", note="Premier départ dimanche à cinq heures.")
        expect(self.people.visit("Lucie", f"/plan-d-actions/{self.actions[0]}/")).to_contain_text("Faite")

    def _note_progress(self, state: str, *, percent: str, note: str) -> None:
        main = self.people.visit("Hélène", f"/espace/actions/{self.actions[0]}/")
        main.get_by_label(state).check()
        main.get_by_label("Avancement, en pour cent").fill(percent)
        main.get_by_role("textbox", name="Ce qui a été fait").fill(note)
        main.get_by_label("Lien vers une preuve").fill("https://exemple.invalid/proces-verbal")
        main = self.people.press("Hélène", "Enregistrer")
        expect(main).to_contain_text("L’avancement est noté.")

    # -- what others see

    def read_story(self) -> None:
        """The page of the referral tells it all, on one timeline."""
        self.site.wait_until_idle()
        main = self.people.visit("Lucie", self.path)
        story = main.get_by_role("region", name="Toute l’histoire")
        for words in STORY:
            expect(story).to_contain_text(words)
        for text in (*RECOMMENDATIONS, *self.actions, "Toutes les trente minutes."):
            expect(main).to_contain_text(text)

    def audit(self) -> None:
        """Claire, auditor, finds each act in the public register."""
        register = self.people.visit("Claire", f"/transparence/?matter={self.reference}")
        expect(register.locator("tbody tr")).to_have_count(PUBLIC_ACTS_OF_REFERRAL)
        register = self.people.visit("Claire", f"/transparence/?matter={self.examen}")
        expect(register.locator("tbody tr")).to_have_count(PUBLIC_ACTS_OF_EXAMEN)

    def keep_apart(self) -> None:
        """Nadia, agent of Chamalières, sees nothing of the métropole's desks."""
        expect(self.people.visit("Nadia", "/espace/recevabilite/")).not_to_contain_text(self.reference)
        for path in (f"/espace/recevabilite/{self.reference}/", self.sheet_path, f"/espace/avis/{self.examen}/"):
            answer = self.people.page_of("Nadia").goto(path)
            assert answer is not None
            assert answer.status in {403, 404}, path

    def forward_another(self) -> None:
        """Another referral is the commune's affair: Karim forwards it, Nadia receives it, its author is told."""
        self.people.visit("Suzanne", "/saisines/deposer/")
        self.fill_subject("Suzanne", OTHER_TITLE)
        self.people.press("Suzanne", "Continuer avec ma saisine").get_by_label("Ce que vous demandez").fill(REQUEST)
        main = self.people.press("Suzanne", "Continuer")
        main.get_by_label("Votre adresse électronique").fill(OTHER_EMAIL)
        main.get_by_label("J’ai au moins").check()
        self.people.press("Suzanne", "Continuer")
        self.people.press("Suzanne", "Envoyer ma saisine")
        self.people.open_mail("Suzanne", to=OTHER_EMAIL)
        self.people.follow("Suzanne", "/saisines/confirmer/")
        self.people.press("Suzanne", "Confirmer ma saisine")
        self.people.visit("Karim", "/espace/recevabilite/")
        self.people.follow("Karim", OTHER_TITLE).get_by_label("Organisme compétent").select_option("chamalieres")
        main = self.people.press("Karim", "Transmettre")
        expect(main).to_contain_text("La personne est prévenue.")

    def receive_forwarded(self) -> None:
        expect(self.people.visit("Nadia", "/espace/")).to_contain_text(OTHER_TITLE)
        self.site.wait_until_idle()
        expect(self.people.open_mail("Suzanne", to=OTHER_EMAIL)).to_contain_text("transmise")


STEPS: tuple[Callable[[Thread], None], ...] = (
    Thread.write_draft,
    Thread.resume_draft,
    Thread.confirm_deposit,
    Thread.admit,
    Thread.support_as_lucie,
    Thread.support_again,
    Thread.support_as_paul,
    Thread.see_examen,
    Thread.draft_opinion,
    Thread.record_opinion,
    Thread.assign,
    Thread.draft_answers,
    Thread.submit_answers,
    Thread.validate_answers,
    Thread.publish_answers,
    Thread.see_actions,
    Thread.record_progress,
    Thread.finish_action,
    Thread.read_story,
    Thread.audit,
    Thread.keep_apart,
    Thread.forward_another,
    Thread.receive_forwarded,
)
