"""Supports of a referral, and how to reach who gave them."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from belvedere.contexts.referrals.models.referral import Referral
from belvedere.contexts.referrals.states import Origin, Pace, SupportState
from belvedere.engines.rules.regulation import Level
from belvedere.platform.territory.scoping import territory_scoped


class Support(models.Model):
    """One person's support, by the hash of a mailbox under the referral's own key: useless elsewhere."""

    # Each index is written at each support: those of foreign keys only where something is found by them alone.
    referral = models.ForeignKey(Referral, models.CASCADE, related_name="supports", db_index=False)
    commune = models.ForeignKey("territory.Commune", models.PROTECT, related_name="+", db_index=False)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    identity = models.CharField(max_length=64)
    resemblance = models.CharField(max_length=64, blank=True)
    is_depositor = models.BooleanField(default=False)
    level = models.CharField(max_length=13, default=Level.EMAIL.value)
    origin = models.CharField(max_length=8, default=Origin.ONLINE.value)
    batch = models.ForeignKey(
        "referrals.PaperBatch", models.CASCADE, null=True, related_name="supports", db_index=False
    )
    removal = models.ForeignKey(
        "referrals.Removal", models.SET_NULL, null=True, related_name="supports", db_index=False
    )
    carried_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="carried_to", db_index=False)
    state = models.CharField(max_length=12, default=SupportState.PENDING)
    requested_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Support"]] = territory_scoped("referral__territory")

    class Meta:
        ordering = ["referral", "pk"]
        indexes = [
            models.Index(fields=["referral", "state", "id"], name="support_by_referral_and_state"),
            models.Index(fields=["requested_at"], condition=Q(state=SupportState.PENDING), name="support_pending"),
            models.Index(fields=["batch"], condition=Q(batch__isnull=False), name="support_of_a_batch"),
            models.Index(fields=["removal"], condition=Q(removal__isnull=False), name="support_of_a_removal"),
            models.Index(fields=["carried_from"], condition=Q(carried_from__isnull=False), name="support_carried"),
            models.Index(fields=["referral", "resemblance"], condition=~Q(resemblance=""), name="support_resembling"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["referral", "identity"], name="support_once_by_person"),
            models.CheckConstraint(
                condition=Q(state=SupportState.PENDING, confirmed_at=None)
                | Q(state__in=[SupportState.CONFIRMED, SupportState.INVALIDATED], confirmed_at__isnull=False),
                name="support_confirmed_with_a_date",
            ),
            models.CheckConstraint(condition=Q(level__in=[level.value for level in Level]), name="support_level_known"),
            models.CheckConstraint(
                condition=Q(origin__in=[origin.value for origin in Origin]), name="support_origin_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class SupportContact(models.Model):
    """How to reach a supporter: kept apart from the support, erased when the règlement says."""

    support = models.OneToOneField(Support, models.CASCADE, primary_key=True, related_name="contact")
    email = models.EmailField()
    language = models.CharField(max_length=2, default="fr")
    pace = models.CharField(max_length=10, default=Pace.EACH.value)
    digest_on = models.DateField(null=True, blank=True)

    objects: ClassVar[models.Manager["SupportContact"]] = territory_scoped("support__referral__territory")

    class Meta:
        indexes = [models.Index(fields=["support"], condition=~Q(pace=Pace.EACH.value), name="contact_weekly")]
        constraints = [
            models.CheckConstraint(condition=Q(pace__in=[pace.value for pace in Pace]), name="contact_pace_known")
        ]

    def __str__(self) -> str:
        return str(self.support_id)
