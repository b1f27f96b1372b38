"""Reads of the answers: what is owed, what is late, what was said to each recommendation."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, Count, IntegerField, Prefetch, Q, QuerySet, Value, When
from rules import has_perm

from belvedere.contexts.answers import events
from belvedere.contexts.answers.models import Answer, AnswerSheet
from belvedere.contexts.answers.rules import PERMISSIONS
from belvedere.contexts.answers.states import COMMITTING, TRANSITIONS, ClockState, SheetState, Verb, Verdict
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.calendar import working_days_left
from belvedere.platform.territory.models import Body, Department, Territory

STATES_WAITING_FOR = {
    RoleKind.AGENT: (SheetState.REQUESTED, SheetState.VALIDATED),
    RoleKind.DEPARTMENT: (SheetState.ASSIGNED,),
    RoleKind.ELECTED: (SheetState.DRAFTED,),
}
SITUATIONS = ("attendue", "delai", "retard")
READERS = frozenset({*STATES_WAITING_FOR, RoleKind.AUDITOR})
ROLE_OF_STATE = {state: kind for kind, states in STATES_WAITING_FOR.items() for state in states}


@dataclass(frozen=True)
class Figures:
    """The line of truth: answers that are due, published in time, late (published late, or due and not published)."""

    due: int
    in_time: int
    late: int
    on: date


@dataclass(frozen=True)
class Clock:
    """Where a sheet stands before its deadline, in working days."""

    due_on: date
    days_left: int
    days_late: int
    is_published: bool
    suspended_until: date | None = None

    @property
    def state(self) -> ClockState:
        if self.is_published:
            return ClockState.STOPPED
        return ClockState.SUSPENDED if self.suspended_until else ClockState.RUNNING


@dataclass(frozen=True)
class Commitment:
    """What a published answer promises: who does what before when, and where it comes from."""

    answer_id: int
    number: int
    text: str
    department: Department
    body: Body
    territory: Territory
    horizon: str
    due_on: date
    examen: str


def sheets() -> QuerySet[AnswerSheet]:
    """Return every sheet with what its pages show: one statement."""
    return AnswerSheet.objects.select_related("opinion__examen__policy", "body", "department", "submitted_by")


def answers_of(sheet: AnswerSheet) -> QuerySet[Answer]:
    """Return the answers of a sheet in the order of the recommendations."""
    return (
        Answer.objects.filter(sheet=sheet)
        .select_related("recommendation", "owner", "sheet")
        .order_by("recommendation__number")
    )


def _situation(name: str, today: date) -> Q:
    """Return what a count counts, so that a list filtered by it has that many lines."""
    is_published = Q(state=SheetState.PUBLISHED)
    return {
        "attendue": ~is_published,
        "delai": is_published & Q(days_late=0),
        "retard": Q(days_late__gt=0) | (~is_published & Q(due_on__lt=today)),
    }[name]


def public_sheets(*, today: date, body: str = "", situation: str = "") -> QuerySet[AnswerSheet]:
    """Return who owes or gave an answer, what is still due first; ``situation`` is one of the counts of ``Figures``."""
    chosen = sheets()
    if body:
        chosen = chosen.filter(body__slug=body)
    if situation in SITUATIONS:
        chosen = chosen.filter(_situation(situation, today))
    is_published = Case(When(state=SheetState.PUBLISHED, then=Value(1)), default=Value(0), output_field=IntegerField())
    return chosen.annotate(is_published=is_published).order_by("is_published", "due_on", "pk")


def _answers_of_sheets() -> "Prefetch[str, QuerySet[Answer], str]":
    return Prefetch("answers", Answer.objects.select_related("recommendation", "owner"))


def sheets_of_examens(references: Iterable[str]) -> QuerySet[AnswerSheet]:
    """Return the sheets of the avis given in these examens, their answers and suspensions: three statements."""
    return (
        sheets()
        .filter(opinion__examen__reference__in=list(references))
        .prefetch_related(_answers_of_sheets(), "suspensions")
        .order_by("requested_at")
    )


def sheet_of_opinion(reference: str) -> AnswerSheet | None:
    """Return the sheet of an avis, its answers and suspensions, if its answer was asked: three statements."""
    return sheets().filter(opinion__reference=reference).prefetch_related(_answers_of_sheets(), "suspensions").first()


def sheets_open_to(role: Role) -> QuerySet[AnswerSheet]:
    """Return the sheets that a role may read in the workspace, those still to be published first."""
    mine = (
        sheets()
        .filter(body=role.body_id)
        .annotate(answers_count=Count("answers"), complete_count=Count("answers", filter=Q(answers__is_complete=True)))
    )
    if role.kind == RoleKind.DEPARTMENT:
        approves = Q(state=SheetState.DRAFTED, visa_kind=role.kind, visa_department=role.department_id)
        drafts = Q(department=role.department_id)
        mine = mine.filter(drafts | approves) if role.department_id else mine.none()
    elif role.kind not in READERS:
        mine = mine.none()
    return mine.order_by("days_late", "due_on", "pk")


def sheets_waiting_for(role: Role) -> QuerySet[AnswerSheet]:
    """Return the sheets on which the next step is this role's."""
    states = [state for state in STATES_WAITING_FOR.get(RoleKind(role.kind), ()) if state != SheetState.DRAFTED]
    steps = Q(state__in=states)
    if role.kind == RoleKind.DEPARTMENT:
        steps &= Q(department=role.department_id)
    anyone_or_mine = Q(visa_department=None) | Q(visa_department=role.department_id)
    visas = Q(state=SheetState.DRAFTED, visa_kind=role.kind) & anyone_or_mine
    return sheets_open_to(role).filter(steps | visas).order_by("due_on", "pk")


