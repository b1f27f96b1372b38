"""Choosing together: a poll is prepared, opened on a fixed list, voted from badges, closed and counted."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from belvedere.contexts.seminar import events
from belvedere.contexts.seminar.actions.locking import Payload, journal, locked_by
from belvedere.contexts.seminar.models import Ballot, Guest, Poll, Seminar
from belvedere.contexts.seminar.queries.polls import cast_in, votable_of, voter_of
from belvedere.contexts.seminar.refusals import AlreadyMoved, BallotNotReceived, BallotRefused, NothingToVote
from belvedere.contexts.seminar.states import GRADES, POLLS, PollRule, PollState, PollVerb, SeminarVerb
from belvedere.engines.ledger.canonical import Value, canonical_json
from belvedere.platform.accounts.models import Role

FEWEST_ITEMS = 2


@dataclass(frozen=True)
class Terms:
    """What is voted, by which rule, for how many places or which budget."""

    title: str
    rule: PollRule
    seats: int = 5
    budget: int = 0
    is_by_college: bool = False
    minimum: int = 0


@transaction.atomic
def write_poll(*, seminar: Seminar, terms: Terms, number: int | None = None, by: Role, now: datetime) -> Poll:
    """Prepare a poll, or write one again before it opens."""
    locked = locked_by(seminar, SeminarVerb.WORK, by)
    if number is None:
        last = Poll.objects.filter(seminar=locked).aggregate(last=Max("number"))["last"] or 0
        poll = Poll(seminar=locked, number=last + 1)
    else:
        poll = Poll.objects.get(seminar=locked, number=number)
        if poll.state != PollState.PREPARED:
            raise AlreadyMoved
    for name, value in vars(terms).items():
        setattr(poll, name, value)
    poll.rule = terms.rule.value
    poll.save()
    journal(locked, events.POLL_WRITTEN, by=by, now=now, payload={"poll": poll.number, "rule": poll.rule})
    return poll


def _moved(seminar: Seminar, number: int, verb: PollVerb) -> Poll:
    poll = Poll.objects.select_for_update(of=("self",)).get(seminar=seminar, number=number)
    reached = POLLS.get((PollState(poll.state), verb))
    if reached is None:
        raise AlreadyMoved
    poll.state = reached.value
    return poll


@transaction.atomic
def open_poll(*, seminar: Seminar, number: int, by: Role, now: datetime) -> Poll:
    """Open a poll: its list, in the order that breaks ties, no longer changes."""
    locked = locked_by(seminar, SeminarVerb.WORK, by)
    poll = _moved(locked, number, PollVerb.OPEN)
    clusters = votable_of(locked)
    if len(clusters) < FEWEST_ITEMS:
        raise NothingToVote
    poll.items = [{"number": row.number, "name": row.name, "cost": row.cost} for row in clusters]
    poll.opened_at = now
    poll.save(update_fields=["state", "items", "opened_at"])
    journal(locked, events.POLL_OPENED, by=by, now=now, payload={"poll": number, "items": len(clusters)})
    return poll


@transaction.atomic
def cast_ballot(
    *, guest: Guest, number: int, approved: Sequence[int] = (), grades: Mapping[int, str] | None = None
) -> Ballot:
    """Cast a ballot from a badge, or change it while the poll is open. Secret: it is no act of the journal."""
    poll = Poll.objects.select_for_update(of=("self",)).filter(seminar=guest.seminar_id, number=number).first()
    current = Guest.objects.select_related("college").filter(pk=guest.pk).first()
    if poll is None or poll.state != PollState.OPEN or current is None or not current.is_here:
        raise BallotNotReceived
    known = {item["number"] for item in poll.items}
    given = dict(grades or {})
    if not {*approved, *given} <= known or not set(given.values()) <= set(GRADES):
        raise BallotRefused
    if poll.rule == PollRule.JUDGEMENT:
        choices: dict[str, object] = {"grades": {str(item): grade for item, grade in sorted(given.items())}}
    else:
        choices = {"approved": sorted(set(approved))}
    if not (given if poll.rule == PollRule.JUDGEMENT else approved):
        raise BallotRefused
    ballot, _is_new = Ballot.objects.update_or_create(
        poll=poll, voter=voter_of(current, poll), defaults={"college": current.college.slug, "choices": choices}
    )
    return ballot


@transaction.atomic
def close_poll(*, seminar: Seminar, number: int, by: Role, now: datetime) -> Poll:
    """Close a poll and count it; from then on nothing tells whose a ballot is."""
    from belvedere.contexts.seminar.queries.counting import count  # noqa: PLC0415 -- numpy: only a closing waits for it

    locked = locked_by(seminar, SeminarVerb.WORK, by)
    poll = _moved(locked, number, PollVerb.CLOSE)
    cast = cast_in(poll)
    poll.result, poll.closed_at = count(poll, cast), now
    poll.save(update_fields=["state", "result", "closed_at"])
    Ballot.objects.filter(poll=poll).delete()
    Ballot.objects.bulk_create(
        Ballot(poll=poll, voter=str(rank), college=college, choices=choices)
        for rank, (college, choices) in enumerate(zip(cast.colleges, cast.choices, strict=True), start=1)
    )
    payload: Payload = {"poll": number, "ballots": len(cast.choices), "digest": digest_of_ballots(poll)}
    journal(locked, events.POLL_CLOSED, by=by, now=now, payload=payload)
    return poll


def digest_of_ballots(poll: Poll) -> str:
    """Return the digest of the ballots as they are published."""
    cast = cast_in(poll)
    rows: list[Value] = [[college, choices] for college, choices in zip(cast.colleges, cast.choices, strict=True)]
    return hashlib.sha256(canonical_json({"ballots": rows}).encode()).hexdigest()
