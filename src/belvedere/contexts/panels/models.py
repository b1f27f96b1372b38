"""What a panel says: an avis made of numbered recommendations."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belvedere.platform.territory.scoping import territory_scoped


class Opinion(models.Model):
    """An avis given in an examen; ``body`` is the one that must answer it."""

    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="opinions")
    reference = models.CharField(max_length=20)
    examen = models.ForeignKey("observatory.Examen", models.PROTECT, related_name="opinions")
    body = models.ForeignKey("territory.Body", models.PROTECT, related_name="opinions")
    recorded_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Opinion"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "reference"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "reference"], name="opinion_reference_unique_in_territory")
        ]

    def __str__(self) -> str:
        return self.reference


class Recommendation(models.Model):
    """One numbered recommendation of an avis."""

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="recommendations")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()

    objects: ClassVar[models.Manager["Recommendation"]] = territory_scoped("opinion__territory")

    class Meta:
        ordering = ["opinion_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["opinion", "number"], name="recommendation_number_unique_in_opinion"),
            models.CheckConstraint(condition=Q(number__gte=1), name="recommendation_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.opinion_id} · {self.number}"
