"""A recruitment of the demonstration: real populations, invented streets and people, registrations open today."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

from belvedere.contexts.observatory.queries import examen_cards_of
from belvedere.contexts.observatory.states import ExamenState
from belvedere.contexts.panels.actions import campaign as actions
from belvedere.contexts.panels.actions import candidates, invitations, quotas, register
from belvedere.contexts.panels.actions.campaign import CampaignSheet
from belvedere.contexts.panels.actions.candidates import Contact, Registration
from belvedere.contexts.panels.models import Campaign, Category, Invitation, Target
from belvedere.contexts.panels.queries.campaign import campaign_by_reference, campaigns_of_examen
from belvedere.contexts.panels.queries.margins import known_margins
from belvedere.contexts.panels.queries.quotas import asked_categories
from belvedere.contexts.panels.queries.register import code_of
from belvedere.contexts.panels.states.campaign import Channel
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.queries import roles_of_body
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.demo import Demo
from belvedere.platform.territory.models import Commune
from belvedere.platform.territory.queries import body_by_slug, communes

TITLE = "Panel citoyen sur la rénovation des logements"

METROPOLE, POLICY = "clermont-auvergne-metropole", "habitat"
PLACES, ADDRESSES, LETTERS, ANSWERS = 42, 2000, 1200, 120
CRITERIA = ("commune", "sexe", "age", "diplome")
STREETS = (
    "rue des Lilas inventés", "avenue du Puy imaginaire", "impasse des Noisetiers", "rue de la Fontaine-Vieille",
    "chemin des Vignes hautes", "place du Marché aux Oies", "allée des Trois-Merles", "rue du Four banal",
)  # fmt: skip
FIRST_NAMES = ("Alix", "Camille", "Charlie", "Claude", "Dominique", "Lou", "Maxime", "Noa", "Sacha", "Yaël")
LAST_NAMES = ("Exemple", "Démonstration", "Essai", "Maquette", "Modèle", "Brouillon", "Épreuve", "Esquisse")
STEPS = (Fraction(618, 1000), Fraction(755, 1000), Fraction(570, 1000), Fraction(819, 1000))


def load(*, demo: Demo) -> None:
    """Walk a recruitment up to its open registrations."""
    body = body_by_slug(METROPOLE)
    if body is None:
        return
    examen = next(
        (row for row in examen_cards_of(body) if row.policy_slug == POLICY and row.state == ExamenState.OPENED), None
    )
    agent = next((role for role in roles_of_body(body=body, on=demo.today) if role.kind == RoleKind.AGENT), None)
    if examen is None or agent is None or campaigns_of_examen(examen.reference).exists():
        return
    sheet = _sheet(demo, examen.question)
    campaign = actions.open_campaign(sheet=sheet, examen_reference=examen.reference, by=agent, now=demo.at(-20))
    reference = campaign.reference
    _set_quotas(demo, reference, agent)
    _fill_register(demo, reference, agent)
    invitations.draw_invitations(reference=reference, letters=LETTERS, seed="demonstration", by=agent, now=demo.at(-15))
    for batch in range(1, LETTERS // invitations.LETTERS_BY_BATCH + 1):
        invitations.note_posted(reference=reference, batch=batch, is_reminder=False, by=agent, now=demo.at(-13))
    invitations.open_registration(reference=reference, by=agent, now=demo.at(-13))
    _sign_up(demo, reference, agent)


def _sheet(demo: Demo, question: str) -> CampaignSheet:
    def day(days: int) -> date:
        return demo.today + timedelta(days=days)

    return CampaignSheet(
        title=TITLE,
        purpose=f"{question} Le panel rencontrera des habitants, des artisans et les services, puis donnera un avis. "
        "La Métropole répondra à chacune de ses recommandations.",
        size=PLACES,
        starts_on=day(60),
        ends_on=day(200),
        register_source="Registre inventé pour la démonstration",
        responses_until=day(14),
        addresses_kept_until=day(45),
        candidates_kept_until=day(200),
    )


def _set_quotas(demo: Demo, reference: str, by: Role) -> None:
    actions.begin_quotas(reference=reference, by=by)
    known = {margin.code: margin for margin in known_margins(_campaign(reference))}
    for code in CRITERIA:
        rounding = quotas.Rounding(minimum_each=int(code == "commune"), slack_places=1)
        quotas.add_category(reference=reference, margin=known[code], rounding=rounding, by=by)
    quotas.adopt_quotas(reference=reference, by=by, now=demo.at(-18))


def _campaign(reference: str) -> Campaign:
    found = campaign_by_reference(reference)
    if found is None:
        raise Campaign.DoesNotExist
    return found


def _fill_register(demo: Demo, reference: str, by: Role) -> None:
    content = "\n".join(["adresse;code postal;commune", *register_lines(list(communes()))]).encode()
    register.receive_register(reference=reference, name="registre.csv", content=content, by=by, now=demo.at(-17))
    register.import_register(
        reference=reference,
        skips_faulty_lines=False,
        source="Registre inventé pour la démonstration",
        by=by,
        now=demo.at(-17),
    )
    register.close_register(reference=reference, by=by)


def register_lines(rows: Sequence[Commune]) -> Iterator[str]:
    """Yield invented addresses, in proportion to the communes."""
    total = sum(row.population for row in rows)
    for row in rows:
        for number in range(max(20, ADDRESSES * row.population // total)):
            street = STREETS[number % len(STREETS)]
            yield f"{number // len(STREETS) + 1} {street};;{row.name}"


def _sign_up(demo: Demo, reference: str, by: Role) -> None:
    """Sign people up with the codes of some letters: every commune answers, most on line, some by telephone."""
    campaign = _campaign(reference)
    questions = asked_categories(campaign)
    for number, invitation in enumerate(who_answers(campaign)):
        registration = invented_registration(number, invitation, questions)
        now = demo.at(min(-1, -12 + number * 11 // ANSWERS), 9 + number % 9)
        code = code_of(invitation, campaign)
        if registration.channel == Channel.ONLINE:
            candidates.sign_up(code=code, registration=registration, now=now)
        else:
            candidates.enter_candidate(reference=reference, code=code, registration=registration, by=by, now=now)


def who_answers(campaign: Campaign) -> list[Invitation]:
    """Return the letters that are answered: about one in ten, four by commune at least."""
    by_commune: dict[int, list[Invitation]] = {}
    for row in Invitation.objects.filter(campaign=campaign).select_related("commune").order_by("batch", "rank"):
        by_commune.setdefault(row.commune_id, []).append(row)
    return [row for rows in by_commune.values() for row in rows[: max(4, len(rows) * ANSWERS // LETTERS)]]


def invented_registration(number: int, invitation: Invitation, questions: list[Category]) -> Registration:
    answers = {
        question.pk: _answer(list(question.targets.all()), (number + 1) * step % 1)
        for question, step in zip(questions, STEPS, strict=False)
    }
    contact = Contact(
        first_name=FIRST_NAMES[number % len(FIRST_NAMES)],
        last_name=LAST_NAMES[number * 3 % len(LAST_NAMES)],
        phone=f"00 00 00 {number // 100:02d} {number % 100:02d}",
    )
    channel = (Channel.ONLINE, Channel.ONLINE, Channel.ONLINE, Channel.TELEPHONE, Channel.PAPER)[number % 5]
    return Registration(answers, invitation.commune, contact, channel)


def _answer(targets: list[Target], share: Fraction) -> int:
    """Return the answer at this share of the population."""
    total = sum(target.population or 0 for target in targets)
    reached = 0
    for target in targets:
        reached += target.population or 0
        if share * total < reached:
            return target.pk
    return targets[-1].pk
