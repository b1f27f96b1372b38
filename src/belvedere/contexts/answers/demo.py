"""The answers of the demonstration: one published, one late while its department drafts, the others to validate."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from belvedere.contexts.answers import actions, tasks
from belvedere.contexts.answers.models import AnswerSheet, Contribution
from belvedere.contexts.answers.queries import answers_of
from belvedere.contexts.answers.states import Draft, Horizon, SheetState, SuspensionReason, Verdict
from belvedere.contexts.panels.queries.opinion import opinions
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.queries import roles_of_body
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.demo import Demo
from belvedere.platform.territory.models import Body, Department
from belvedere.platform.territory.queries import body_by_slug


@dataclass(frozen=True)
class Offices:
    """The three persons through whose hands an answer goes."""

    agent: Role
    drafter: Role
    elected: Role


@dataclass(frozen=True)
class Said:
    """What the demonstration answers to a recommendation; dates are shares of the time since the avis."""

    verdict: Verdict
    text: str = ""
    reason: str = ""
    horizon: Horizon | None = None
    due_at: float = 0.0


WALKING, PUBLISHED_LATE = "urbanisme", -1  # the policy whose answer came after its date
PARTNER = "smtc-ac"
SUSPENDED = 2  # the rank of the answer whose clock was stopped for a while
SAID = {
    "mobilites": (
        Said(
            Verdict.RETAINED,
            "C’est retenu. Un premier bus part à 6 h 30 le dimanche vers l’hôpital et la gare, puis vers les marchés.",
            horizon=Horizon.SHORT,
            due_at=0.8,
        ),
        Said(
            Verdict.RETAINED,
            "C’est retenu. Les études sont lancées ; le calendrier de mise en service sera publié commune par commune.",
            horizon=Horizon.MEDIUM,
            due_at=4.0,
        ),
        Said(
            Verdict.PARTLY_RETAINED,
            "Le billet de famille est retenu le dimanche, à l’essai pendant un an.",
            "La gratuité des enfants toute la semaine est écartée pour l’instant : sa recette n’est pas remplacée.",
            Horizon.SHORT,
            0.7,
        ),
        Said(
            Verdict.RETAINED,
            "C’est retenu. Le service équipe d’abord les arrêts les plus utilisés, puis en rend compte aux communes.",
            horizon=Horizon.SHORT,
            due_at=0.9,
        ),
        Said(
            Verdict.UNDER_STUDY,
            "Le coût de l’affichage et son entretien sont à mesurer avec les communes avant de décider.",
            due_at=3.0,
        ),
    ),
    "climat": (
        Said(
            Verdict.RETAINED,
            "C’est retenu. La carte des arrêts et des places en plein soleil sera publiée, puis revue chaque été.",
            horizon=Horizon.SHORT,
            due_at=0.8,
        ),
        Said(
            Verdict.RETAINED,
            "C’est retenu. Les arrêts près des écoles et des résidences d’aînés sont ombragés les premiers.",
            horizon=Horizon.MEDIUM,
            due_at=4.0,
        ),
        Said(
            Verdict.PARTLY_RETAINED,
            "Le principe est retenu là où le sol est libre, avec une première série de places.",
            "Les rues trop étroites sont écartées pour l’instant : la place manque pour les piétons.",
            Horizon.SHORT,
            0.7,
        ),
        Said(
            Verdict.RETAINED,
            "C’est retenu. La liste des lieux frais et leurs horaires sont affichés les jours d’alerte.",
            horizon=Horizon.SHORT,
            due_at=0.9,
        ),
    ),
    "dechets": (
        Said(
            Verdict.RETAINED,
            "C’est retenu. Une résidence qui demande un point de compost est équipée dans les six mois.",
            horizon=Horizon.SHORT,
            due_at=0.8,
        ),
        Said(
            Verdict.RETAINED,
            "C’est retenu. Le calendrier de la déchetterie mobile sera publié commune par commune.",
            horizon=Horizon.MEDIUM,
            due_at=4.0,
        ),
        Said(
            Verdict.PARTLY_RETAINED,
            "Le coût moyen d’une poubelle sera écrit sur la facture.",
            "Le détail par foyer est écarté pour l’instant : les bacs partagés ne sont pas pesés.",
            Horizon.SHORT,
            0.7,
        ),
    ),
    WALKING: (
        Said(
            Verdict.RETAINED,
            "C’est retenu. Le temps de traversée de chaque feu est mesuré, puis allongé où il manque.",
            horizon=Horizon.SHORT,
            due_at=1.3,
        ),
        Said(
            Verdict.RETAINED,
            "C’est retenu. Les détours sont relevés avec les écoles ; un premier trajet est refait par commune.",
            horizon=Horizon.MEDIUM,
            due_at=2.5,
        ),
        Said(Verdict.REJECTED, reason="Chaque maire décide de la circulation dans sa commune, pas la Métropole."),
    ),
}


def load(*, demo: Demo) -> None:
    """Ask for the answer to each avis, and carry those the demonstration tells along the circuit's own actions."""
    ranked = enumerate(opinions().exclude(examen__policy__slug=WALKING).order_by("reference"))
    late = ((PUBLISHED_LATE, opinion) for opinion in opinions().filter(examen__policy__slug=WALKING))
    for rank, opinion in (*ranked, *late):
        asked_at = opinion.recorded_at
        if asked_at is None:
            continue
        sheet = actions.request_answers(
            opinion_reference=opinion.reference, asked_on=timezone.localdate(asked_at), now=asked_at
        )
        offices = _offices(sheet.body, demo.today)
        is_told = opinion.examen.policy.slug in SAID
        if is_told and sheet.state == SheetState.REQUESTED and offices is not None:
            _carry(sheet, rank, offices, Span(asked_at, demo.dawn))
    tasks.escalate(demo.dawn)


