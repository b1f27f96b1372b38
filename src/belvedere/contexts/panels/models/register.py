"""The register of addresses, kept apart from what people answer, and the letters sent from it."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from belvedere.contexts.panels.models.campaign import Campaign
from belvedere.platform.territory.scoping import territory_scoped


class RegisterFile(models.Model):
    """A register that was sent and not imported yet: erased when it is, or the next day."""

    campaign = models.OneToOneField(Campaign, models.CASCADE, related_name="register_file")
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    received_at = models.DateTimeField(db_index=True)

    objects: ClassVar[models.Manager["RegisterFile"]] = territory_scoped("campaign__territory")

    def __str__(self) -> str:
        return self.name


class Address(models.Model):
    """Where a letter may go: personal data, erased on its day. No answer is ever kept here.

    ``fingerprint`` marks the cleaned address and its addressee, so that none is written to twice.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="addresses")
    commune = models.ForeignKey("territory.Commune", models.PROTECT, related_name="+")
    addressee = models.CharField(max_length=150, blank=True)
    street = models.CharField(max_length=200)
    complement = models.CharField(max_length=200, blank=True)
    postal_code = models.CharField(max_length=5)
    city = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64)
    household = models.CharField(max_length=64)
    erase_on = models.DateField(db_index=True)

    objects: ClassVar[models.Manager["Address"]] = territory_scoped("campaign__territory")

    class Meta:
        ordering = ["campaign", "postal_code", "city", "street", "pk"]
        indexes = [
            models.Index(fields=["campaign", "commune"], name="address_by_commune"),
            models.Index(fields=["campaign", "household"], name="address_by_household"),
        ]
        constraints = [models.UniqueConstraint(fields=["campaign", "fingerprint"], name="address_once_by_campaign")]

    def __str__(self) -> str:
        return f"{self.street}, {self.postal_code} {self.city}"


class Invitation(models.Model):
    """A letter: only a hash of its personal code is kept. ``rank`` is its place in address order, in its batch."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="invitations")
    address = models.OneToOneField(Address, models.SET_NULL, null=True, blank=True, related_name="invitation")
    commune = models.ForeignKey("territory.Commune", models.PROTECT, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code_hash = models.CharField(max_length=64)
    wave = models.PositiveSmallIntegerField()
    batch = models.PositiveSmallIntegerField()
    rank = models.PositiveSmallIntegerField()
    drawn_at = models.DateTimeField()
    printed_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Invitation"]] = territory_scoped("campaign__territory")

    class Meta:
        ordering = ["campaign", "batch", "rank"]
        indexes = [models.Index(fields=["campaign", "commune"], name="invitation_by_commune")]
        constraints = [
            models.UniqueConstraint(fields=["code_hash"], name="invitation_code_is_personal"),
            models.UniqueConstraint(fields=["campaign", "batch", "rank"], name="invitation_has_its_place"),
            models.CheckConstraint(condition=Q(wave__gte=1, batch__gte=1, rank__gte=1), name="invitation_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.batch}/{self.rank}"
