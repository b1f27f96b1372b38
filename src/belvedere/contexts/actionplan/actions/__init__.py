"""Writes of the plan: actions are born of published answers, advance with evidence, and can be contested."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from rules import has_perm

from belvedere.contexts.actionplan import events
from belvedere.contexts.actionplan.actions.moving import journal, locked, move
from belvedere.contexts.actionplan.actions.sheets import keep_revisions
from belvedere.contexts.actionplan.models import Action, Contest
from belvedere.contexts.actionplan.queries import actions
from belvedere.contexts.actionplan.refusals import (
    AlreadyContestedByYou,
    EvidenceNeeded,
    NotDoneYet,
    ReasonNeeded,
)
from belvedere.contexts.actionplan.rules import owns
from belvedere.contexts.actionplan.states import TRANSITIONS, ActionState, Verb
from belvedere.contexts.actionplan.states.sheets import ActionSheet
from belvedere.contexts.answers.queries import Commitment, commitments_locked
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.queries import roles_of_body
from belvedere.platform.journal.actions import INHABITANT, SYSTEM, Actor
from belvedere.platform.mail.actions import post_message
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.search.actions import index_document
from belvedere.platform.territory.actions import next_reference

TITLE_LENGTH = 200


def _action_for(promise: Commitment, *, now: datetime) -> Action:
    starts_on = min(timezone.localdate(now), promise.due_on)
    return Action(
        territory=promise.territory,
        reference=next_reference(territory=promise.territory, prefix="P", year=timezone.localdate(now).year),
        matter=promise.examen,
        answer_id=promise.answer_id,
        title=Truncator(" ".join(promise.text.split())).chars(TITLE_LENGTH),
        department=promise.department,
        body=promise.body,
        horizon=promise.horizon,
        starts_on=starts_on,
        due_on=promise.due_on,
        created_at=now,
        updated_at=now,
        is_demonstration=promise.territory.is_demonstration,
    )


def _first_sheet(action: Action, promise: Commitment) -> ActionSheet:
    return ActionSheet(
        title=action.title,
        body=promise.body.slug,
        department=promise.department.slug,
        horizon=action.horizon,
        starts_on=action.starts_on,
        due_on=action.due_on,
    )


@transaction.atomic
def create_actions(*, opinion_reference: str, now: datetime) -> list[Action]:
    """Create one action for each recommendation retained, whole or in part; asked twice, each is created once."""
    promises = commitments_locked(opinion_reference)
    done = set(
        Action.objects.filter(answer__in=[promise.answer_id for promise in promises]).values_list("answer", flat=True)
    )
    created = []
    for promise in promises:
        if promise.answer_id in done:
            continue
        action = _action_for(promise, now=now)
        action.save(force_insert=True)
        keep_revisions([(action, _first_sheet(action, promise))], now=now)
        payload: dict[str, Value] = {
            "opinion": opinion_reference,
            "recommendation": promise.number,
            "department": promise.department.slug,
            "horizon": promise.horizon,
            "due_on": promise.due_on.isoformat(),
        }
        journal(action, events.ACTION_CREATED, now=now, actor=SYSTEM, payload=payload)
        created.append(action)
    return created


def _check_words(action: Action, verb: Verb, note: str) -> None:
    """A state changes only with something that can be checked; an abandoned action says why."""
    if note.strip():
        return
    if verb == Verb.ABANDON:
        raise ReasonNeeded
    if TRANSITIONS.get((ActionState(action.state), verb)) not in {None, action.state}:
        raise EvidenceNeeded


@transaction.atomic
def record_progress(
    *, action: Action, verb: Verb, percent: int, note: str, evidence_url: str = "", by: Role, now: datetime
) -> Action:
    """Note how far an action is: it advances, it is done (with what proves it) or abandoned (with the reason)."""
    action = locked(action.pk)
    if not has_perm("actionplan.record_progress", by, action):
        raise NotAllowed
    _check_words(action, verb, note)
    percent = 100 if verb == Verb.FINISH else percent
    move(action, verb, percent=percent, now=now, note=note, evidence_url=evidence_url)
    if action.state == ActionState.DONE:
        journal(action, events.DONE, now=now, actor=Actor.role(by))
    else:
        payload: dict[str, Value] = {"state": action.state, "percent": percent}
        journal(action, events.PROGRESS_RECORDED, now=now, actor=Actor.role(by), payload=payload)
    return action


@transaction.atomic
def contest_action(*, action: Action, audience_digest: str, reason: str, now: datetime) -> Action:
    """Say that an action called done is not: once by person, as an inhabitant who signed."""
    action = locked(action.pk)
    if Contest.objects.filter(action=action, audience_digest=audience_digest).exists():
        raise AlreadyContestedByYou
    if action.state != ActionState.DONE:
        raise NotDoneYet
    if not reason.strip():
        raise ReasonNeeded
    Contest.objects.create(action=action, audience_digest=audience_digest, at=now, reason=reason.strip())
    move(action, Verb.CONTEST, percent=action.percent, now=now)
    journal(action, events.CONTESTED, now=now, actor=INHABITANT)
    return action


@transaction.atomic
def answer_contest(*, contest: Contest, verb: Verb, percent: int, explanation: str, by: Role, now: datetime) -> Action:
    """Answer a contest: the action is under way again, or the department maintains that it is done. Both say why."""
    action = locked(contest.action_id)
    if not has_perm("actionplan.answer_contest", by, action):
        raise NotAllowed
    if not explanation.strip():
        raise ReasonNeeded
    contest = Contest.objects.select_for_update(of=("self",)).get(pk=contest.pk)
    if contest.answered_at is not None:
        raise NotInThisState
    percent = 100 if verb == Verb.MAINTAIN else percent
    move(action, verb, percent=percent, now=now, note=explanation)
    contest.answered_at, contest.explanation, contest.outcome = now, explanation.strip(), verb
    contest.save(update_fields=["answered_at", "explanation", "outcome"])
    journal(action, events.CONTEST_ANSWERED, now=now, actor=Actor.role(by), payload={"state": action.state})
    return action


@transaction.atomic
def tell_department(*, reference: str, kind: str, occasion: str, author: str = "", now: datetime) -> int:
    """Post a mail to who owns an action, unless they did it themselves; the same occasion never writes twice."""
    action = actions().select_related("territory").get(reference=reference)
    holders = [role for role in roles_of_body(body=action.body, on=timezone.localdate(now)) if owns(role, action)]
    holders = [role for role in holders if Actor.role(role).id != author]
    link = settings.PUBLIC_URL + reverse("actionplan:desk_action", args=[reference])
    posted = [
        post_message(
            territory=action.territory,
            to=role.user.email,
            template="actionplan/mail/contested" if kind == events.CONTESTED.code else "actionplan/mail/created",
            context={"action": action, "link": link},
            now=now,
            kind="work",
            key=f"actionplan:{occasion}:{role.user_id}",
        )
        for role in holders
    ]
    return sum(message is not None for message in posted)


@transaction.atomic
def index_action(*, reference: str) -> None:
    """Make the public page of an action findable by its title, its origin and the answer."""
    action = actions().select_related("territory").get(reference=reference)
    words = [action.summary, *action.deliverables, action.owner]
    if action.answer is not None:
        words += [action.answer.recommendation.text, action.answer.text]
    index_document(
        territory=action.territory,
        kind="action",
        key=reference,
        title=f"{reference} · {action.title}",
        text="\n".join(words),
        url=reverse("actionplan:action", args=[reference]),
    )
