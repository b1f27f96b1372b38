"""Iterations and versions: what is under review, what was said, what the plan was at each version and on each date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any  # the content of a version is JSON

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from belvedere.contexts.actionplan.models import (
    HORIZON_LABELS,
    STATE_LABELS,
    Action,
    Forecast,
    Iteration,
    Progress,
    RetrospectiveReply,
    Review,
    Revision,
    Version,
)
from belvedere.contexts.actionplan.queries.sheets import sheet_of, with_parts
from belvedere.contexts.actionplan.states import ActionState, Reading
from belvedere.contexts.actionplan.states.iterations import IterationState, Question
from belvedere.contexts.actionplan.states.sheets import ActionSheet, sheet_of_json
from belvedere.engines.plans import forecasts
from belvedere.engines.plans.versions import Change, Difference, difference
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind

Content = dict[str, dict[str, Any]]  # canonical JSON


def iterations() -> QuerySet[Iteration]:
    """Return the iterations, the latest first, with their versions: one statement."""
    return Iteration.objects.select_related("base", "result").defer(
        "base__content", "base__changes", "result__content", "result__changes"
    )


def open_iteration_of_plan() -> Iteration | None:
    """Return the iteration that is open, if one is: never two."""
    return iterations().exclude(state=IterationState.CLOSED).first()


def versions() -> QuerySet[Version]:
    """Return the versions, the latest first, without their whole content."""
    return Version.objects.defer("content").order_by("-number")


def plan_content() -> Content:
    """Return the plan as it stands: the sheet and the state of each action that was not abandoned."""
    return _content(_in_the_plan())


def _in_the_plan() -> QuerySet[Action]:
    return Action.objects.exclude(state=ActionState.ABANDONED)


def _content(found: QuerySet[Action]) -> Content:
    rows = with_parts(found).order_by("reference")
    return {row.reference: {**sheet_of(row).as_json(), "state": _settled(row.state)} for row in rows}


def _settled(state: str) -> str:
    """A contest is no decision of the plan: in a version, what is contested stands as its body says, done."""
    return ActionState.DONE.value if state == ActionState.CONTESTED else state


def reasons_of(references: Iterable[str]) -> dict[str, str]:
    """Return why actions were abandoned, as their owners wrote it."""
    lines = Progress.objects.filter(state=ActionState.ABANDONED, action__reference__in=list(references))
    return dict(lines.order_by("at", "pk").values_list("action__reference", "note"))


def why_revised(references: Iterable[str], *, since: datetime | None) -> dict[str, str]:
    """Return why the sheets of actions were written again since a version: the last reason given for each."""
    written = Revision.objects.filter(action__reference__in=list(references)).exclude(why="")
    written = written.filter(at__gt=since) if since else written
    return dict(written.order_by("at", "pk").values_list("action__reference", "why"))


_SAID_OF_NEW = ("title", "horizon", "due_on", "state")


def next_changes() -> Difference:
    """Return what changed since the version in force, as pages tell it: what is added is not given whole.

    A sheet on which nothing was written since the version is that of the version: only the others are read.
    """
    last = Version.objects.order_by("-number").first()
    old: Content = last.content if last else {}
    there = {
        reference: {"title": title, "horizon": horizon, "due_on": due_on.isoformat(), "state": _settled(state)}
        for reference, title, horizon, due_on, state in _in_the_plan().values_list("reference", *_SAID_OF_NEW)
    }
    kept = there.keys() & old.keys()
    written = Revision.objects.filter(at__gte=last.adopted_at) if last else Revision.objects.none()
    revised = set(written.values_list("action__reference", flat=True))
    before = {key: old[key] if key in revised else {"state": old[key]["state"]} for key in kept}
    after = {key: {"state": there[key]["state"]} for key in kept} | _content(
        _in_the_plan().filter(reference__in=kept & revised)
    )
    return Difference(
        added={key: there[key] for key in sorted(there.keys() - old.keys())},
        dropped={key: old[key] for key in sorted(old.keys() - there.keys())},
        changed=difference(before, after).changed,
    )


def titles_of(references: Iterable[str]) -> dict[str, str]:
    """Return what actions are called today."""
    return dict(Action.objects.filter(reference__in=list(references)).values_list("reference", "title"))


def difference_as_json(found: Difference) -> dict[str, Any]:
    """Return a difference as a version keeps it; a change is a pair."""
    changed = {
        key: {name: [change.before, change.after] for name, change in changes.items()}
        for key, changes in found.changed.items()
    }
    return {"added": dict(found.added), "dropped": dict(found.dropped), "changed": changed}


def difference_of_json(changes: dict[str, Any]) -> Difference:
    """Return the difference that ``difference_as_json`` wrote."""
    changed = {
        key: {name: Change(before, after) for name, (before, after) in fields.items()}
        for key, fields in changes["changed"].items()
    }
    return Difference(added=changes["added"], dropped=changes["dropped"], changed=changed)


def reviews_of(iteration: Iteration) -> QuerySet[Review]:
    """Return what is reviewed in an iteration, what waits first: one statement."""
    return (
        Review.objects.filter(iteration=iteration)
        .select_related("action__body", "action__department")
        .order_by("reviewed_at", "action__reference")
    )


def reviews_waiting_for(role: Role) -> QuerySet[Review]:
    """Return the actions that a role must review in the iteration that is open."""
    waiting = Review.objects.filter(iteration__state=IterationState.REVIEW, reviewed_at=None).select_related(
        "iteration", "action__body", "action__department"
    )
    if role.kind == RoleKind.DEPARTMENT:
        return waiting.filter(action__department=role.department_id) if role.department_id else waiting.none()
    if role.kind == RoleKind.AGENT:
        return waiting.filter(action__department=None, action__body=role.body_id)
    return waiting.none()


@dataclass(frozen=True)
class Reviewed:
    """How far a review is."""

    done: int
    total: int


def how_far(iteration: Iteration) -> Reviewed:
    counted = Review.objects.filter(iteration=iteration).aggregate(
        done=Count("pk", filter=Q(reviewed_at__isnull=False)), total=Count("pk")
    )
    return Reviewed(**counted)


def replies_to_read(iteration: Iteration) -> QuerySet[RetrospectiveReply]:
    """Return the replies that nobody has read yet."""
    return RetrospectiveReply.objects.filter(iteration=iteration, reading=Reading.WAITING).select_related("body")


@dataclass(frozen=True)
class Group:
    """Replies to a question that say the same."""

    title: str
    replies: list[RetrospectiveReply]


def grouped_replies(iteration: Iteration) -> dict[Question, list[Group]]:
    """Return what was said, question by question, the largest groups first: one statement."""
    found: dict[Question, dict[str, list[RetrospectiveReply]]] = {question: {} for question in Question}
    shown = RetrospectiveReply.objects.filter(iteration=iteration, reading=Reading.PUBLISHED).select_related("body")
    for reply in shown.order_by("pk"):
        found[Question(reply.question)].setdefault(reply.group, []).append(reply)
    return {
        question: [
            Group(title, replies) for title, replies in sorted(groups.items(), key=lambda row: (-len(row[1]), row[0]))
        ]
        for question, groups in found.items()
    }


def forecast_record(today: date) -> forecasts.TrackRecord:
    """Judge every forecast that was made, as of a day: one statement."""
    made = Forecast.objects.values_list("expected_on", "action__done_at")
    return forecasts.track_record(
        (
            forecasts.Forecast(expected_on, timezone.localdate(done_at) if done_at else None)
            for expected_on, done_at in made
        ),
        today=today,
    )


def forecasts_of(action: Action) -> QuerySet[Forecast]:
    """Return what was expected of an action, the latest first."""
    return Forecast.objects.filter(action=action).select_related("iteration")


def last_forecasts(references: Iterable[int]) -> dict[int, date]:
    """Return the last day expected of each of these actions: one statement."""
    made = Forecast.objects.filter(action__in=list(references)).order_by("made_at", "pk")
    return dict(made.values_list("action_id", "expected_on"))


@dataclass(frozen=True)
class Standing:
    """An action as it stood on a day."""

    reference: str
    sheet: ActionSheet
    state: ActionState
    percent: int

    @property
    def state_label(self) -> str:
        return str(STATE_LABELS[self.state])

    @property
    def horizon_label(self) -> str:
        return str(HORIZON_LABELS[self.sheet.horizon])


def actions_on(day: date) -> QuerySet[Action]:
    """Return the actions that the plan held at the end of a day, done or abandoned since included."""
    written = Revision.objects.filter(action=OuterRef("pk"), at__lte=_end_of(day))
    return Action.objects.filter(Exists(written)).order_by("reference")


def standings(found: Iterable[Action], day: date) -> list[Standing]:
    """Return actions as they stood at the end of a day: two statements."""
    rows, end = list(found), _end_of(day)
    sheets = Revision.objects.filter(pk__in=_last(Revision.objects.filter(at__lte=end, action__in=rows)))
    lines = Progress.objects.filter(pk__in=_last(Progress.objects.filter(at__lte=end, action__in=rows)))
    content_of = dict(sheets.values_list("action", "content"))
    state_of = {
        pk: (ActionState(state), percent) for pk, state, percent in lines.values_list("action", "state", "percent")
    }
    return [
        Standing(
            row.reference,
            sheet_of_json(content_of[row.pk]),
            *state_of.get(row.pk, (ActionState.PLANNED, 0)),
        )
        for row in rows
    ]


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))


def _last(found: QuerySet[Any]) -> QuerySet[Any, int]:
    """The last row of each action: rows are only added, so that the greatest key is the latest."""
    last: QuerySet[Any, int] = found.order_by().values("action").annotate(last=Max("pk")).values_list("last", flat=True)
    return last
