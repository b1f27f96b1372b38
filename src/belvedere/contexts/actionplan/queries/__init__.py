"""Reads of the plan: what was promised, kept, late, contested."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core import signing
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.crypto import salted_hmac
from rules import has_perm

from belvedere.contexts.actionplan.models import HORIZON_LABELS, Action, Contest
from belvedere.contexts.actionplan.refusals import LinkNotValid
from belvedere.contexts.actionplan.states import PROGRESS_VERBS, STILL_OWED, TRANSITIONS, ActionState, Verb
from belvedere.contexts.observatory.models import Examen
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.models import Body, Department

LINK_SALT = "actionplan.contest"
SOON = timedelta(days=30)


@dataclass(frozen=True)
class Figures:
    """The commitments of the plan on a day; each action is counted in exactly one of the five."""

    kept: int
    under_way: int
    late: int
    contested: int
    abandoned: int
    on: date


def late_on(today: date) -> Q:
    """What is still owed after its date."""
    return Q(state__in=[state.value for state in STILL_OWED], due_on__lt=today)


def _on_time(today: date) -> Q:
    return Q(state__in=[state.value for state in STILL_OWED], due_on__gte=today)


def actions() -> QuerySet[Action]:
    """Return every action with what its pages show: one statement."""
    return Action.objects.select_related(
        "body", "department", "axis", "answer__recommendation__opinion__examen", "answer__sheet"
    )


def actions_with_history() -> QuerySet[Action]:
    """Return the actions with their history and their contests: three statements."""
    return actions().prefetch_related("history", Prefetch("contests", Contest.objects.order_by("at", "pk")))


def plan(
    *,
    today: date,
    body: str = "",
    department: str = "",
    commune: str = "",
    state: str = "",
    horizon: str = "",
    axis: str = "",
) -> QuerySet[Action]:
    """Return the plan under the filters given: late first. ``state`` also takes ``retard`` and ``a_tenir``.

    ``commune`` is named by the action, or is where the referrals that led to it come from.
    """
    chosen = actions()
    if axis:
        chosen = chosen.filter(axis__number=axis)
    if body:
        chosen = chosen.filter(body__slug=body)
    if department:
        chosen = chosen.filter(department__slug=department)
    if commune:
        asked_there = Examen.objects.filter(referrals__commune__slug=commune)
        named = Action.objects.filter(pk=OuterRef("pk"), communes__slug=commune)
        chosen = chosen.filter(Exists(named) | Q(answer__recommendation__opinion__examen__in=asked_there))
    if horizon:
        chosen = chosen.filter(horizon=horizon)
    if state == "retard":
        chosen = chosen.filter(late_on(today))
    elif state == "a_tenir":
        chosen = chosen.filter(_on_time(today))
    elif state:
        chosen = chosen.filter(state=state)
    lateness = Case(When(late_on(today), then=Value(0)), default=Value(1), output_field=IntegerField())
    return chosen.annotate(lateness=lateness).order_by("lateness", "due_on", "reference")


def by_horizon(found: QuerySet[Action]) -> QuerySet[Action]:
    """Return actions by horizon, the nearest first, in their order within each."""
    nearness = Case(
        *(When(horizon=horizon, then=Value(rank)) for rank, horizon in enumerate(HORIZON_LABELS)),
        output_field=IntegerField(),
    )
    return found.annotate(nearness=nearness).order_by("nearness", *found.query.order_by)


def actions_of_matters(references: Iterable[str]) -> QuerySet[Action]:
    """Return the actions born of these examens, in the order of their references."""
    return actions().filter(matter__in=list(references)).order_by("reference")


def actions_open_to(role: Role) -> QuerySet[Action]:
    """Return the actions that a role reads in the workspace: its department's, or all those of its body."""
    if role.kind == RoleKind.DEPARTMENT:
        return actions().filter(department=role.department_id) if role.department_id else actions().none()
    if role.kind in {RoleKind.AGENT, RoleKind.ELECTED}:
        return actions().filter(body=role.body_id)
    return actions().none()


def actions_waiting_for(role: Role, *, today: date) -> QuerySet[Action]:
    """Return what the owner of actions must see to: those due within thirty days or late, and those contested."""
    if role.kind not in {RoleKind.DEPARTMENT, RoleKind.AGENT}:
        return actions().none()
    soon = Q(state__in=[state.value for state in STILL_OWED], due_on__lte=today + SOON)
    mine = actions_open_to(role) if role.kind == RoleKind.DEPARTMENT else actions_open_to(role).filter(department=None)
    return mine.filter(soon | Q(state=ActionState.CONTESTED)).order_by("due_on", "reference")


def progress_verbs(action: Action, role: Role | None) -> list[Verb]:
    """Return how this role may move this action in the state it is in."""
    if not has_perm("actionplan.record_progress", role, action):
        return []
    return [verb for verb in PROGRESS_VERBS if (ActionState(action.state), verb) in TRANSITIONS]


def open_contests(action: Action) -> QuerySet[Contest]:
    """Return the contest that waits for an answer, if there is one: never two at a time."""
    return Contest.objects.filter(action=action, answered_at=None)


def figures(today: date, *, body_id: int | None = None) -> Figures:
    """Return the counts of the plan on a day, of the territory or of one body: one statement."""
    counted = Action.objects.filter(**({"body": body_id} if body_id else {})).aggregate(
        kept=Count("pk", filter=Q(state=ActionState.DONE)),
        under_way=Count("pk", filter=_on_time(today)),
        late=Count("pk", filter=late_on(today)),
        contested=Count("pk", filter=Q(state=ActionState.CONTESTED)),
        abandoned=Count("pk", filter=Q(state=ActionState.ABANDONED)),
    )
    return Figures(on=today, **counted)


def audience_digest(*, reference: str, audience_id: str) -> str:
    """Return the mark of a person on one action: the same each time, useless to find the person."""
    return salted_hmac(LINK_SALT, f"{reference}:{audience_id}", algorithm="sha256").hexdigest()


def contest_link(action: Action, audience_id: str) -> str:
    """Return the path by which one person, and nobody else, can contest this action."""
    mark = audience_digest(reference=action.reference, audience_id=audience_id)
    token = signing.dumps({"action": action.reference, "by": mark}, salt=LINK_SALT)
    return reverse("actionplan:contest", args=[action.reference, token])


def audience_of_token(*, reference: str, token: str) -> str:
    """Return the mark of the person for whom a link was made; refuses one that is altered or of another action."""
    try:
        content = signing.loads(token, salt=LINK_SALT)
    except signing.BadSignature:
        raise LinkNotValid from None
    if content["action"] != reference:
        raise LinkNotValid
    return str(content["by"])


def actions_that_wait_for(action: Action) -> QuerySet[Action]:
    """Return the actions of which this one is a prerequisite."""
    return Action.objects.filter(prerequisites=action).order_by("reference")


def actions_of_policy(slug: str, *, today: date) -> QuerySet[Action]:
    """Return the actions on a policy, what is late first."""
    return plan(today=today).filter(answer__sheet__opinion__examen__policy__slug=slug)


def bodies_of_plan() -> QuerySet[Body]:
    """Return the bodies that have promised something, by name."""
    return Body.objects.filter(actions__isnull=False).distinct().order_by("name")


def departments_of_plan() -> QuerySet[Department]:
    """Return the departments that own an action, by name."""
    return Department.objects.filter(actions__isnull=False).distinct().order_by("name")
