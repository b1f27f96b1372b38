"""The plan of a territory: who leads it, how far its horizons reach, its axes."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from belvedere.platform.territory.scoping import territory_scoped


class Plan(models.Model):
    """The plan: one by territory. Its horizons are dated data, with the act that fixes them."""

    territory = models.OneToOneField("territory.Territory", models.PROTECT, related_name="plan")
    body = models.ForeignKey("territory.Body", models.PROTECT, related_name="+", help_text=_("Qui le conduit"))
    title = models.CharField(max_length=200)
    opened_on = models.DateField()
    short_months = models.PositiveSmallIntegerField()
    medium_months = models.PositiveSmallIntegerField()
    mandate_ends_on = models.DateField()
    iteration_months = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300)

    objects: ClassVar[models.Manager["Plan"]] = territory_scoped()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(short_months__gte=1) & Q(medium_months__gt=F("short_months")), name="plan_horizons_in_order"
            ),
            models.CheckConstraint(condition=Q(iteration_months__gte=1), name="plan_iterations_take_time"),
            models.CheckConstraint(condition=Q(mandate_ends_on__gt=F("opened_on")), name="plan_ends_after_it_opens"),
        ]

    def __str__(self) -> str:
        return self.title


class Axis(models.Model):
    """A direction of the plan, under which actions are listed."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="axes")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    aim = models.TextField(blank=True)
    strategy_key = models.SlugField(max_length=20, blank=True, help_text=_("L’axe de la stratégie qu’il met en œuvre"))

    objects: ClassVar[models.Manager["Axis"]] = territory_scoped("plan__territory")

    class Meta:
        ordering = ["plan", "number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="axis_number_unique_in_plan")]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"
