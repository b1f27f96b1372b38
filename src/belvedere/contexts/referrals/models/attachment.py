"""Documents that a depositor joins, and who signs with them before the deposit."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from belvedere.contexts.referrals.states.moderation import HiddenReason, Moderation
from belvedere.platform.territory.scoping import territory_scoped


class Attachment(models.Model):
    """A document of a draft, then of its referral: what is kept is what was made from what was sent."""

    territory = models.ForeignKey("territory.Territory", models.CASCADE, related_name="+")
    draft = models.ForeignKey("referrals.Draft", models.CASCADE, null=True, related_name="attachments")
    referral = models.ForeignKey("referrals.Referral", models.CASCADE, null=True, related_name="attachments")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=120)
    media_type = models.CharField(max_length=40)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField()
    moderation = models.CharField(max_length=13, default=Moderation.TO_READ.value)
    moderated_at = models.DateTimeField(null=True)
    hidden_reason = models.CharField(max_length=20, blank=True)

    objects: ClassVar[models.Manager["Attachment"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "added_at", "pk"]
        indexes = [
            models.Index(
                fields=["territory", "added_at"],
                condition=Q(moderation=Moderation.TO_READ.value, referral__isnull=False),
                name="attachment_to_read",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(draft=None, referral__isnull=False) | Q(draft__isnull=False, referral=None),
                name="attachment_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(moderation__in=[state.value for state in Moderation]), name="attachment_moderation_known"
            ),
            models.CheckConstraint(
                condition=Q(moderation=Moderation.HIDDEN.value, hidden_reason__in=[row.value for row in HiddenReason])
                | Q(~Q(moderation=Moderation.HIDDEN.value), hidden_reason=""),
                name="attachment_hidden_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Cosignature(models.Model):
    """Somebody who signs a draft: turned into a support when it is deposited, gone with the draft otherwise."""

    draft = models.ForeignKey("referrals.Draft", models.CASCADE, related_name="cosignatures")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    commune = models.ForeignKey("territory.Commune", models.CASCADE, related_name="+")
    mailbox = models.CharField(max_length=254)
    email = models.EmailField()
    language = models.CharField(max_length=2, default="fr")
    requested_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Cosignature"]] = territory_scoped("draft__territory")

    class Meta:
        ordering = ["draft", "pk"]
        constraints = [models.UniqueConstraint(fields=["draft", "mailbox"], name="cosigned_once_by_mailbox")]

    def __str__(self) -> str:
        return str(self.uuid)
