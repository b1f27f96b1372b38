"""Who follows a referral without supporting it."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from belvedere.contexts.referrals.models.referral import Referral
from belvedere.contexts.referrals.states.follow_up import Pace
from belvedere.platform.territory.scoping import territory_scoped

PACES = [pace.value for pace in Pace]


class Follower(models.Model):
    """A mailbox that asked for the news of a referral: told once it has confirmed, erased when it stops."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="followers")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField()
    language = models.CharField(max_length=2, default="fr")
    pace = models.CharField(max_length=10, default=Pace.EACH.value)
    digest_on = models.DateField(null=True, blank=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Follower"]] = territory_scoped("referral__territory")

    class Meta:
        ordering = ["referral", "pk"]
        indexes = [models.Index(fields=["asked_at"], condition=Q(confirmed_at=None), name="follower_pending")]
        constraints = [
            models.UniqueConstraint(fields=["referral", "email"], name="follower_once_by_mailbox"),
            models.CheckConstraint(condition=Q(pace__in=PACES), name="follower_pace_known"),
        ]

    def __str__(self) -> str:
        return str(self.uuid)
