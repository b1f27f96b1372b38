"""An avis and an answered sheet, for the tests of what follows them."""

from datetime import date, datetime, timedelta

from belvedere.contexts.answers import actions
from belvedere.contexts.answers.models import Answer, AnswerSheet
from belvedere.contexts.answers.queries import answers_of
from belvedere.contexts.answers.states import Draft, Horizon, Verdict
from belvedere.contexts.observatory.models import Examen, Policy
from belvedere.contexts.panels.models import Opinion, Recommendation
from belvedere.contexts.panels.states.opinion import OpinionState
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.models import Body, Department, Parameter
from tests.factories import DepartmentFactory, RoleFactory

ASKED_ON = date(2026, 10, 26)


class Body2026:
    """A body that answers: its department, one role of each kind, its règlement."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self.department: Department = DepartmentFactory(body=body, slug="mobilites", name="Mobilités")
        self.other_department: Department = DepartmentFactory(body=body, slug="dechets", name="Déchets")
        self.agent: Role = RoleFactory(body=body, kind=RoleKind.AGENT)
        self.elected: Role = RoleFactory(body=body, kind=RoleKind.ELECTED)
        self.drafter: Role = RoleFactory(body=body, kind=RoleKind.DEPARTMENT, department=self.department)
        self.other_drafter: Role = RoleFactory(body=body, kind=RoleKind.DEPARTMENT, department=self.other_department)
        Parameter.objects.create(
            body=body, code="answer.working_days", value=20, since=date(2020, 1, 1), source="Règlement", confidence="M"
        )


def make_opinion(body: Body, number: int = 1, recommendations: int = 2) -> Opinion:
    """Return an avis of an examen on a policy of a body, with its recommendations."""
    policy = Policy.objects.create(
        territory=body.territory, slug=f"politique-{number}", name=f"Politique {number}", body=body
    )
    examen = Examen.objects.create(
        territory=body.territory,
        reference=f"E-2026-{number:04d}",
        policy=policy,
        opened_at="2026-09-01T09:00Z",
        moved_at="2026-09-01T09:00Z",
    )
    opinion = Opinion.objects.create(
        territory=body.territory,
        reference=f"A-2026-{number:04d}",
        examen=examen,
        body=body,
        state=OpinionState.RECORDED,
        recorded_at="2026-10-26T09:00Z",
    )
    for position in range(1, recommendations + 1):
        Recommendation.objects.create(opinion=opinion, number=position, text=f"Recommandation numéro {position}")
    return opinion


def retained(world: Body2026, due_on: date = date(2027, 6, 30), text: str = "Ce sera fait.") -> Draft:
    return Draft(Verdict.RETAINED, text, owner=world.department.pk, horizon=Horizon.SHORT, due_on=due_on)


def requested(world: Body2026, now: datetime, number: int = 1, recommendations: int = 2) -> AnswerSheet:
    opinion = make_opinion(world.body, number, recommendations)
    return actions.request_answers(opinion_reference=opinion.reference, asked_on=ASKED_ON, now=now)


def assigned(world: Body2026, now: datetime, number: int = 1, recommendations: int = 2) -> AnswerSheet:
    sheet = requested(world, now, number, recommendations)
    return actions.assign_department(sheet=sheet, department=world.department, by=world.agent, now=now)


def submitted(world: Body2026, now: datetime, number: int = 1, drafts: list[Draft] | None = None) -> AnswerSheet:
    drafts = drafts or [retained(world), Draft(Verdict.REJECTED, reason="Trop cher")]
    sheet = assigned(world, now, number, len(drafts))
    for answer, draft in zip(answers_of(sheet), drafts, strict=True):
        actions.draft_answer(answer=answer, draft=draft, by=world.drafter, now=now)
    return actions.submit_answers(sheet=sheet, by=world.drafter, now=now)


def validated(world: Body2026, now: datetime, number: int = 1, drafts: list[Draft] | None = None) -> AnswerSheet:
    sheet = submitted(world, now, number, drafts)
    return actions.validate_answers(sheet=sheet, by=world.elected, now=now)


def published(world: Body2026, now: datetime, number: int = 1, drafts: list[Draft] | None = None) -> AnswerSheet:
    sheet = validated(world, now - timedelta(hours=1), number, drafts)
    return actions.publish_answers(sheet=sheet, by=world.agent, now=now)


def first_answer(sheet: AnswerSheet) -> Answer:
    return answers_of(sheet)[0]
