"""What each level offers on each competence, the dated numbers of the strategy, the cells that ask for an action."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belvedere.contexts.strategy.models.constraints import known
from belvedere.platform.territory.scoping import territory_scoped
from belvedere.platform.territory.states import Level


class Offer(models.Model):
    """A place where people take part, on a competence and at a level: a council, a committee, a panel."""

    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="participation_offers")
    competence = models.ForeignKey("territory.Competence", models.CASCADE, related_name="participation_offers")
    level = models.CharField(max_length=12)
    body = models.ForeignKey("territory.Body", models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200)
    legal_basis = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=300)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    is_demonstration = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Offer"]] = territory_scoped()

    class Meta:
        ordering = ["competence", "level", "since", "pk"]
        constraints = [
            known("level", Level, "offer_level_known"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="offer_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Setting(models.Model):
    """A number of the strategy from a day on, with its source; the latest one in force wins."""

    territory = models.ForeignKey("territory.Territory", models.CASCADE, related_name="strategy_settings")
    code = models.CharField(max_length=60)
    value = models.IntegerField()
    since = models.DateField()
    source = models.CharField(max_length=300)

    objects: ClassVar[models.Manager["Setting"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "code", "since"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "code", "since"], name="strategy_setting_once_by_date"),
            models.CheckConstraint(condition=~Q(source=""), name="strategy_setting_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.code} = {self.value}"


class Candidate(models.Model):
    """An empty cell of the matrix that many referrals ask to fill: proposed to the action plan."""

    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="coverage_candidates")
    competence = models.ForeignKey("territory.Competence", models.CASCADE, related_name="coverage_candidates")
    level = models.CharField(max_length=12)
    referrals = models.PositiveIntegerField()
    proposed_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Candidate"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["competence", "level"], name="candidate_once_by_cell"),
            known("level", Level, "candidate_level_known"),
        ]

    def __str__(self) -> str:
        return f"{self.competence} {self.level}"
