"""Taking part in a debate: answering, writing. No account; a browser is known by a key that only it holds."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from belvedere.contexts.consultations.actions.debate import LONGEST, SHORTEST, tidy
from belvedere.contexts.consultations.actions.locking import journal
from belvedere.contexts.consultations.events import debate as events
from belvedere.contexts.consultations.models import Debate, Participant, RefusedCount, Statement, Vote
from belvedere.contexts.consultations.queries.debates import participant_with, shown_statements
from belvedere.contexts.consultations.refusals import (
    DebateNotOpen,
    NoMoreStatements,
    NoSuchStatement,
    StaleTicket,
    StatementRefused,
)
from belvedere.contexts.consultations.states.debate import VALUES, Answer, Refused, StatementState
from belvedere.platform.limits.actions import spend
from belvedere.platform.limits.refusals import TooManyAttempts
from belvedere.platform.rows import insert_unless_there

NETWORK_LENGTH = 32


@dataclass(frozen=True)
class Limit:
    """How many attempts may come at once, and the seconds after which as many may come again."""

    capacity: int
    refill_seconds: int


# A hall of people behind one address answers at ease; a script does not.
LIMITS: dict[Refused, Limit] = {
    Refused.TOO_MANY_VOTES: Limit(60, 60),
    Refused.TOO_MANY_FROM_AN_ADDRESS: Limit(900, 60),
    Refused.TOO_MANY_PARTICIPATIONS: Limit(60, 3600),
    Refused.TOO_MANY_STATEMENTS: Limit(5, 3600),
}


def _spend(debate: Debate, kind: Refused, key: str, now: datetime) -> None:
    """Spend one attempt; what is refused is counted, without who tried."""
    limit = LIMITS[kind]
    try:
        spend(
            bucket=f"consultations.{kind.value}",
            key=f"{debate.pk}:{key}",
            capacity=limit.capacity,
            refill_seconds=limit.refill_seconds,
            now=now,
        )
    except TooManyAttempts:
        count_refused(debate=debate, kind=kind, now=now)
        raise


@transaction.atomic
def count_refused(*, debate: Debate, kind: Refused, now: datetime) -> None:
    """Count an attempt that was refused."""
    row, _is_new = RefusedCount.objects.get_or_create(debate=debate, kind=kind.value, day=now.date())
    RefusedCount.objects.filter(pk=row.pk).update(count=F("count") + 1)


def stale_ticket(*, debate: Debate, now: datetime) -> StaleTicket:
    """Count a form that was loaded too long ago or made up, and return what to refuse it with."""
    count_refused(debate=debate, kind=Refused.STALE_TICKET, now=now)
    return StaleTicket()


def network_mark(debate: Debate, client: str) -> str:
    """Return what tells that two participations came from one address, under the debate's salt; nothing without it."""
    if not debate.salt:
        return ""
    return salted_hmac(f"consultations.network.{debate.salt}", client, algorithm="sha256").hexdigest()[:NETWORK_LENGTH]


def _admit(debate: Debate, key: UUID, client: str, now: datetime) -> Participant | None:
    """Refuse what comes outside the dates or too fast; return the participant if they came before."""
    if not debate.phase.is_open(now):
        raise DebateNotOpen
    _spend(debate, Refused.TOO_MANY_FROM_AN_ADDRESS, client, now)
    found = participant_with(debate, key)
    if found is None:
        _spend(debate, Refused.TOO_MANY_PARTICIPATIONS, client, now)
    return found


def cast_vote(*, debate: Debate, key: UUID, number: int, answer: Answer, client: str, now: datetime) -> Participant:
    """Count somebody's answer to a statement; answered again, the last one counts; sent again, nothing changes.

    Attempts are spent outside the transaction: those refused are the ones to count.
    """
    known = _admit(debate, key, client, now)
    _spend(debate, Refused.TOO_MANY_VOTES, str(key), now)
    return _vote(debate, known, key, number, answer, client, now)


@transaction.atomic
def _vote(
    debate: Debate, known: Participant | None, key: UUID, number: int, answer: Answer, client: str, now: datetime
) -> Participant:
    statement = shown_statements(debate).filter(number=number).values_list("pk", flat=True).first()
    if statement is None:
        raise NoSuchStatement
    participant = known or join_debate(debate=debate, key=key, client=client, now=now)
    at = now.replace(microsecond=now.microsecond // 1000 * 1000)  # as exports write it
    Vote.objects.bulk_create(
        [Vote(debate=debate, participant=participant, statement_id=statement, value=VALUES[answer], at=at)],
        update_conflicts=True,
        unique_fields=["participant", "statement"],
        update_fields=["value", "at"],
    )
    return participant


@transaction.atomic
def join_debate(*, debate: Debate, key: UUID, client: str, now: datetime) -> Participant:
    """Give a browser its number in a debate; the same key again is the same participant."""
    locked = Debate.objects.select_for_update().get(pk=debate.pk)
    number = locked.participants_numbered + 1
    values = {"number": number, "network": network_mark(locked, client), "first_at": now}
    if insert_unless_there(Participant, debate_id=locked.pk, key=key, **values) is not None:
        Debate.objects.filter(pk=locked.pk).update(participants_numbered=number)
    return Participant.objects.get(debate=locked, key=key)


def write_statement(*, debate: Debate, key: UUID, text: str, client: str, now: datetime) -> Statement:
    """Propose a statement; it waits for the moderation, shown meanwhile when the debate is read afterwards."""
    if not debate.takes_statements:
        raise NoMoreStatements
    known = _admit(debate, key, client, now)
    _spend(debate, Refused.TOO_MANY_STATEMENTS, str(key), now)
    return _write(debate, known, key, tidy(text), client, now)


@transaction.atomic
def _write(debate: Debate, known: Participant | None, key: UUID, text: str, client: str, now: datetime) -> Statement:
    locked = Debate.objects.select_for_update(of=("self",)).select_related("phase__consultation").get(pk=debate.pk)
    texts = Statement.objects.filter(debate=locked).values_list("text", flat=True)
    is_known = text.casefold() in {other.casefold() for other in texts}
    if not SHORTEST <= len(text) <= LONGEST or is_known:
        raise StatementRefused
    participant = known or join_debate(debate=locked, key=key, client=client, now=now)
    number = locked.statements_numbered + 1
    statement = Statement.objects.create(
        debate=locked,
        number=number,
        text=text,
        author=participant,
        state=StatementState.WAITING.value,
        created_at=now,
    )
    Debate.objects.filter(pk=locked.pk).update(statements_numbered=number, changed_at=now)
    journal(locked.phase.consultation, events.STATEMENT_WRITTEN, by=None, now=now, payload={"statement": number})
    return statement
