"""How a supporter was known more surely than by a mailbox: a telephone, an identity."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belvedere.contexts.referrals.models.referral import Referral
from belvedere.contexts.referrals.models.support import Support
from belvedere.engines.rules.regulation import Level
from belvedere.platform.territory.scoping import territory_scoped

PROVEN = [Level.SMS.value, Level.FRANCECONNECT.value]


class SupportProof(models.Model):
    """What one supporter proved, by a mark under the referral's own key: nobody proves twice with one telephone."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="+")
    support = models.ForeignKey(Support, models.CASCADE, related_name="proofs")
    level = models.CharField(max_length=13)
    identity = models.CharField(max_length=64)
    proven_at = models.DateTimeField()

    objects: ClassVar[models.Manager["SupportProof"]] = territory_scoped("referral__territory")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["referral", "level", "identity"], name="one_support_by_proof"),
            models.UniqueConstraint(fields=["support", "level"], name="one_proof_by_level"),
            models.CheckConstraint(condition=Q(level__in=PROVEN), name="proof_level_known"),
        ]

    def __str__(self) -> str:
        return f"{self.support_id} {self.level}"


class PhoneCode(models.Model):
    """The code last sent to a supporter's telephone: its digest and the telephone's mark, not the number."""

    support = models.OneToOneField(Support, models.CASCADE, primary_key=True, related_name="phone_code")
    identity = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()

    objects: ClassVar[models.Manager["PhoneCode"]] = territory_scoped("support__referral__territory")

    def __str__(self) -> str:
        return str(self.support_id)
