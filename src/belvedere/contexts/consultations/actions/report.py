"""The report written, published, and accounted for to each person who left an address."""

import hashlib
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from rules import has_perm

from belvedere.contexts.consultations.actions.locking import journal, locked_consultation, locked_for
from belvedere.contexts.consultations.events import report as events
from belvedere.contexts.consultations.models import Consultation, Report
from belvedere.contexts.consultations.queries.register import register_counts
from belvedere.contexts.consultations.queries.report import Account, accounts_due, blocks_of, lacks_of, published_report
from belvedere.contexts.consultations.refusals.register import ReportNotReady
from belvedere.contexts.consultations.states import ConsultationState, ConsultationVerb
from belvedere.engines.ledger.canonical import Value, canonical_json
from belvedere.platform.accounts.models import Role
from belvedere.platform.mail.actions import post_message
from belvedere.platform.refusals import NotAllowed, NotInThisState

BATCH = 200  # addresses told by one job


@transaction.atomic
def write_report(*, consultation: Consultation, introduction: str, changes: str, by: Role, now: datetime) -> Report:
    """Write how the consultation went and what changes."""
    locked = locked_consultation(consultation.pk)
    if not has_perm("consultations.run", by, locked):
        raise NotAllowed
    if locked.state not in {ConsultationState.OPEN, ConsultationState.CLOSED}:
        raise NotInThisState
    row, _made = Report.objects.get_or_create(consultation=locked)
    row.introduction, row.changes = introduction.strip(), changes.strip()
    row.save(update_fields=["introduction", "changes"])
    journal(locked, events.REPORT_WRITTEN, by=by, now=now)
    return row


@transaction.atomic
def publish_report(*, consultation: Consultation, by: Role, now: datetime) -> Report:
    """Publish the report once everything is read, classed and answered; its words are kept with their imprint."""
    locked = locked_for(consultation, ConsultationVerb.REPORT, by)
    # The lock has read the state that the verb leads to: what lacks is judged on what was.
    locked.state = ConsultationState.CLOSED
    lacking = lacks_of(locked)
    if lacking:
        raise ReportNotReady([lack.words for lack in lacking])
    row = Report.objects.get(consultation=locked)
    row.blocks = blocks_of(locked, row)
    row.digest = hashlib.sha256(canonical_json(row.blocks).encode()).hexdigest()
    row.published_at = now
    row.save(update_fields=["blocks", "digest", "published_at"])
    locked.state, locked.reported_at = ConsultationState.REPORTED.value, now
    locked.save(update_fields=["state", "reported_at"])
    payload: dict[str, Value] = {
        "body": locked.body.name,
        "contributions": register_counts(locked).received,
        "answered": locked.proposals.exclude(stance="").count(),
        "digest": row.digest,
    }
    journal(locked, events.REPORTED, by=by, now=now, payload=payload)
    return row


@transaction.atomic
def account_to_participants(*, consultation: Consultation, by: Role, now: datetime) -> Consultation:
    """Say to each person who left an address what theirs became; the mails follow from the journal."""
    locked = locked_for(consultation, ConsultationVerb.ACCOUNT, by)
    locked.accounted_at = now
    locked.save(update_fields=["state", "accounted_at"])
    payload: dict[str, Value] = {"body": locked.body.name, "told": len(accounts_due(locked))}
    journal(locked, events.ACCOUNTED, by=by, now=now, payload=payload)
    return locked


def tell_participants(*, reference: str, after: str, now: datetime) -> str:
    """Post a batch of what each address is told, once each; return the mark to go on after, or nothing at the end.

    Addresses go by their marks: what a job carries names nobody, and who came or left meanwhile moves no other.
    """
    consultation = Consultation.objects.select_related("territory", "body").get(reference=reference)
    if published_report(consultation) is None:
        return ""
    batch = [account for account in accounts_due(consultation) if account.mark > after][:BATCH]
    for account in batch:
        _tell(consultation, account, now)
    return batch[-1].mark if len(batch) == BATCH else ""


def _tell(consultation: Consultation, account: Account, now: datetime) -> None:
    page = settings.PUBLIC_URL + reverse("consultations:report", args=[consultation.slug])
    said = [
        (row, proposals, settings.PUBLIC_URL + reverse("consultations:mine", args=[consultation.slug, row.key]))
        for row, proposals in account.contributions
    ]
    post_message(
        territory=consultation.territory,
        to=account.email,
        template="consultations/mail/account",
        context={"consultation": consultation, "said": said, "link": page},
        now=now,
        language=account.language,
        kind="account_given",
        key=f"concertation-{consultation.reference}-compte-{account.mark}",
        unsubscribe=f"concertation:{consultation.reference}",
    )
