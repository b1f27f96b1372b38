"""Documents joined to a draft: added, taken away, handed in with it."""

import uuid
from datetime import datetime

from django.db import transaction

from belvedere.contexts.referrals.models import Attachment, Draft, Referral
from belvedere.contexts.referrals.refusals import DraftGone, TooManyDocuments
from belvedere.platform.exchange.received import received_file

MOST_DOCUMENTS = 3


@transaction.atomic
def add_attachment(*, draft: Draft, title: str, content: bytes, now: datetime) -> Attachment:
    """Keep a document with a draft: what is kept is made from what was sent."""
    kept = received_file(content)
    locked = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    if locked is None:
        raise DraftGone
    if Attachment.objects.filter(draft=locked).count() >= MOST_DOCUMENTS:
        raise TooManyDocuments
    return Attachment.objects.create(
        territory_id=locked.territory_id,
        draft=locked,
        title=title.strip(),
        media_type=kept.media_type,
        content=kept.content,
        size=len(kept.content),
        added_at=now,
    )


@transaction.atomic
def remove_attachment(*, draft: Draft, key: uuid.UUID) -> None:
    """Take a document away from a draft; asked twice, it is gone once."""
    Attachment.objects.filter(draft=draft, uuid=key).delete()


def hand_in_attachments(draft: Draft, referral: Referral) -> None:
    """Give the documents of a draft to the referral that it becomes. The caller holds the lock."""
    Attachment.objects.filter(draft=draft).update(draft=None, referral=referral)
