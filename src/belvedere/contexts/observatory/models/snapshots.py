"""What was public on a day, frozen: files that never change, each with its imprint."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belvedere.platform.territory.scoping import territory_scoped


class Snapshot(models.Model):
    """All public data as they stood on a day; ``sha256`` is that of the list of its files and of their imprints."""

    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="snapshots")
    frozen_on = models.DateField()
    frozen_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)

    objects: ClassVar[models.Manager["Snapshot"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "-frozen_on"]
        constraints = [models.UniqueConstraint(fields=["territory", "frozen_on"], name="one_snapshot_by_day")]

    def __str__(self) -> str:
        return self.frozen_on.isoformat()


class FrozenFile(models.Model):
    """A file of a snapshot. What law obliges to take away leaves its imprint, its day and the reason."""

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="files")
    collection = models.CharField(max_length=100)
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=300)
    media_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    gzipped = models.BinaryField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_for = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager["FrozenFile"]] = territory_scoped("snapshot__territory")

    class Meta:
        ordering = ["snapshot", "collection", "name"]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "collection", "name"], name="frozen_file_once"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_for="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_for="")),
                name="frozen_file_withdrawn_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.collection}/{self.name}"