@dataclass(frozen=True)
class Span:
    """The time between an avis and today: whatever its length, the story keeps its order."""

    start: datetime
    end: datetime

    def step(self, rank: int) -> datetime:
        """Return the hour of a step of the circuit: the five fit in a delay of twenty working days."""
        return self.start + min((self.end - self.start) / 20, timedelta(days=4)) * rank

    def at(self, share: float) -> datetime:
        return self.start + (self.end - self.start) * share

    def day(self, share: float) -> date:
        return timezone.localdate(self.at(share))


def _offices(body: Body, on: date) -> Offices | None:
    """Return who answers in a body, where the demonstration has someone in each of the three offices."""
    found: dict[str, Role] = {}
    for role in roles_of_body(body=body, on=on):
        found.setdefault(role.kind, role)
    agent, drafter, elected = (found.get(k) for k in (RoleKind.AGENT, RoleKind.DEPARTMENT, RoleKind.ELECTED))
    if agent is None or drafter is None or elected is None:
        return None
    return Offices(agent, drafter, elected)


def _carry(sheet: AnswerSheet, rank: int, offices: Offices, span: Span) -> None:
    department = offices.drafter.department
    if department is None:
        return
    sheet = actions.assign_department(sheet=sheet, department=department, by=offices.agent, now=span.step(1))
    is_late_one = rank == 1
    if is_late_one:
        _instruct(sheet, offices, span)
    if rank == SUSPENDED:
        until = timezone.localdate(span.step(2)) + timedelta(days=14)
        reason = SuspensionReason.EXPERTISE
        actions.suspend_clock(sheet=sheet, reason=reason, until=until, by=offices.agent, now=span.step(2))
    said = SAID[sheet.opinion.examen.policy.slug]
    for position, answer in enumerate(answers_of(sheet)):
        if is_late_one and position > 0:
            return
        draft = _draft(said[position], department.pk, span)
        actions.draft_answer(answer=answer, draft=draft, by=offices.drafter, now=span.step(2))
    sheet = actions.submit_answers(sheet=sheet, by=offices.drafter, now=span.step(3))
    if rank == PUBLISHED_LATE:
        day = datetime.combine(sheet.due_on + timedelta(days=16), span.start.timetz())
        published_at = min(day, span.at(0.9))
        sheet = actions.validate_answers(sheet=sheet, by=offices.elected, now=published_at)
        actions.publish_answers(sheet=sheet, by=offices.agent, now=published_at)
    if rank == 0:
        sheet = actions.validate_answers(sheet=sheet, by=offices.elected, now=span.step(4))
        actions.publish_answers(sheet=sheet, by=offices.agent, now=span.step(5))


def _instruct(sheet: AnswerSheet, offices: Offices, span: Span) -> None:
    """Ask the transport authority, which answers, and another department, which is late."""
    partner = body_by_slug(PARTNER)
    if partner is not None:
        asked = _ask(
            sheet, partner, None, "Combien de quais pourraient recevoir un abri dès l’an prochain ?", offices, span
        )
        says = roles_of_body(body=partner, on=timezone.localdate(span.end)).filter(kind=RoleKind.AGENT).first()
        if says is not None:
            text = "Trente quais sont assez larges. Vingt autres demandent des travaux de trottoir par la commune."
            actions.give_contribution(contribution=asked, text=text, by=says, now=span.step(2))
    every = Department.objects.filter(body=sheet.body).order_by("name")
    other = next((department for department in every if department.pk != sheet.department_id), None)
    if other is not None:
        _ask(sheet, sheet.body, other, "Ces travaux gênent-ils les vôtres ?", offices, span)


def _ask(
    sheet: AnswerSheet, body: Body, department: Department | None, question: str, offices: Offices, span: Span
) -> Contribution:
    return actions.ask_contribution(
        sheet=sheet,
        body=body,
        department=department,
        question=question,
        working_days=10,
        by=offices.agent,
        now=span.step(1),
    )


def _draft(said: Said, owner: int, span: Span) -> Draft:
    day = span.day(said.due_at) + timedelta(days=1)
    return Draft(
        verdict=said.verdict,
        text=said.text,
        reason=said.reason,
        study_until=day if said.verdict == Verdict.UNDER_STUDY else None,
        owner=owner,
        horizon=said.horizon,
        due_on=day,
    )
