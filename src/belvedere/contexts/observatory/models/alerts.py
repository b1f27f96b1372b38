"""A value beyond the threshold of its indicator: who must say what is done about it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belvedere.platform.territory.scoping import territory_scoped


class Alert(models.Model):
    """A value that passed the threshold, once; open until who answers for the indicator says what is done."""

    indicator = models.ForeignKey("observatory.Indicator", models.PROTECT, related_name="alerts")
    observation = models.OneToOneField("observatory.Observation", models.PROTECT, related_name="alert")
    threshold = models.FloatField()
    raised_at = models.DateTimeField()
    word = models.TextField(blank=True)
    said_by = models.CharField(max_length=200, blank=True)
    said_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Alert"]] = territory_scoped("indicator__territory")

    class Meta:
        ordering = ["indicator", "-raised_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(word="", said_at=None) | (~Q(word="") & Q(said_at__isnull=False)),
                name="alert_closed_with_a_word",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} · {self.observation_id}"
