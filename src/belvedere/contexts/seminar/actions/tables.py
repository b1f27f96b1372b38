"""Writing at a table: a round is opened, contributions come, are merged, agreed with, reported; never by a name."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from belvedere.contexts.seminar import events
from belvedere.contexts.seminar.actions.locking import GUEST, journal, locked_by
from belvedere.contexts.seminar.models import LONGEST_TEXT, Contribution, Round, Seminar, Stance, TableReport
from belvedere.contexts.seminar.refusals import AlreadyMoved, CannotMerge, NotTheMoment, RoundStillOpen, TooMuchWritten
from belvedere.contexts.seminar.states import (
    ROUNDS,
    ContributionState,
    RoundState,
    RoundVerb,
    SeminarState,
    SeminarVerb,
)
from belvedere.platform.accounts.models import Role
from belvedere.platform.rows import insert_unless_there


@transaction.atomic
def open_round(*, seminar: Seminar, number: int, minutes: int, by: Role, now: datetime) -> Round:
    """Open a round for so many minutes; the one that was open is closed first by who runs it."""
    locked = locked_by(seminar, SeminarVerb.WORK, by)
    round_ = Round.objects.get(seminar=locked, number=number)
    reached = ROUNDS.get((RoundState(round_.state), RoundVerb.OPEN))
    others = Round.objects.filter(seminar=locked, state=RoundState.OPEN.value).exclude(pk=round_.pk)
    if reached is None:
        raise AlreadyMoved
    if others.exists():
        raise RoundStillOpen
    round_.state, round_.opened_at = reached.value, now
    round_.ends_at = now + timedelta(minutes=minutes)
    round_.save(update_fields=["state", "opened_at", "ends_at"])
    journal(locked, events.ROUND_OPENED, by=by, now=now, payload={"round": number, "minutes": minutes})
    return round_


@transaction.atomic
def close_round(*, seminar: Seminar, number: int, by: Role, now: datetime) -> Round:
    """Close a round. What a phone kept while it had no network is still received until the seminar is closed."""
    locked = locked_by(seminar, SeminarVerb.WORK, by)
    round_ = Round.objects.get(seminar=locked, number=number)
    reached = ROUNDS.get((RoundState(round_.state), RoundVerb.CLOSE))
    if reached is None:
        raise AlreadyMoved
    round_.state = reached.value
    round_.save(update_fields=["state"])
    said = Contribution.objects.filter(round=round_).count()
    journal(locked, events.ROUND_CLOSED, by=by, now=now, payload={"round": number, "contributions": said})
    return round_


def _locked_round(seminar: Seminar, number: int, table: int) -> Round:
    """Take the lock of a round that has been opened, in a seminar that is under way."""
    rows = Round.objects.select_for_update(of=("self",)).select_related("seminar__territory")
    round_ = rows.filter(seminar=seminar, number=number).first()
    if round_ is None or round_.opened_at is None or not 1 <= table <= round_.tables:
        raise NotTheMoment
    if round_.seminar.state != SeminarState.RUNNING:
        raise NotTheMoment
    return round_


@transaction.atomic
def contribute(
    *,
    seminar: Seminar,
    number: int,
    table: int,
    text: str,
    client_id: UUID,
    device: str = "",
    is_minority: bool = False,
    now: datetime,
) -> Contribution:
    """Add what a table says. A phone that sends it twice, having lost the network in between, adds it once."""
    words = " ".join(text.split())
    if not words or len(words) > LONGEST_TEXT:
        raise TooMuchWritten
    round_ = _locked_round(seminar, number, table)
    state = ContributionState.RECEIVED if round_.seminar.is_moderated else ContributionState.SHOWN
    key = insert_unless_there(
        Contribution,
        round_id=round_.pk,
        table=table,
        client_id=client_id,
        device=device,
        text=words,
        is_minority=is_minority,
        state=state.value,
        created_at=now,
    )
    if key is None:
        return Contribution.objects.get(client_id=client_id)
    payload = {"round": number, "table": table}
    journal(round_.seminar, events.CONTRIBUTED, by=GUEST, now=now, payload=payload)
    return Contribution.objects.get(pk=key)


@transaction.atomic
def merge_contributions(
    *, seminar: Seminar, number: int, table: int, kept: int, merged: int, now: datetime
) -> Contribution:
    """Put one contribution of a table under another; both are kept, and who agreed with one agrees with the other."""
    round_ = _locked_round(seminar, number, table)
    rows = {row.pk: row for row in Contribution.objects.filter(round=round_, table=table, pk__in=[kept, merged])}
    if kept == merged or len(rows) != 2 or any(row.merged_into_id for row in rows.values()):  # noqa: PLR2004 -- a pair
        raise CannotMerge
    Contribution.objects.filter(merged_into=merged).update(merged_into=kept)
    Contribution.objects.filter(pk=merged).update(merged_into=kept, cluster=None)
    there = set(Stance.objects.filter(contribution=kept).values_list("device", flat=True))
    for stance in Stance.objects.filter(contribution=merged).exclude(device__in=there):
        insert_unless_there(Stance, contribution_id=kept, device=stance.device, agrees=stance.agrees)
    payload = {"table": table, "kept": kept, "merged": merged}
    journal(round_.seminar, events.MERGED, by=GUEST, now=now, payload=payload)
    return rows[kept]


@transaction.atomic
def take_stance(
    *, seminar: Seminar, number: int, table: int, contribution_id: int, device: str, agrees: bool
) -> Stance:
    """Agree or disagree, once by phone, changed at will. Like a vote, it is no act of the journal."""
    round_ = _locked_round(seminar, number, table)
    contribution = Contribution.objects.filter(pk=contribution_id, round=round_, merged_into=None).first()
    if contribution is None or not device:
        raise NotTheMoment
    stance, _is_new = Stance.objects.update_or_create(
        contribution=contribution, device=device, defaults={"agrees": agrees}
    )
    return stance


@transaction.atomic
def report_table(
    *, seminar: Seminar, number: int, table: int, text: str, minority: str = "", now: datetime
) -> TableReport:
    """Write what a table reports, and the views that it did not share; again, it replaces the former one."""
    if not text.strip():
        raise TooMuchWritten
    round_ = _locked_round(seminar, number, table)
    facts = {"text": text.strip(), "minority": minority.strip(), "written_at": now}
    report, _is_new = TableReport.objects.update_or_create(round=round_, table=table, defaults=facts)
    journal(round_.seminar, events.REPORTED, by=GUEST, now=now, payload={"round": number, "table": table})
    return report
