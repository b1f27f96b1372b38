"""Reads of what tables say: one table on a phone, all of them on the wall."""

from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

from django.db.models import Count, Max, Q, QuerySet

from belvedere.contexts.seminar.models import Cluster, Contribution, Place, Poll, Round, Seminar, Stance, TableReport
from belvedere.contexts.seminar.states import ContributionState, PollState, RoundState

AGREES, DISAGREES = Count("stances", filter=Q(stances__agrees=True)), Count("stances", filter=Q(stances__agrees=False))
WALL_CARDS = 24


def rounds_of(seminar: Seminar) -> QuerySet[Round]:
    return Round.objects.filter(seminar=seminar).select_related("sequence").order_by("number")


def open_round_of(seminar: Seminar) -> Round | None:
    return rounds_of(seminar).filter(state=RoundState.OPEN.value).first()


def last_round_of(seminar: Seminar) -> Round | None:
    """Return the round that is open, or the last one that was."""
    return rounds_of(seminar).exclude(opened_at=None).order_by("-opened_at").first()


def contributions_of_table(round_: Round, table: int) -> list[Contribution]:
    """Return what a table said, apart from what it merged: its agreements and disagreements counted."""
    rows = Contribution.objects.filter(round=round_, table=table, merged_into=None)
    return list(rows.annotate(agree=AGREES, disagree=DISAGREES).order_by("pk"))


def stances_of(device: str, round_: Round) -> dict[int, bool]:
    if not device:
        return {}
    return dict(Stance.objects.filter(device=device, contribution__round=round_).values_list("contribution", "agrees"))


def report_of_table(round_: Round, table: int) -> TableReport | None:
    return TableReport.objects.filter(round=round_, table=table).first()


@dataclass(frozen=True)
class Voices:
    """Who has written at a table: phones, never people."""

    phones: int
    seated: int

    @property
    def silent(self) -> int:
        return max(0, self.seated - self.phones)


def voices_of(round_: Round, table: int) -> Voices:
    """Return how many phones wrote at a table, beside how many people sit there."""
    wrote = Contribution.objects.filter(round=round_, table=table).exclude(device="")
    return Voices(
        wrote.aggregate(n=Count("device", distinct=True))["n"],
        Place.objects.filter(round=round_, table=table).count(),
    )


@dataclass(frozen=True)
class TableNow:
    """A table in the round that is open: what it wrote, from how many phones, beside how many people sit there."""

    number: int
    said: int
    voices: Voices


def tables_now(round_: Round) -> list[TableNow]:
    """Return each table of a round: two statements, however many there are."""
    wrote = Contribution.objects.filter(round=round_).order_by().values("table")
    phones = Count("device", distinct=True, filter=~Q(device=""))
    said = {row["table"]: row for row in wrote.annotate(said=Count("pk"), phones=phones)}
    places = Place.objects.filter(round=round_).order_by().values_list("table").annotate(Count("pk"))
    seated = dict(places)
    return [
        TableNow(
            number,
            said[number]["said"] if number in said else 0,
            Voices(said[number]["phones"] if number in said else 0, seated.get(number, 0)),
        )
        for number in range(1, round_.tables + 1)
    ]


def table_stamp(round_: Round | None, table: int, device: str) -> str:
    """Return what changes when the page of a table changes: two statements, read every few seconds by each phone."""
    if round_ is None:
        return "none"
    rows = Contribution.objects.filter(round=round_, table=table)
    said = rows.aggregate(last=Max("pk"), count=Count("pk"), merged=Count("pk", filter=Q(merged_into__isnull=False)))
    stances = Stance.objects.filter(contribution__round=round_, contribution__table=table)
    held = stances.aggregate(count=Count("pk"), agrees=Count("pk", filter=Q(agrees=True)))
    values = [round_.pk, round_.state, *said.values(), *held.values(), device[:8]]
    return "-".join(str(value) for value in values)


@dataclass(frozen=True)
class Wall:
    """What the wall shows now."""

    seminar: Seminar
    round: Round | None
    cards: tuple[Contribution, ...]
    shown: int
    waiting: int
    clusters: tuple[Cluster, ...]
    poll: Poll | None
    now: datetime

    @property
    def seconds_left(self) -> int | None:
        if self.round is None or self.round.ends_at is None or self.round.state != RoundState.OPEN:
            return None
        return max(0, int((self.round.ends_at - self.now).total_seconds()))


def wall_stamp(seminar: Seminar) -> str:
    """Return what changes when the wall changes: three statements."""
    shown, merged = Q(state=ContributionState.SHOWN.value), Q(merged_into__isnull=False)
    rows = Contribution.objects.filter(round__seminar=seminar)
    said = rows.aggregate(
        last=Max("pk"), count=Count("pk"), shown=Count("pk", filter=shown), merged=Count("pk", filter=merged),
        clustered=Count("pk", filter=Q(cluster__isnull=False)),
    )  # fmt: skip
    times = Round.objects.filter(seminar=seminar).aggregate(
        opened=Max("opened_at"), ends=Max("ends_at"), open=Count("pk", filter=Q(state=RoundState.OPEN.value))
    )
    polls = Poll.objects.filter(seminar=seminar).aggregate(opened=Max("opened_at"), closed=Max("closed_at"))
    return "-".join(str(value) for value in (*said.values(), *times.values(), *polls.values(), seminar.state))


def names_stamp(seminar: Seminar) -> int:
    """Return what changes when a cluster is named again: one statement."""
    rows = Cluster.objects.filter(seminar=seminar).order_by("number").values_list("number", "name")
    return crc32(repr(list(rows)).encode())


def wall_of(seminar: Seminar, now: datetime) -> Wall:
    """Return the wall: the last contributions that may be shown, the clusters, the last vote."""
    round_ = last_round_of(seminar)
    rows = Contribution.objects.filter(round__seminar=seminar, merged_into=None)
    if round_ is not None:
        rows = rows.filter(round=round_)
    counts = rows.aggregate(
        shown=Count("pk", filter=Q(state=ContributionState.SHOWN.value)),
        waiting=Count("pk", filter=Q(state=ContributionState.RECEIVED.value)),
    )
    cards = rows.filter(state=ContributionState.SHOWN.value).annotate(agree=AGREES, disagree=DISAGREES)
    clusters = Cluster.objects.filter(seminar=seminar).annotate(weight=Count("contributions"))
    poll = Poll.objects.filter(seminar=seminar).exclude(state=PollState.PREPARED.value)
    return Wall(
        seminar,
        round_,
        tuple(cards.order_by("-pk")[:WALL_CARDS]),
        counts["shown"],
        counts["waiting"],
        tuple(clusters.filter(weight__gt=0).order_by("-weight", "number")),
        poll.order_by("-opened_at").first(),
        now,
    )
