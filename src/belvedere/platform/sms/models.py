"""Short messages: each is a row, written in the transaction of the act that causes it, then delivered."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from belvedere.platform.territory.scoping import territory_scoped


class TextMessage(models.Model):
    """A message to one telephone. The number and the words are erased as soon as it is sent, or given up."""

    territory = models.ForeignKey("territory.Territory", models.CASCADE, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    to = models.CharField(max_length=16, blank=True)
    text = models.CharField(max_length=320, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[models.Manager["TextMessage"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(failed_at=None), name="text_is_not_both_sent_and_failed"
            )
        ]

    def __str__(self) -> str:
        return str(self.uuid)
