"""A referral sent from one body to another: what the letter says, whoever holds it now."""

from typing import ClassVar

from django.db import models

from belvedere.platform.territory.scoping import territory_scoped


class Transfer(models.Model):
    """One sending: the body that held the referral, the one that is competent, and why."""

    referral = models.ForeignKey("referrals.Referral", models.CASCADE, related_name="transfers")
    from_body = models.ForeignKey("territory.Body", models.PROTECT, related_name="+")
    to_body = models.ForeignKey("territory.Body", models.PROTECT, related_name="+")
    words = models.TextField(max_length=2000, blank=True)
    sent_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Transfer"]] = territory_scoped("referral__territory")

    class Meta:
        ordering = ["referral", "sent_at", "pk"]
        indexes = [models.Index(fields=["from_body", "-sent_at"], name="transfer_by_sender")]

    def __str__(self) -> str:
        return f"{self.referral_id} {self.from_body_id} → {self.to_body_id}"
