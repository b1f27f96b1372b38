"""A panel at work in the demonstration: drawn last year, two sessions behind it; invented people, real populations."""

from datetime import date, timedelta

from belvedere.contexts.panels.actions import (
    allowance,
    candidates,
    hearing,
    invitations,
    launch,
    member,
    mission,
    pool,
    quotas,
    register,
    session,
)
from belvedere.contexts.panels.actions import campaign as campaigns
from belvedere.contexts.panels.actions import draw as draws
from belvedere.contexts.panels.actions import seat as seats
from belvedere.contexts.panels.actions.attendance import Presence, record_attendance
from belvedere.contexts.panels.actions.campaign import CampaignSheet
from belvedere.contexts.panels.actions.hearing import HearingRequest
from belvedere.contexts.panels.actions.mission import MissionSheet
from belvedere.contexts.panels.actions.session import SessionSheet
from belvedere.contexts.panels.actions.standing import PanelSheet, describe_panel
from belvedere.contexts.panels.demo.campaign import METROPOLE, invented_registration, register_lines, who_answers
from belvedere.contexts.panels.models import Campaign, Hearing, Panel, Seat
from belvedere.contexts.panels.queries.campaign import campaign_by_reference
from belvedere.contexts.panels.queries.draw import seats_of
from belvedere.contexts.panels.queries.margins import known_margins
from belvedere.contexts.panels.queries.pool import problem_of
from belvedere.contexts.panels.queries.quotas import asked_categories
from belvedere.contexts.panels.queries.register import code_of
from belvedere.contexts.panels.queries.session import members_of
from belvedere.contexts.panels.states.campaign import Channel
from belvedere.contexts.panels.states.panel import AttendanceState, MissionKind, MissionVerb
from belvedere.engines.sortition.lottery import uniform_lottery
from belvedere.engines.sortition.problem_json import canonical
from belvedere.engines.sortition.publication import lottery_files
from belvedere.engines.sortition.solving import solve
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.queries import roles_of_body
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.actions import set_parameter
from belvedere.platform.territory.demo import Demo
from belvedere.platform.territory.models import Body
from belvedere.platform.territory.queries import body_by_slug, communes
from belvedere.platform.territory.states import Confidence

PLACES, LETTERS, FACES = 24, 240, [2, 7, 4]
CRITERIA = ("sexe", "age")
NAME = "Panel citoyen permanent de la Métropole"
AMOUNTS = {"session": 8000, "travel": 600, "care": 3000, "access": 2500}
QUESTIONS = (
    "Combien d’arbres sont plantés chaque année, où, et qui le décide ?",
    "Ce que coûte un point d’eau ouvert l’été.",
)
ANSWER = "Réponse de démonstration : la direction viendra à la prochaine séance avec la carte des plantations."
DOCUMENT = "Document inventé pour la démonstration.\n"
SOURCE = "Registre inventé pour la démonstration"
MINUTES = (
    "Compte rendu de démonstration. Le panel s’est réuni pour la première fois et a choisi sa première question.",
    "Compte rendu de démonstration. Le panel a entendu la direction des espaces publics sur les arbres et l’eau.",
)


def load(*, demo: Demo) -> None:
    """Draw a small panel last year, then let it work until today."""
    body = body_by_slug(METROPOLE)
    officers = [role for role in roles_of_body(body=body, on=demo.today) if role.kind in _WRITERS] if body else []
    if body is None or len({role.user_id for role in officers}) < 2 or Panel.objects.exists():  # noqa: PLR2004 -- two people draw
        return
    first = officers[0]
    second = next(role for role in officers if role.user_id != first.user_id)
    _fix_amounts(body, demo)
    campaign = _recruit(demo, first)
    _draw(demo, campaign, first, second)
    panel = seats.form_panel(reference=campaign.reference, by=first, now=demo.at(-255))
    _work(demo, panel, first)


_WRITERS = (RoleKind.AGENT, RoleKind.FACILITATOR)


def _fix_amounts(body: Body, demo: Demo) -> None:
    for kind, cents in AMOUNTS.items():
        set_parameter(
            body=body,
            code=f"panel.{kind}_allowance_cents",
            value=cents,
            since=demo.today - timedelta(days=400),
            source="Règlement de démonstration : nombre inventé",
            confidence=Confidence.UNVERIFIED,
        )


