"""Documents of a draft and of a referral: what its writer, the desk and everyone may read."""

import uuid

from belvedere.contexts.referrals.models import Attachment, Draft, Referral
from belvedere.contexts.referrals.queries import text_is_public
from belvedere.contexts.referrals.states.moderation import Moderation


def attachments_of_draft(draft: Draft) -> list[Attachment]:
    """Return the documents of a draft, without their bytes."""
    return list(Attachment.objects.defer("content").filter(draft=draft))


def attachments_of(referral: Referral) -> list[Attachment]:
    """Return every document of a referral, without their bytes."""
    return list(Attachment.objects.defer("content").filter(referral=referral))


def public_attachments(referral: Referral) -> list[Attachment]:
    """Return the documents that anyone may read: read by the moderation, of a text that is public."""
    if not text_is_public(referral):
        return []
    return [row for row in attachments_of(referral) if row.moderation == Moderation.CLEAR]


def attachment_of_draft(draft: Draft, key: uuid.UUID) -> Attachment | None:
    return Attachment.objects.filter(draft=draft, uuid=key).first()


def attachment_of(referral: Referral, key: uuid.UUID) -> Attachment | None:
    return Attachment.objects.filter(referral=referral, uuid=key).first()


def public_attachment_of(referral: Referral, key: uuid.UUID) -> Attachment | None:
    """Return a document that anyone may read."""
    found = attachment_of(referral, key)
    return found if found and found.moderation == Moderation.CLEAR and text_is_public(referral) else None
