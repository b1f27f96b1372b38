"""Reads of polls: the list that is voted on, the ballots, what anyone needs to count again."""

from dataclasses import dataclass
from typing import Any  # JSON

from django.db.models import Count, QuerySet
from django.utils.crypto import salted_hmac

from belvedere.contexts.seminar.models import Ballot, Cluster, Guest, Poll, Seminar


def polls_of(seminar: Seminar) -> QuerySet[Poll]:
    return Poll.objects.filter(seminar=seminar).select_related("seminar").order_by("number")


def with_turnout(rows: QuerySet[Poll]) -> QuerySet[Poll]:
    return rows.annotate(turnout=Count("ballots"))


def votable_of(seminar: Seminar) -> list[Cluster]:
    """Return the clusters that a poll would be on, in the order that breaks ties."""
    held = Cluster.objects.filter(seminar=seminar).annotate(weight=Count("contributions"))
    return list(held.filter(weight__gt=0).order_by("number"))


def voter_of(guest: Guest, poll: Poll) -> str:
    """Return the mark under which a guest's ballot is kept while the poll is open."""
    return salted_hmac("seminar.voter", f"{guest.code}:{poll.pk}", algorithm="sha256").hexdigest()[:40]


def ballot_of(guest: Guest, poll: Poll) -> Ballot | None:
    return Ballot.objects.filter(poll=poll, voter=voter_of(guest, poll)).first()


@dataclass(frozen=True)
class Cast:
    """Ballots as the engines take them: the college of each, and its choices by number of cluster."""

    colleges: tuple[str, ...]
    choices: tuple[dict[str, Any], ...]


def cast_in(poll: Poll) -> Cast:
    """Return the ballots of a poll in an order that says nothing: that of their contents."""
    rows = sorted(Ballot.objects.filter(poll=poll), key=lambda row: (row.college, str(sorted(row.choices.items()))))
    return Cast(tuple(row.college for row in rows), tuple(row.choices for row in rows))
