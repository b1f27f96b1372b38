"""The addresses that are told what the public register says, and what became of each telling."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from belvedere.platform.territory.scoping import territory_scoped


class Webhook(models.Model):
    """An address of another site, told of every public event or of those of one file."""

    territory = models.ForeignKey("territory.Territory", models.CASCADE, related_name="webhooks")
    body = models.ForeignKey("territory.Body", models.CASCADE, related_name="webhooks")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    url = models.URLField(max_length=500)
    matter = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)
    paused_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Webhook"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "url", "matter"], name="webhook_once_by_address"),
            models.CheckConstraint(condition=Q(url__startswith="https://"), name="webhook_by_https"),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class Delivery(models.Model):
    """One event told to one address: tried again until it is delivered or given up."""

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    event = models.ForeignKey("journal.Event", models.PROTECT, related_name="+")
    queued_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    said = models.CharField(max_length=60, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Delivery"]] = territory_scoped("webhook__territory")

    class Meta:
        ordering = ["webhook", "-pk"]
        indexes = [models.Index(fields=["queued_at"], name="delivery_by_date")]
        constraints = [
            models.UniqueConstraint(fields=["webhook", "event"], name="event_told_once_by_webhook"),
            models.CheckConstraint(
                condition=Q(delivered_at=None) | Q(failed_at=None), name="delivery_is_not_both_done_and_failed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.webhook_id} {self.event_id}"
