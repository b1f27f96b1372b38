"""A règlement as data: a version by date, of one body or of every body that has none of its own."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belvedere.platform.territory.scoping import territory_scoped


class Regulation(models.Model):
    """One version of a règlement: a draft until it is published with the day from which it holds."""

    territory = models.ForeignKey("territory.Territory", models.CASCADE, related_name="regulations")
    body = models.ForeignKey("territory.Body", models.CASCADE, null=True, blank=True, related_name="regulations")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    source = models.CharField(max_length=300)
    since = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey("accounts.Role", models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar[models.Manager["Regulation"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "number"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "number"], name="regulation_number_unique_in_territory"),
            models.UniqueConstraint(
                fields=["body", "since"],
                condition=Q(published_at__isnull=False),
                name="regulation_once_by_body",
            ),
            models.UniqueConstraint(
                fields=["territory", "since"],
                condition=Q(published_at__isnull=False, body=None),
                name="common_regulation_once",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(since__isnull=False), name="regulation_published_from_a_day"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="regulation_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"