def _recruit(demo: Demo, by: Role) -> Campaign:
    """Walk a recruitment up to its frozen pool."""

    def day(days: int) -> date:
        return demo.today + timedelta(days=days)

    sheet = CampaignSheet(
        title=NAME,
        purpose="Donner un avis sur ce que la Métropole lui demande, et sur ce qu’il choisit lui-même. La Métropole "
        "répond à chacune de ses recommandations.",
        size=PLACES,
        starts_on=day(-250),
        ends_on=day(480),
        register_source=SOURCE,
        responses_until=day(-280),
        addresses_kept_until=day(-200),
        candidates_kept_until=day(540),
    )
    reference = campaigns.open_campaign(sheet=sheet, by=by, now=demo.at(-330)).reference
    campaigns.begin_quotas(reference=reference, by=by)
    known = {margin.code: margin for margin in known_margins(_campaign(reference))}
    for code in CRITERIA:
        quotas.add_category(
            reference=reference, margin=known[code], rounding=quotas.Rounding(minimum_each=0, slack_places=1), by=by
        )
    quotas.adopt_quotas(reference=reference, by=by, now=demo.at(-328))
    content = "\n".join(["adresse;code postal;commune", *list(register_lines(list(communes())))[::4]]).encode()
    register.receive_register(reference=reference, name="registre.csv", content=content, by=by, now=demo.at(-327))
    register.import_register(reference=reference, skips_faulty_lines=False, source=SOURCE, by=by, now=demo.at(-327))
    register.close_register(reference=reference, by=by)
    invitations.draw_invitations(reference=reference, letters=LETTERS, seed="permanent", by=by, now=demo.at(-320))
    invitations.open_registration(reference=reference, by=by, now=demo.at(-318))
    campaign = _campaign(reference)
    questions = asked_categories(campaign)
    for number, letter in enumerate(who_answers(campaign)):
        said = invented_registration(number, letter, questions)
        code, now = code_of(letter, campaign), demo.at(-310 + number % 20)
        if said.channel == Channel.ONLINE:
            candidates.sign_up(code=code, registration=said, now=now)
        else:
            candidates.enter_candidate(reference=reference, code=code, registration=said, by=by, now=now)
    pool.freeze_pool(reference=reference, by=by, now=demo.at(-278))
    return _campaign(reference)


def _campaign(reference: str) -> Campaign:
    found = campaign_by_reference(reference)
    if found is None:
        raise Campaign.DoesNotExist
    return found


def _draw(demo: Demo, campaign: Campaign, first: Role, second: Role) -> None:
    """Compute the lottery, commit it, throw the dice, confirm each place."""
    reference = campaign.reference
    draw = draws.ask_draw(reference=reference, by=first, now=demo.at(-277))
    problem = canonical(problem_of(campaign))
    solution = solve(problem)
    lottery = uniform_lottery(problem, solution, size=draw.lottery_size, seed=draw.seed)
    files = lottery_files(problem, solution.probabilities, lottery)
    draws.record_lottery(draw_id=draw.pk, files=files, now=demo.at(-277, 10))
    plan = draws.Ceremony(demo.at(-270, 18), "Salle du conseil métropolitain")
    draws.commit_draw(reference=reference, plan=plan, by=first, now=demo.at(-275))
    for officer in (first, second):
        launch.type_dice(reference=reference, faces=FACES, by=officer, now=demo.at(-270, 18))
    for seat in list(seats_of(draw)):
        seats.confirm_seat(reference=reference, pseudonym=seat.pseudonym, by=first, now=demo.at(-262))


