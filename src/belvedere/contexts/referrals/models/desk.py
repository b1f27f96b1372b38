"""What happens on the desk: who works on a referral, what was checked, what was asked again after a refusal."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belvedere.contexts.referrals.states.desk import AppealState, Criterion
from belvedere.platform.territory.scoping import territory_scoped


class Hold(models.Model):
    """Who works on a referral until an hour: the colleagues see it, and decide nothing meanwhile."""

    referral = models.OneToOneField("referrals.Referral", models.CASCADE, related_name="hold")
    role = models.ForeignKey("accounts.Role", models.CASCADE, related_name="+")
    until = models.DateTimeField()

    objects: ClassVar[models.Manager["Hold"]] = territory_scoped("referral__territory")

    def __str__(self) -> str:
        return f"{self.referral_id}"


class CriterionCheck(models.Model):
    """What an agent found about one criterion: the last finding is kept."""

    referral = models.ForeignKey("referrals.Referral", models.CASCADE, related_name="criteria")
    criterion = models.CharField(max_length=12)
    is_met = models.BooleanField()
    by = models.ForeignKey("accounts.Role", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["CriterionCheck"]] = territory_scoped("referral__territory")

    class Meta:
        ordering = ["referral", "criterion"]
        constraints = [
            models.UniqueConstraint(fields=["referral", "criterion"], name="criterion_checked_once"),
            models.CheckConstraint(
                condition=Q(criterion__in=[criterion.value for criterion in Criterion]), name="criterion_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.referral_id} {self.criterion}"


class Appeal(models.Model):
    """The depositor asks that a refusal be looked at again; another person answers."""

    referral = models.ForeignKey("referrals.Referral", models.CASCADE, related_name="appeals")
    words = models.TextField(max_length=3000)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=8, default=AppealState.ASKED.value)
    answer = models.TextField(max_length=3000, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.Role", models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[models.Manager["Appeal"]] = territory_scoped("referral__territory")

    class Meta:
        ordering = ["referral", "asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral"], condition=Q(state=AppealState.ASKED.value), name="one_appeal_awaited_by_referral"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in AppealState]), name="appeal_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=AppealState.ASKED.value, decided_at=None, answer="")
                | Q(~Q(state=AppealState.ASKED.value), ~Q(answer=""), decided_at__isnull=False),
                name="appeal_decided_with_its_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.referral_id} {self.asked_at:%Y-%m-%d}"
