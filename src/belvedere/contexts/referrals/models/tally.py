"""The ledger of supports, the counters that are rolled up from it, and the roots that seal it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belvedere.contexts.referrals.models.referral import Referral
from belvedere.contexts.referrals.states import LedgerAction
from belvedere.engines.rules.regulation import Level
from belvedere.platform.territory.scoping import territory_scoped

LEVELS = [level.value for level in Level]


class LedgerRoot(models.Model):
    """The Merkle root under which the entries that were waiting were sealed: published, and kept in the journal."""

    territory = models.ForeignKey("territory.Territory", models.CASCADE, related_name="+")
    day = models.DateField()
    size = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    objects: ClassVar[models.Manager["LedgerRoot"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "-day"]
        constraints = [models.UniqueConstraint(fields=["territory", "day"], name="one_ledger_root_by_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.root}"


class LedgerEntry(models.Model):
    """What happened to one support: appended, never changed but for the root that seals it. It names nobody."""

    # Written at each support: no index but those below.
    referral = models.ForeignKey(Referral, models.CASCADE, related_name="ledger", db_index=False)
    commune = models.ForeignKey("territory.Commune", models.PROTECT, related_name="+", db_index=False)
    level = models.CharField(max_length=13)
    action = models.CharField(max_length=14)
    delta = models.SmallIntegerField()
    commitment = models.CharField(max_length=64)
    day = models.DateField()
    at = models.DateTimeField()
    root = models.ForeignKey(LedgerRoot, models.PROTECT, null=True, blank=True, related_name="entries", db_index=False)

    objects: ClassVar[models.Manager["LedgerEntry"]] = territory_scoped("referral__territory")

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["referral", "id"], name="ledger_by_referral"),
            models.Index(fields=["id"], condition=Q(root=None), name="ledger_unsealed"),
            models.Index(fields=["root", "id"], condition=Q(root__isnull=False), name="ledger_by_root"),
            models.Index(fields=["commitment"], name="ledger_by_commitment"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(delta__in=[-1, 1]), name="ledger_entry_counts_one"),
            models.CheckConstraint(condition=Q(level__in=LEVELS), name="ledger_entry_level_known"),
            models.CheckConstraint(
                condition=Q(action__in=[action.value for action in LedgerAction]), name="ledger_entry_action_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.referral_id} {self.action} {self.delta}"


class SupportCount(models.Model):
    """Supports by commune and level, rolled up from the ledger: what pages read, so that no page ever counts."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="counts")
    commune = models.ForeignKey("territory.Commune", models.PROTECT, related_name="+")
    level = models.CharField(max_length=13, default=Level.EMAIL.value)
    count = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager["SupportCount"]] = territory_scoped("referral__territory")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["referral", "commune", "level"], name="one_count_by_commune_and_level"),
            models.CheckConstraint(condition=Q(level__in=LEVELS), name="count_level_known"),
        ]

    def __str__(self) -> str:
        return f"{self.referral_id} {self.commune_id} {self.level} {self.count}"


class CountMark(models.Model):
    """How far the ledger of a referral is rolled up into its counters, and when they were checked by a recount."""

    referral = models.OneToOneField(Referral, models.CASCADE, primary_key=True, related_name="count_mark")
    last_entry = models.BigIntegerField(default=0)
    is_waiting = models.BooleanField(default=False)
    rolled_at = models.DateTimeField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["CountMark"]] = territory_scoped("referral__territory")

    def __str__(self) -> str:
        return f"{self.referral_id} {self.last_entry}"
