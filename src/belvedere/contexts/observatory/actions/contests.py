"""Contesting a figure: a reason, an answer in its delay, a correction that revises or an explanation that stays."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from rules import has_perm

from belvedere.contexts.observatory import events
from belvedere.contexts.observatory.actions.editions import correct_figure
from belvedere.contexts.observatory.models import Contest, Observation
from belvedere.contexts.observatory.queries.contests import contests
from belvedere.contexts.observatory.refusals import AnswerIsEmpty, ContestNeedsAReason, ContestsHaveNoDelay
from belvedere.contexts.observatory.states.figures import CONTEST_TRANSITIONS, ContestState, ContestVerb
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import INHABITANT, Actor, Subject, record
from belvedere.platform.journal.kinds import Kind
from belvedere.platform.mail.actions import post_message
from belvedere.platform.mail.addresses import checked
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.territory.actions import next_reference
from belvedere.platform.territory.calendar import working_deadline
from belvedere.platform.territory.queries import NoParameterInForce, parameter_in_force

ANSWER_DELAY = "contest.answer_working_days"
KEPT_AFTER_ANSWER = timedelta(days=30)


@transaction.atomic
def contest_figure(
    *, observation: Observation, reason: str, email: str = "", language: str = "fr", now: datetime
) -> Contest:
    """Contest a value. The reason is read by who answers; it is published with the answer."""
    if not reason.strip():
        raise ContestNeedsAReason
    indicator = observation.series.indicator
    today = timezone.localdate(now)
    try:
        delay = parameter_in_force(body=indicator.body, code=ANSWER_DELAY, on=today)
    except NoParameterInForce:
        raise ContestsHaveNoDelay from None
    contest = Contest.objects.create(
        territory=indicator.territory,
        reference=next_reference(territory=indicator.territory, prefix="C", year=today.year),
        observation=observation,
        reason=reason.strip(),
        email=checked(email) if email else "",
        language=language,
        made_at=now,
        due_on=working_deadline(start=today, working_days=delay.value),
    )
    said: dict[str, Value] = {"indicator": indicator.slug, "contest": contest.reference}
    _journal(contest, events.FIGURE_CONTESTED, now=now, by=None, payload=said)
    return contest


@transaction.atomic
def answer_contest(
    *, reference: str, answer: str, corrected_value: float | None = None, by: Role, now: datetime
) -> Contest:
    """Answer a contest: with a corrected value, a revision is published; without one, the figure is explained."""
    contest = contests().select_for_update(of=("self",)).get(reference=reference)
    indicator = contest.observation.series.indicator
    if not has_perm("observatory.answer_contest", by, indicator):
        raise NotAllowed
    verb = ContestVerb.EXPLAIN if corrected_value is None else ContestVerb.CORRECT
    reached = CONTEST_TRANSITIONS.get((ContestState(contest.state), verb))
    if reached is None:
        raise NotInThisState
    if not answer.strip():
        raise AnswerIsEmpty
    if corrected_value is not None:
        contest.correction = correct_figure(
            observation=contest.observation, value=corrected_value, note=contest.reference, by=by, now=now
        )
    contest.state, contest.answer, contest.answered_at = reached.value, answer.strip(), now
    contest.answered_by = by.department.name if by.department else by.body.name
    contest.save(update_fields=["state", "answer", "answered_at", "answered_by", "correction"])
    _tell(contest, now)
    said: dict[str, Value] = {"indicator": indicator.slug, "contest": contest.reference, "state": contest.state}
    _journal(contest, events.CONTEST_ANSWERED, now=now, by=by, payload=said)
    return contest


def _tell(contest: Contest, now: datetime) -> None:
    if contest.email:
        post_message(
            territory=contest.territory,
            to=contest.email,
            template="observatory/mail/contest_answered",
            context={"contest": contest, "link": settings.PUBLIC_URL + link_of(contest)},
            now=now,
            language=contest.language,
            kind="news",
            key=f"observatory:contest:{contest.reference}",
        )


def link_of(contest: Contest) -> str:
    slug = contest.observation.series.indicator.slug
    return f"{reverse('observatory:indicator', args=[slug])}#{contest.reference}"


@transaction.atomic
def forget_addresses(*, now: datetime) -> int:
    """Erase the addresses of those who were answered a month ago; return how many."""
    old = Contest.objects.filter(answered_at__lt=now - KEPT_AFTER_ANSWER).exclude(email="")
    return old.update(email="")


@transaction.atomic
def forget_contester(*, email: str) -> int:
    """Erase an address from the contests that it was left on; the reasons stay, they name nobody."""
    return Contest.objects.filter(email__iexact=email).update(email="")


def _journal(contest: Contest, kind: Kind, *, now: datetime, by: Role | None, payload: dict[str, Value]) -> None:
    record(
        kind=kind,
        territory=contest.territory,
        now=now,
        actor=Actor.role(by) if by else INHABITANT,
        subject=Subject("contestation", contest.reference),
        matter="",
        payload=payload,
    )
