"""Reads around an answer: who is asked and who is late, the chain of visas, who must be told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from belvedere.contexts.answers.models import AnswerSheet, ApprovalStep, Contribution, Visa
from belvedere.contexts.answers.queries import clock_of
from belvedere.contexts.answers.states import ContributionState, Rung, SheetState, rungs_reached
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.queries import roles_of_body
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.calendar import working_days_left
from belvedere.platform.territory.models import Body, Department
from belvedere.platform.territory.queries import NoParameterInForce, parameter_in_force

BEFORE_CODE = "answer.reminder_working_days"
AFTER_CODE = "answer.escalation_working_days"


@dataclass(frozen=True)
class ChainStep:
    """One visa that a body asks for: what it is called, and who gives it."""

    title: str
    kind: str
    department: int | None = None


DEFAULT_CHAIN = (ChainStep("Élu", RoleKind.ELECTED.value),)


@dataclass(frozen=True)
class ShownContribution:
    """A contribution and how late it is, in working days: late when given late, or not given in time."""

    contribution: Contribution
    days_late: int


def chain_of(body_id: int) -> tuple[ChainStep, ...]:
    """Return the visas of a body, in order; a body that fixed none has one, an elected official's."""
    rows = ApprovalStep.objects.filter(body=body_id).order_by("rank")
    return tuple(ChainStep(row.title, row.kind, row.department_id) for row in rows) or DEFAULT_CHAIN


def visas_of(sheet: AnswerSheet) -> list[Visa]:
    """Return the visas of the last submission, in order."""
    rows = list(Visa.objects.filter(sheet=sheet).select_related("department").order_by("-round", "rank"))
    return [row for row in rows if row.round == rows[0].round]


def contributions() -> QuerySet[Contribution]:
    """Return every contribution with what its pages show: one statement."""
    return Contribution.objects.select_related(
        "body", "department", "sheet__body", "sheet__opinion__examen__policy"
    ).order_by("due_on", "pk")


def contributions_of(sheet: AnswerSheet, *, today: date) -> list[ShownContribution]:
    """Return what was asked for an answer, the nearest date first: one statement."""
    return shown(contributions().filter(sheet=sheet).exclude(state=ContributionState.WITHDRAWN), today=today)


def shown(rows: Iterable[Contribution], *, today: date) -> list[ShownContribution]:
    """Return contributions with their delay on a day."""
    return [ShownContribution(row, _days_late(row, today)) for row in rows]


def _days_late(row: Contribution, today: date) -> int:
    if row.state == ContributionState.WITHDRAWN:
        return 0
    day = timezone.localdate(row.given_at) if row.given_at else today
    return max(0, -working_days_left(today=day, due_on=row.due_on))


def contributions_open_to(role: Role) -> QuerySet[Contribution]:
    """Return what a role's department, or body, is asked or has said; what is awaited first."""
    mine = contributions().filter(body=role.body_id).exclude(state=ContributionState.WITHDRAWN)
    if role.kind == RoleKind.DEPARTMENT and role.department_id:
        mine = mine.filter(department=role.department_id)
    elif role.kind == RoleKind.AGENT:
        mine = mine.filter(department=None)
    else:
        mine = mine.none()
    return mine.order_by("state", "due_on", "pk")


def contributions_awaited_from(role: Role) -> QuerySet[Contribution]:
    """Return what a role must still say."""
    states = [SheetState.REQUESTED.value, SheetState.ASSIGNED.value]
    return contributions_open_to(role).filter(state=ContributionState.ASKED, sheet__state__in=states)


def people_asked(contribution: Contribution, *, on: date) -> list[Role]:
    """Return who answers for the department or the body that is asked."""
    held = roles_of_body(body=contribution.body, on=on)
    if contribution.department_id is None:
        return list(held.filter(kind=RoleKind.AGENT))
    return list(held.filter(kind=RoleKind.DEPARTMENT, department=contribution.department_id))


def parties_to_ask(sheet: AnswerSheet) -> tuple[QuerySet[Department], QuerySet[Body]]:
    """Return whom an answer can be asked about: the departments of the body, and the other bodies."""
    departments = Department.objects.filter(body=sheet.body_id).select_related("body").order_by("name")
    bodies = Body.objects.filter(territory=sheet.territory_id).exclude(pk=sheet.body_id).order_by("name")
    return departments, bodies


def sheets_running() -> QuerySet[AnswerSheet]:
    """Return the sheets whose answer is still due and of which somebody is still to be told, the nearest first."""
    told = Count("escalations", filter=Q(escalations__due_on=F("due_on")))
    return (
        AnswerSheet.objects.exclude(state=SheetState.PUBLISHED)
        .annotate(told=told)
        .filter(told__lt=len(Rung))
        .select_related("body", "opinion")
        .order_by("due_on", "pk")
    )


def rungs_due(sheet: AnswerSheet, *, today: date) -> tuple[Rung, ...]:
    """Return the rungs of the escalation that a sheet has reached, as the règlement of the day it was asked says.

    A body whose règlement says nothing of them is not reminded.
    """
    if sheet.state == SheetState.PUBLISHED:
        return ()
    asked_on = timezone.localdate(sheet.requested_at)
    try:
        before = parameter_in_force(body=sheet.body, code=BEFORE_CODE, on=asked_on).value
        after = parameter_in_force(body=sheet.body, code=AFTER_CODE, on=asked_on).value
    except NoParameterInForce:
        return ()
    clock = clock_of(sheet, today=today)
    return rungs_reached(-clock.days_late or clock.days_left, before=before, after=after)


def told_at(sheet: AnswerSheet, rung: Rung, *, on: date) -> list[Role]:
    """Return who is told: the pilot department (the officer while there is none), the officer, the elected."""
    held = roles_of_body(body=sheet.body, on=on)
    if rung == Rung.BEFORE and sheet.department_id is not None:
        return list(held.filter(kind=RoleKind.DEPARTMENT, department=sheet.department_id))
    return list(held.filter(kind=RoleKind.ELECTED if rung == Rung.AFTER else RoleKind.AGENT))


def kind_words(kind: str) -> str:
    """Return who gives a visa, in words."""
    words = {RoleKind.DEPARTMENT: _("Un service"), RoleKind.AGENT: _("Le service participation")}
    return words.get(RoleKind(kind), _("Un élu"))
