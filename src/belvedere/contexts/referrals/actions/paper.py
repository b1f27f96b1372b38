"""Paper: the lines of a sheet, read, compared with what is there, counted together, undone together."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from belvedere.contexts.referrals import events
from belvedere.contexts.referrals.actions.checking import locked_for_checks
from belvedere.contexts.referrals.actions.journal import journal
from belvedere.contexts.referrals.actions.ledger import append_entries, roll_up
from belvedere.contexts.referrals.models import PaperBatch, Referral, Support
from belvedere.contexts.referrals.queries.paper import SheetLine, compared
from belvedere.contexts.referrals.refusals import CollectionClosed, NothingToCount, SheetAlreadyCounted
from belvedere.contexts.referrals.states import GATHERING, LedgerAction, Origin, SupportState
from belvedere.contexts.referrals.states.paper import BatchState, LineState
from belvedere.engines.rules.regulation import Level
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import Actor
from belvedere.platform.refusals import NotInThisState


@transaction.atomic
def count_sheet(*, referral: Referral, sheet: str, lines: Sequence[SheetLine], by: Role, now: datetime) -> PaperBatch:
    """Count the lines of a sheet that are new; those already there, or unreadable, are left out and said so."""
    referral = locked_for_checks(referral, by)
    is_past = referral.closes_on is not None and timezone.localdate(now) > referral.closes_on
    if referral.collection not in GATHERING or is_past:
        raise CollectionClosed
    new = [line for line in compared(referral, lines) if line.state in {LineState.NEW, LineState.RESEMBLES}]
    if not new:
        raise NothingToCount
    batch = _opened(referral, sheet, len(lines), len(new), by, now)
    supports = Support.objects.bulk_create(
        Support(
            referral=referral,
            commune=line.commune,
            identity=line.identity,
            resemblance=line.resemblance,
            state=SupportState.CONFIRMED,
            level=Level.DECLARED.value,
            origin=Origin.PAPER.value,
            batch=batch,
            requested_at=now,
            confirmed_at=now,
        )
        for line in new
    )
    append_entries(referral, supports, LedgerAction.SUPPORTED, 1, now=now)
    roll_up(referral, now=now)
    payload = {"batch": batch.number, "lines": batch.lines, "counted": batch.counted}
    journal(referral, events.PAPER_COUNTED, now=now, actor=Actor.role(by), payload=payload)
    return batch


def _opened(referral: Referral, sheet: str, lines: int, counted: int, by: Role, now: datetime) -> PaperBatch:
    number = PaperBatch.objects.filter(referral=referral).count() + 1
    try:
        with transaction.atomic():
            return PaperBatch.objects.create(
                referral=referral,
                number=number,
                sheet=sheet.strip(),
                lines=lines,
                counted=counted,
                entered_by=by,
                entered_at=now,
            )
    except IntegrityError:
        raise SheetAlreadyCounted from None


@transaction.atomic
def undo_sheet(*, referral: Referral, number: int, by: Role, now: datetime) -> PaperBatch:
    """Take back every support of a sheet; it can then be entered again."""
    referral = locked_for_checks(referral, by)
    batch = PaperBatch.objects.filter(referral=referral, number=number).first()
    if batch is None or batch.state != BatchState.COUNTED:
        raise NotInThisState
    supports = list(Support.objects.filter(batch=batch))
    counted = [support for support in supports if support.state == SupportState.CONFIRMED]
    append_entries(referral, counted, LedgerAction.WITHDRAWN, -1, now=now)
    Support.objects.filter(batch=batch).delete()
    batch.state, batch.undone_at = BatchState.UNDONE.value, now
    batch.save(update_fields=["state", "undone_at"])
    roll_up(referral, now=now)
    payload = {"batch": batch.number, "counted": len(counted)}
    journal(referral, events.PAPER_UNDONE, now=now, actor=Actor.role(by), payload=payload)
    return batch
