"""Files of actions: kept while they are looked at."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belvedere.contexts.actionplan.states.iterations import DepositState
from belvedere.platform.territory.scoping import territory_scoped


class Deposit(models.Model):
    """A file that somebody brought: nothing of it is in the plan before it is imported."""

    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="plan_deposits")
    brought_by = models.ForeignKey("accounts.Role", models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, default=DepositState.TO_CHECK.value)
    received_at = models.DateTimeField()
    file_name = models.CharField(max_length=200)
    content = models.BinaryField(blank=True, default=b"")
    sha256 = models.CharField(max_length=64)

    objects: ClassVar[models.Manager["Deposit"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in DepositState]), name="deposit_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=DepositState.TO_CHECK.value) | Q(content=b""), name="deposit_forgotten_once_done"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} {self.received_at}"
