"""The steps of a referral: opened with its règlement, reached, lost, acted on, ended."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from rules import has_perm

from belvedere.contexts.referrals import events
from belvedere.contexts.referrals.actions.journal import journal
from belvedere.contexts.referrals.models import Referral, Step
from belvedere.contexts.referrals.queries.steps import judged
from belvedere.contexts.referrals.refusals import OutcomeMissing
from belvedere.contexts.referrals.states import KEPT, STEP, StepState, StepVerb
from belvedere.engines.ledger.canonical import Value
from belvedere.engines.rules.regulation import Regulation as Rules
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import SYSTEM, Actor
from belvedere.platform.refusals import NotAllowed, NotInThisState


def open_steps(referral: Referral, rules: Rules) -> None:
    """Give a referral the steps of its règlement. The caller holds the lock."""
    Step.objects.bulk_create(
        Step(
            referral=referral,
            position=position,
            code=step.code,
            effect=step.effect,
            title_fr=step.title.get("fr", step.code),
            title_en=step.title.get("en", step.title.get("fr", step.code)),
        )
        for position, step in enumerate(rules.steps, 1)
    )


def judge_steps(referral: Referral, *, now: datetime) -> None:
    """Reach and lose steps as the counters say; what was acted on stays, marked. The caller holds the lock."""
    found = judged(referral, on=timezone.localdate(now))
    if found is None:
        return
    rows = {row.code: row for row in Step.objects.filter(referral=referral)}
    for judgement in found.steps:
        row = rows.get(judgement.step.code)
        if row is not None:
            _follow(referral, row, is_met=judgement.met is True, supports=found.total, now=now)
    reached = min((row.reached_at for row in rows.values() if row.reached_at), default=None)
    if reached != referral.reached_at:
        referral.reached_at = reached
        referral.save(update_fields=["reached_at"])


def _follow(referral: Referral, row: Step, *, is_met: bool, supports: int, now: datetime) -> None:
    state = StepState(row.state)
    if is_met and state is StepState.WAITING:
        row.state, row.reached_at = STEP[state, StepVerb.REACH].value, now
        row.save(update_fields=["state", "reached_at"])
        payload = _told(referral, row) | {"policy": referral.policy.slug, "supports": supports}
        journal(referral, events.THRESHOLD_REACHED, now=now, actor=SYSTEM, payload=payload)
    elif not is_met and state is StepState.REACHED:
        row.state, row.reached_at = STEP[state, StepVerb.LOSE].value, None
        row.save(update_fields=["state", "reached_at"])
        journal(
            referral, events.STEP_LOST, now=now, actor=SYSTEM, payload=_told(referral, row) | {"supports": supports}
        )
    elif state in KEPT and row.is_short == is_met:
        row.is_short = not is_met
        row.save(update_fields=["is_short"])


def _told(referral: Referral, row: Step) -> dict[str, Value]:
    return {"step": row.code, "effect": row.effect, "threshold": referral.threshold or 0}


def act_on_step(referral: Referral, effect: str, *, now: datetime) -> None:
    """Note that the effect of the reached steps has begun: they are never taken back. The caller holds the lock."""
    Step.objects.filter(referral=referral, effect=effect, state=StepState.REACHED.value).update(
        state=STEP[StepState.REACHED, StepVerb.ACT].value, acted_at=now
    )


@transaction.atomic
def end_step(*, referral: Referral, code: str, verb: StepVerb, outcome: str, by: Role, now: datetime) -> Step:
    """Say publicly what was done of a step's effect, or why it is declined."""
    locked = Referral.objects.select_for_update(of=("self",)).select_related("territory", "body").get(pk=referral.pk)
    if not has_perm("referrals.end_step", by, locked):
        raise NotAllowed
    row = Step.objects.filter(referral=locked, code=code).first()
    state = STEP.get((StepState(row.state), verb)) if row is not None else None
    if row is None or state is None or verb not in {StepVerb.FINISH, StepVerb.DECLINE}:
        raise NotInThisState
    if not outcome.strip():
        raise OutcomeMissing
    row.state, row.ended_at, row.outcome = state.value, now, outcome.strip()
    row.save(update_fields=["state", "ended_at", "outcome"])
    kind = events.STEP_DONE if state is StepState.DONE else events.STEP_DECLINED
    journal(locked, kind, now=now, actor=Actor.role(by), payload={"step": row.code, "effect": row.effect})
    return row
