"""What is said at the gates of a project: points ticked, approvals, passages."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belvedere.contexts.projects.states.gates import Gate, Instance
from belvedere.platform.territory.scoping import territory_scoped

_GATES = [gate.value for gate in Gate]


class Tick(models.Model):
    """A point of a checklist that only a person can judge, with what makes it true."""

    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="ticks")
    item = models.CharField(max_length=40)
    is_met = models.BooleanField()
    note = models.CharField(max_length=300, blank=True)
    ticked_by = models.ForeignKey("accounts.Role", models.SET_NULL, null=True, related_name="+")
    ticked_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Tick"]] = territory_scoped("project__territory")

    class Meta:
        ordering = ["project", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "item"], name="tick_once_by_item"),
            models.CheckConstraint(condition=Q(is_met=False) | ~Q(note=""), name="tick_met_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.is_met}"


class Approval(models.Model):
    """An instance approves a gate: by whom and on which day."""

    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="approvals")
    gate = models.CharField(max_length=2)
    instance = models.CharField(max_length=20)
    given_by = models.ForeignKey("accounts.Role", models.SET_NULL, null=True, related_name="+")
    given_on = models.DateField()
    act = models.CharField(max_length=120, blank=True)

    objects: ClassVar[models.Manager["Approval"]] = territory_scoped("project__territory")

    class Meta:
        ordering = ["project", "gate", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "gate", "instance"], name="approval_once_by_instance"),
            models.CheckConstraint(condition=Q(gate__in=_GATES), name="approval_gate_known"),
            models.CheckConstraint(
                condition=Q(instance__in=[instance.value for instance in Instance]), name="approval_instance_known"
            ),
            models.CheckConstraint(
                condition=~Q(instance=Instance.COUNCIL.value) | ~Q(act=""), name="approval_of_the_council_cites_its_act"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gate} {self.instance}"


class Passage(models.Model):
    """A gate passed; with a reservation, the points that were not met stay written, in public."""

    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="passages")
    gate = models.CharField(max_length=2)
    passed_on = models.DateField()
    passed_by = models.ForeignKey("accounts.Role", models.SET_NULL, null=True, related_name="+")
    reservation = models.TextField(blank=True)
    unmet = models.JSONField(default=list)

    objects: ClassVar[models.Manager["Passage"]] = territory_scoped("project__territory")

    class Meta:
        ordering = ["project", "gate"]
        constraints = [
            models.UniqueConstraint(fields=["project", "gate"], name="gate_passed_once"),
            models.CheckConstraint(condition=Q(gate__in=_GATES), name="passage_gate_known"),
            models.CheckConstraint(
                condition=Q(unmet=[], reservation="") | Q(~Q(unmet=[]), ~Q(reservation="")),
                name="passage_with_unmet_points_says_its_reservation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gate} {self.passed_on}"

    @property
    def has_reservation(self) -> bool:
        return bool(self.reservation)