def _work(demo: Demo, panel: Panel, by: Role) -> None:
    """Live the panel's life in the order of its days."""
    slug = panel.slug
    sheet = PanelSheet(panel.name, panel.purpose, panel.ends_on, most_sessions_by_year=8)
    describe_panel(slug=slug, sheet=sheet, by=by, now=demo.at(-250))
    mission.open_mission(slug=slug, sheet=_chosen(demo), by=by, now=demo.at(-95))
    mission.move_mission(slug=slug, number=1, verb=MissionVerb.ACCEPT, by=by, now=demo.at(-90))
    _plan(demo, slug, -60, "Faire connaissance", by)
    _hold(demo, panel, 1, -60, by)
    for seat in members_of(panel)[:3]:
        _agree(demo, seat)
    asked = _ask(demo, panel, by, "La direction des espaces publics", QUESTIONS[0], asked=-55, due=-40)
    _plan(demo, slug, -25, "Entendre les services", by)
    hearing.answer_hearing(slug=slug, hearing_id=asked.pk, accepts=True, answer=ANSWER, by=by, now=demo.at(-44))
    _hold(demo, panel, 2, -25, by)
    hearing.hold_hearing(slug=slug, hearing_id=asked.pk, session_number=2, by=by, now=demo.at(-20))
    allowance.export_allowances(slug=slug, by=by, now=demo.at(-20, 10))
    _plan(demo, slug, 12, "Écrire les recommandations", by)
    _ask(demo, panel, by, "Le service de l’eau", QUESTIONS[1], asked=-15, due=6)
    allowance.mark_paid(slug=slug, export_number=1, by=by, now=demo.at(-8))
    proposer = members_of(panel).last()
    if proposer is not None:
        asked_of, subject = "Un médecin de l’hôpital", "La chaleur et la santé."
        member.request_hearing(seat=proposer, asked_of=asked_of, subject=subject, now=demo.at(-3))


def _chosen(demo: Demo) -> MissionSheet:
    return MissionSheet(
        MissionKind.OWN_CHOICE,
        "De l’ombre et de l’eau dans les rues, l’été",
        "Où planter, où ouvrir des points d’eau, et comment en décider avec ceux qui vivent là ?",
        starts_on=demo.today - timedelta(days=60),
        due_on=demo.today + timedelta(days=120),
    )


def _agree(demo: Demo, seat: Seat) -> None:
    contact = seat.candidate.contact if seat.candidate else None
    if contact is not None:
        name = f"{contact.first_name} {contact.last_name}"
        member.agree_to_name(seat=seat, name=name, now=demo.at(-56, 10))


def _plan(demo: Demo, slug: str, days: int, title: str, by: Role) -> None:
    """Plan a session four weeks before its day."""
    sheet = SessionSheet(
        title,
        demo.at(days, 9),
        demo.at(days, 16),
        place="Maison du peuple, Clermont-Ferrand",
        access="Tramway A, arrêt Delille. Entrée de plain-pied, boucle magnétique, garde d’enfants sur place.",
        agenda="Accueil à 8 h 45. Travail en petits groupes. Repas pris ensemble. Fin à 16 heures.",
        mission_number=1,
    )
    session.plan_session(slug=slug, sheet=sheet, by=by, now=demo.at(days - 28))


def _hold(demo: Demo, panel: Panel, number: int, days: int, by: Role) -> None:
    """Join the file, hold the session, write who was there, publish the minutes."""
    slug, evening = panel.slug, demo.at(days, 17)
    title, content = "Le dossier des membres (démonstration)", DOCUMENT.encode()
    session.add_document(
        title=title, content=content, is_public=True, now=demo.at(days - 5), slug=slug, number=number, by=by
    )
    session.hold_session(now=evening, slug=slug, number=number, by=by)
    presences = {seat.pseudonym: _presence(rank + number) for rank, seat in enumerate(members_of(panel))}
    record_attendance(presences=presences, now=evening, slug=slug, number=number, by=by)
    session.write_minutes(minutes=MINUTES[number - 1], now=demo.at(days + 4), slug=slug, number=number, by=by)


def _ask(demo: Demo, panel: Panel, by: Role, asked_of: str, subject: str, *, asked: int, due: int) -> Hearing:
    request = HearingRequest(asked_of, subject, demo.today + timedelta(days=due), panel.body, mission_number=1)
    return hearing.ask_hearing(slug=panel.slug, request=request, by=by, now=demo.at(asked))


def _presence(rank: int) -> Presence:
    if rank % 11 == 0:
        return Presence(AttendanceState.EXCUSED)
    if rank % 13 == 0:
        return Presence(AttendanceState.ABSENT)
    return Presence(AttendanceState.PRESENT, needs_care=rank % 7 == 0)
