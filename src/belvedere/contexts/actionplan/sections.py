"""What the plan shows on its neighbours' pages, and what waits for a department."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise
from rules import has_perm

from belvedere.contexts.actionplan import queries
from belvedere.contexts.actionplan.exports import columns
from belvedere.contexts.actionplan.models import Action
from belvedere.contexts.actionplan.queries.boards import carrying_out
from belvedere.contexts.actionplan.queries.iterations import open_iteration_of_plan, reviews_waiting_for
from belvedere.contexts.actionplan.queries.sheets import the_plan
from belvedere.contexts.actionplan.queries.survey import actions_with_words_to_read
from belvedere.contexts.actionplan.states import ActionState
from belvedere.contexts.actionplan.states.iterations import IterationState
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.exchange.datasets import Table, declare_dataset
from belvedere.platform.languages import Data
from belvedere.platform.territory.models import Body
from belvedere.platform.ui.desks import DeskGroup, desk
from belvedere.platform.ui.slots import InboxItem, Section, section, waits_for

SHOWN_ON_A_PAGE = 10

desk(
    _("Plan d’actions"),
    "actionplan:desk",
    group=DeskGroup.ANSWERS,
    order=50,
    kinds=frozenset({RoleKind.AGENT, RoleKind.DEPARTMENT, RoleKind.ELECTED}),
)

desk(
    _("Conduite du plan"),
    "actionplan:plan_desk",
    group=DeskGroup.ANSWERS,
    order=51,
    kinds=frozenset({RoleKind.AGENT, RoleKind.DEPARTMENT, RoleKind.ELECTED}),
)

declare_dataset(
    "plan-d-actions",
    _("Plan d’actions"),
    _("Ce qui a été promis, par qui, avant quelle date, et ce qui est fait."),
    url_name="actionplan:plan",
    table=lambda today: Table(columns(today), queries.plan(today=today)),
    keywords=("engagements", "plan d’actions"),
)


class Sluggish(Protocol):
    """A policy, by its slug."""

    slug: str


@dataclass(frozen=True)
class ShownAction:
    """An action as a list shows it: late or not on the day."""

    action: Action
    is_late: bool


def shown(actions: Iterable[Action], *, today: date) -> list[ShownAction]:
    return [ShownAction(action, action.is_late_on(today)) for action in actions]


def _list(actions: Iterable[Action], today: date) -> Section | None:
    rows = shown(actions, today=today)
    return Section("actionplan/sections/actions.html", {"rows": rows}) if rows else None


@section("matter", order=60)
def actions_of_matter(_request: HttpRequest, *, matters: Iterable[str]) -> Section | None:
    """The commitments born of this matter."""
    return _list(queries.actions_of_matters(matters), timezone.localdate())


@section("policy", order=60)
def actions_of_policy(_request: HttpRequest, *, policy: Sluggish) -> Section | None:
    """The commitments on this policy."""
    today = timezone.localdate()
    return _list(queries.actions_of_policy(policy.slug, today=today)[:SHOWN_ON_A_PAGE], today)


@section("home_figures", order=20)
def line_of_truth(_request: HttpRequest) -> Section | None:
    """Commitments kept, under way, late, contested."""
    return Section("actionplan/sections/figures.html", {"figures": queries.figures(timezone.localdate())})


@section("body", order=60)
def actions_of_body(_request: HttpRequest, *, body: Body) -> Section | None:
    """What this body promised and how far it is."""
    today = timezone.localdate()
    rows = shown(queries.plan(today=today, body=body.slug)[:SHOWN_ON_A_PAGE], today=today)
    if not rows:
        return None
    figures = queries.figures(today, body_id=body.pk)
    return Section("actionplan/sections/body.html", {"rows": rows, "figures": figures, "body": body})


@waits_for
def awaited_from(*, role: Role, now: datetime) -> list[InboxItem]:
    """The actions that a department must see to: contested, late, or due within thirty days."""
    today = timezone.localdate(now)
    return [
        InboxItem(
            title=Data(action.title),
            detail=_what_is_awaited(action, today),
            url=reverse("actionplan:desk_action", args=[action.reference]),
            due_on=action.due_on,
            kind=_("Action du plan"),
        )
        for action in queries.actions_waiting_for(role, today=today)
    ]


def _what_is_awaited(action: Action, today: date) -> StrOrPromise:
    if action.state == ActionState.CONTESTED:
        return _("Contestée : répondez à la personne")
    if action.due_on < today:
        return _("Son échéance est passée : dites où elle en est")
    return _("Dites où elle en est avant son échéance")


@waits_for
def words_to_read(*, role: Role, now: datetime) -> list[InboxItem]:  # noqa: ARG001 -- the inbox gives it to all
    """The actions on which inhabitants wrote words that an officer must read."""
    return [
        InboxItem(
            title=Data(action.title),
            detail=_("Des réponses à « est-ce fait ? » sont à relire"),
            url=reverse("actionplan:desk_action", args=[action.reference]),
            due_on=None,
            kind=_("Action du plan"),
        )
        for action in actions_with_words_to_read(role)
    ]


@waits_for
def reviews_to_do(*, role: Role, now: datetime) -> list[InboxItem]:  # noqa: ARG001 -- the inbox gives it to all
    """The actions that an owner must review in the iteration that is open, as one line."""
    waiting = list(reviews_waiting_for(role))
    if not waiting:
        return []
    return [
        InboxItem(
            title=_("Revue du plan d’actions"),
            detail=_("Actions à revoir : {count}").format(count=len(waiting)),
            url=reverse("actionplan:reviews"),
            due_on=waiting[0].iteration.review_until,
            kind=_("Plan d’actions"),
        )
    ]


@waits_for
def version_to_adopt(*, role: Role, now: datetime) -> list[InboxItem]:  # noqa: ARG001 -- as above
    """The version that an elected official of the leading body may adopt."""
    iteration = open_iteration_of_plan() if role.kind == RoleKind.ELECTED else None
    if (
        iteration is None
        or iteration.state != IterationState.VERSION
        or not has_perm("actionplan.adopt", role, the_plan())
    ):
        return []
    return [
        InboxItem(
            title=_("Une version du plan est prête"),
            detail=_("Lisez ce qui change, puis adoptez-la"),
            url=reverse("actionplan:iteration_desk"),
            due_on=None,
            kind=_("Plan d’actions"),
        )
    ]


@section("strategy_axes", order=10)
def axes_of_the_plan(_request: HttpRequest, *, keys: Sequence[str]) -> Section | None:
    """Which axes of the plan carry out those of the strategy, and how far they are."""
    rows = carrying_out(keys, timezone.localdate())
    return Section("actionplan/sections/axes.html", {"rows": rows}) if rows else None
