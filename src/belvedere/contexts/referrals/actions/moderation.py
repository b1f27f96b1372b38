"""Reading what people send: let it be, hide it with a coded reason, show it again, mask what names somebody."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from rules import has_perm

from belvedere.contexts.referrals import events
from belvedere.contexts.referrals.actions.journal import journal
from belvedere.contexts.referrals.models import Attachment, Referral
from belvedere.contexts.referrals.refusals import NothingToMask
from belvedere.contexts.referrals.states.moderation import MODERATION, HiddenReason, Moderation, ModerationVerb
from belvedere.engines.ledger.canonical import Value
from belvedere.engines.redaction.personal_data import find_personal_data, redacted
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import Actor
from belvedere.platform.refusals import NotAllowed, NotInThisState

LONGEST = {"title": 120, "request": 3000, "reasons": 3000}
_OF_TEXTS = {
    ModerationVerb.PASS: events.TEXT_PASSED,
    ModerationVerb.HIDE: events.TEXT_HIDDEN,
    ModerationVerb.SHOW: events.TEXT_SHOWN,
}
_OF_DOCUMENTS = {
    ModerationVerb.PASS: events.DOCUMENT_PASSED,
    ModerationVerb.HIDE: events.DOCUMENT_HIDDEN,
    ModerationVerb.SHOW: events.DOCUMENT_SHOWN,
}


def _locked(pk: int, by: Role) -> Referral:
    locked = Referral.objects.select_for_update(of=("self",)).select_related("territory", "body").get(pk=pk)
    if not has_perm("referrals.moderate", by, locked):
        raise NotAllowed
    return locked


def _move(row: Referral | Attachment, verb: ModerationVerb, reason: HiddenReason | None, now: datetime) -> None:
    reached = MODERATION.get((Moderation(row.moderation), verb))
    if reached is None:
        raise NotInThisState
    row.moderation, row.moderated_at = reached, now
    row.hidden_reason = (reason or HiddenReason.UNLAWFUL).value if reached is Moderation.HIDDEN else ""
    row.save(update_fields=["moderation", "moderated_at", "hidden_reason"])


def _told(reason: HiddenReason | None, verb: ModerationVerb) -> dict[str, Value]:
    return {"reason": (reason or HiddenReason.UNLAWFUL).value} if verb is ModerationVerb.HIDE else {}


@transaction.atomic
def moderate_text(
    *, referral: Referral, verb: ModerationVerb, reason: HiddenReason | None, by: Role, now: datetime
) -> Referral:
    """Let the words of a referral be, hide them everywhere, or show them again."""
    locked = _locked(referral.pk, by)
    _move(locked, verb, reason, now)
    journal(locked, _OF_TEXTS[verb], now=now, actor=Actor.role(by), payload=_told(reason, verb))
    return locked


@transaction.atomic
def moderate_document(
    *, attachment: Attachment, verb: ModerationVerb, reason: HiddenReason | None, by: Role, now: datetime
) -> Attachment:
    """Publish a document with its referral, or keep it from the public."""
    if attachment.referral_id is None:
        raise NotInThisState
    referral = _locked(attachment.referral_id, by)
    row = Attachment.objects.defer("content").get(pk=attachment.pk)
    _move(row, verb, reason, now)
    journal(referral, _OF_DOCUMENTS[verb], now=now, actor=Actor.role(by), payload=_told(reason, verb))
    return row


@transaction.atomic
def redact_text(*, referral: Referral, by: Role, now: datetime) -> Referral:
    """Mask in the words of a referral what looks like personal data; what was there is not kept."""
    locked = _locked(referral.pk, by)
    with override("fr"):
        mark = _("[masqué]")
    pieces = 0
    for name, most in LONGEST.items():
        text = getattr(locked, name)
        found = find_personal_data(text)
        pieces += len(found)
        setattr(locked, name, redacted(text, found, mark=mark)[:most])
    if not pieces:
        raise NothingToMask
    locked.save(update_fields=[*LONGEST])
    journal(locked, events.TEXT_REDACTED, now=now, actor=Actor.role(by), payload={"pieces": pieces})
    return locked
