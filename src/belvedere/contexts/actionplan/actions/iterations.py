"""An iteration of the plan: opened on a version, reviewed by owners, looked back on, ended by a new version."""

import hashlib
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from rules import has_perm

from belvedere.contexts.actionplan import events
from belvedere.contexts.actionplan.actions import record_progress
from belvedere.contexts.actionplan.actions.moving import journal, journal_plan, locked
from belvedere.contexts.actionplan.actions.plan import locked_plan
from belvedere.contexts.actionplan.models import (
    Action,
    Forecast,
    Iteration,
    Plan,
    Review,
    Version,
)
from belvedere.contexts.actionplan.queries.iterations import (
    difference_as_json,
    how_far,
    plan_content,
    reasons_of,
    replies_to_read,
    why_revised,
)
from belvedere.contexts.actionplan.refusals import (
    IterationNotOver,
    ReasonNeeded,
    RepliesNotRead,
    SheetIncomplete,
)
from belvedere.contexts.actionplan.rules import owns
from belvedere.contexts.actionplan.states import STILL_OWED, ActionState, Verb
from belvedere.contexts.actionplan.states.iterations import (
    ITERATION,
    IterationState,
    IterationVerb,
    reminder_due,
)
from belvedere.engines.ledger.canonical import Value, canonical_json
from belvedere.engines.plans.versions import difference
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.queries import roles_of_body
from belvedere.platform.journal.actions import Actor
from belvedere.platform.mail.actions import post_message
from belvedere.platform.refusals import NotAllowed, NotInThisState


@transaction.atomic
def open_iteration(*, review_until: date, replies_until: date, act: str = "", by: Role, now: datetime) -> Iteration:
    """Open an iteration: the version in force is frozen, every owner has their actions to review.

    When no version was adopted yet, the plan as it stands becomes version 1, adopted by ``act``.
    """
    plan = _led_by(by)
    if Iteration.objects.exclude(state=IterationState.CLOSED).exists():
        raise IterationNotOver
    if not timezone.localdate(now) <= review_until < replies_until:
        raise SheetIncomplete
    base = Version.objects.order_by("-number").first() or _adopt(plan, act, now=now)
    number = Iteration.objects.count() + 1
    iteration = Iteration.objects.create(
        territory=plan.territory,
        number=number,
        base=base,
        opened_at=now,
        review_until=review_until,
        replies_until=replies_until,
    )
    owed = [*(state.value for state in STILL_OWED), ActionState.CONTESTED.value]
    reviews = Review.objects.bulk_create(
        Review(iteration=iteration, action=action) for action in Action.objects.filter(state__in=owed)
    )
    payload: dict[str, Value] = {
        "iteration": number,
        "base": base.number,
        "digest": base.digest,
        "actions": len(reviews),
        "review_until": review_until.isoformat(),
    }
    journal_plan(plan, f"I{number}", events.ITERATION_OPENED, now=now, actor=Actor.role(by), payload=payload)
    return iteration


@transaction.atomic
def review_action(
    *,
    action: Action,
    verb: Verb | None,
    percent: int,
    note: str,
    evidence_url: str = "",
    expected_on: date,
    by: Role,
    now: datetime,
) -> Review:
    """Review an action: where it is, what shows it, when it is expected done. Without a verb, nothing has moved."""
    action = locked(action.pk)
    if not has_perm("actionplan.record_progress", by, action):
        raise NotAllowed
    review = (
        Review.objects.select_for_update(of=("self",))
        .select_related("iteration")
        .filter(action=action, iteration__state=IterationState.REVIEW)
        .first()
    )
    if review is None:
        raise NotInThisState
    if not note.strip():
        raise ReasonNeeded
    if verb is not None:
        action = record_progress(
            action=action, verb=verb, percent=percent, note=note, evidence_url=evidence_url, by=by, now=now
        )
    review.reviewed_at, review.has_moved, review.note = now, verb is not None, note.strip()
    review.save(update_fields=["reviewed_at", "has_moved", "note"])
    Forecast.objects.create(action=action, iteration=review.iteration, made_at=now, expected_on=expected_on)
    payload: dict[str, Value] = {
        "iteration": review.iteration.number,
        "state": action.state,
        "percent": action.percent,
        "expected_on": expected_on.isoformat(),
    }
    journal(action, events.REVIEWED, now=now, actor=Actor.role(by), payload=payload)
    return review


