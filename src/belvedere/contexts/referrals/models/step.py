"""The steps of a referral, frozen from its règlement on the day that it was deposited."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belvedere.contexts.referrals.models.referral import Referral
from belvedere.contexts.referrals.states import KEPT, Effect, StepState
from belvedere.platform.territory.scoping import territory_scoped


class Step(models.Model):
    """One step: its rule is in the referral's frozen règlement, its effect has a life of its own."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    effect = models.CharField(max_length=12)
    title_fr = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    state = models.CharField(max_length=11, default=StepState.WAITING.value)
    is_short = models.BooleanField(default=False)
    reached_at = models.DateTimeField(null=True, blank=True)
    acted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(blank=True)

    objects: ClassVar[models.Manager["Step"]] = territory_scoped("referral__territory")

    class Meta:
        ordering = ["referral", "position"]
        constraints = [
            models.UniqueConstraint(fields=["referral", "code"], name="step_once_by_referral"),
            models.CheckConstraint(
                condition=Q(effect__in=[effect.value for effect in Effect]), name="step_effect_known"
            ),
            models.CheckConstraint(
                condition=Q(state=StepState.WAITING.value, reached_at=None)
                | Q(state__in=[state.value for state in StepState if state is not StepState.WAITING])
                & Q(reached_at__isnull=False),
                name="step_reached_with_its_hour",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[StepState.DONE.value, StepState.DECLINED.value])
                | Q(ended_at__isnull=False) & ~Q(outcome=""),
                name="step_ended_with_its_outcome",
            ),
            models.CheckConstraint(
                condition=Q(is_short=False) | Q(state__in=sorted(state.value for state in KEPT)),
                name="step_short_only_once_acted_on",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.referral_id} {self.code}"