def bodies_that_owe() -> QuerySet[Body]:
    """Return the bodies that owe or gave an answer, by name."""
    return Body.objects.filter(answer_sheets__isnull=False).distinct().order_by("name")


def verbs_open_to(role: Role | None, sheet: AnswerSheet) -> list[Verb]:
    """Return what this role may do with this sheet in the state it is in."""
    return [verb for state, verb in TRANSITIONS if state == sheet.state and has_perm(PERMISSIONS[verb], role, sheet)]


def departments_of(body_id: int) -> QuerySet[Department]:
    return Department.objects.filter(body=body_id).order_by("name")


def clock_of(sheet: AnswerSheet, *, today: date) -> Clock:
    """Return the clock of a sheet on a day: published or suspended, it stands still."""
    is_published = sheet.state == SheetState.PUBLISHED
    since, until = sheet.suspended_since, sheet.suspended_until
    is_suspended = not is_published and since is not None and until is not None and since <= today < until
    # Until the clock starts again, as many days are left as on its eve.
    counted_from = until - timedelta(days=1) if is_suspended and until else today
    left = 0 if is_published else working_days_left(today=counted_from, due_on=sheet.due_on)
    late = sheet.days_late or 0 if is_published else max(0, -left)
    return Clock(
        due_on=sheet.due_on,
        days_left=max(0, left),
        days_late=late,
        is_published=is_published,
        suspended_until=until if is_suspended else None,
    )


def published_opinions() -> list[tuple[str, datetime]]:
    """Return the references of the avis that were answered, with the hour of publication, in order."""
    found = AnswerSheet.objects.filter(state=SheetState.PUBLISHED, published_at__isnull=False)
    rows = found.order_by("published_at").values_list("opinion__reference", "published_at")
    return [(reference, at) for reference, at in rows if at is not None]


def verdict_counts(answers: Iterable[Answer]) -> dict[Verdict, int]:
    """Return how many recommendations received each verdict; the four are always there."""
    counted = Counter(answer.verdict for answer in answers)
    return {verdict: counted[verdict.value] for verdict in Verdict}


def sentence_of_publication(sheet: AnswerSheet, answers: Iterable[Answer]) -> str:
    """Return the sentence that the publication will write in the public register, and in the mails."""
    counts = verdict_counts(answers)
    return str(events.PUBLISHED.sentence).format(
        opinion=sheet.opinion.reference,
        retained=counts[Verdict.RETAINED],
        partly_retained=counts[Verdict.PARTLY_RETAINED],
        under_study=counts[Verdict.UNDER_STUDY],
        rejected=counts[Verdict.REJECTED],
    )


def figures(today: date, *, body_id: int | None = None) -> Figures:
    """Return the counts of the answers of the territory, or of one body, on a day: one statement."""
    counted = AnswerSheet.objects.filter(**({"body": body_id} if body_id else {})).aggregate(
        due=Count("pk", filter=_situation("attendue", today)),
        in_time=Count("pk", filter=_situation("delai", today)),
        late=Count("pk", filter=_situation("retard", today)),
    )
    return Figures(on=today, **counted)


def commitments_locked(opinion_reference: str) -> list[Commitment]:
    """Return what the published answer to an avis commits to, locked until the end of the transaction."""
    found = (
        Answer.objects.filter(
            sheet__opinion__reference=opinion_reference,
            sheet__state=SheetState.PUBLISHED,
            verdict__in=[verdict.value for verdict in COMMITTING],
        )
        .select_for_update(of=("self",))
        .select_related("recommendation", "owner", "sheet__opinion__examen", "sheet__body", "sheet__territory")
        .order_by("recommendation__number")
    )
    return [
        Commitment(
            answer_id=answer.pk,
            number=answer.recommendation.number,
            text=answer.recommendation.text,
            department=answer.owner,
            body=answer.sheet.body,
            territory=answer.sheet.territory,
            horizon=answer.horizon,
            due_on=answer.due_on,
            examen=answer.sheet.opinion.examen.reference,
        )
        for answer in found
        if answer.owner is not None and answer.due_on is not None
    ]