@transaction.atomic
def remind_owners(*, iteration_id: int, now: datetime) -> int:
    """Write to who still has actions to review, once by reminder and person; return how many mails."""
    iteration = Iteration.objects.select_related("territory").get(pk=iteration_id)
    days = reminder_due(review_until=iteration.review_until, today=timezone.localdate(now))
    if days is None or iteration.state != IterationState.REVIEW:
        return 0
    waiting: dict[int, tuple[Role, list[Action]]] = {}
    left = Review.objects.filter(iteration=iteration, reviewed_at=None).select_related(
        "action__body", "action__department"
    )
    roles = _roles_of([review.action for review in left], on=timezone.localdate(now))
    for review in left:
        for role in roles.get(review.action.body_id, ()):
            if owns(role, review.action):
                waiting.setdefault(role.user_id, (role, []))[1].append(review.action)
    link = settings.PUBLIC_URL + reverse("actionplan:reviews")
    posted = [
        post_message(
            territory=iteration.territory,
            to=role.user.email,
            template="actionplan/mail/review",
            context={"iteration": iteration, "actions": actions, "link": link},
            now=now,
            kind="work",
            key=f"actionplan:review:{iteration.pk}:{days}:{role.user_id}",
        )
        for role, actions in waiting.values()
    ]
    return sum(message is not None for message in posted)


def _roles_of(found: list[Action], *, on: date) -> dict[int, list[Role]]:
    bodies = {action.body_id: action.body for action in found}
    return {pk: list(roles_of_body(body=body, on=on)) for pk, body in bodies.items()}


@transaction.atomic
def look_back(*, by: Role, now: datetime) -> Iteration:
    """End the review and ask the three questions; what was not reviewed is counted, and said."""
    plan = _led_by(by)
    iteration = _current(IterationVerb.LOOK_BACK)
    iteration.save(update_fields=["state"])
    reviewed = how_far(iteration)
    payload: dict[str, Value] = {
        "iteration": iteration.number,
        "reviewed": reviewed.done,
        "unreviewed": reviewed.total - reviewed.done,
        "replies_until": iteration.replies_until.isoformat(),
    }
    journal_plan(plan, f"I{iteration.number}", events.LOOKED_BACK, now=now, actor=Actor.role(by), payload=payload)
    return iteration


@transaction.atomic
def prepare_version(*, by: Role, now: datetime) -> Iteration:
    """End the retrospective once every reply is read: the draft of the next version can be adopted."""
    plan = _led_by(by)
    iteration = _current(IterationVerb.PREPARE)
    if replies_to_read(iteration).exists():
        raise RepliesNotRead
    iteration.save(update_fields=["state"])
    payload: dict[str, Value] = {"iteration": iteration.number}
    journal_plan(plan, f"I{iteration.number}", events.VERSION_PREPARED, now=now, actor=Actor.role(by), payload=payload)
    return iteration


@transaction.atomic
def adopt_version(*, act: str, by: Role, now: datetime) -> Version:
    """Adopt the plan as it stands as its next version, by a deliberation: the iteration is over."""
    plan = locked_plan()
    if not has_perm("actionplan.adopt", by, plan):
        raise NotAllowed
    iteration = _current(IterationVerb.ADOPT)
    version = _adopt(plan, act, now=now)
    iteration.result, iteration.closed_at = version, now
    iteration.save(update_fields=["state", "result", "closed_at"])
    changed = version.changes["changed"]
    payload: dict[str, Value] = {
        "number": version.number,
        "digest": version.digest,
        "added": len(version.changes["added"]),
        "dropped": len(version.changes["dropped"]),
        "done": sum(fields.get("state", ["", ""])[1] == ActionState.DONE for fields in changed.values()),
        "changed": len(changed),
    }
    journal_plan(plan, f"V{version.number}", events.VERSION_ADOPTED, now=now, actor=Actor.role(by), payload=payload)
    return version


def _adopt(plan: Plan, act: str, *, now: datetime) -> Version:
    """Keep the plan as it stands under the next number, with what changed since the one before, and why."""
    if not act.strip():
        raise SheetIncomplete
    last = Version.objects.order_by("-number").first()
    content = plan_content()
    found = difference(last.content if last else {}, content)
    why = reasons_of(found.dropped) | why_revised(found.changed, since=last.adopted_at if last else None)
    return Version.objects.create(
        territory=plan.territory,
        number=last.number + 1 if last else 1,
        adopted_at=now,
        act=act.strip(),
        content=content,
        changes={**difference_as_json(found), "why": why},
        digest=hashlib.sha256(canonical_json({**content}).encode()).hexdigest(),
    )


def _led_by(by: Role) -> Plan:
    plan = locked_plan()
    if not has_perm("actionplan.lead", by, plan):
        raise NotAllowed
    return plan


def _current(verb: IterationVerb) -> Iteration:
    """Return the open iteration in the state that a verb leads to, to be saved; the plan's lock is held."""
    iteration = Iteration.objects.select_related("base").exclude(state=IterationState.CLOSED).first()
    reached = ITERATION.get((IterationState(iteration.state), verb)) if iteration else None
    if iteration is None or reached is None:
        raise NotInThisState
    iteration.state = reached
    return iteration
