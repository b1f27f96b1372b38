"""The dates of a project: each act and the last day on which it can take place."""

from typing import ClassVar

from django.db import models

from belvedere.platform.territory.scoping import territory_scoped


class Deadline(models.Model):
    """An act of the plan that a project adopted, and the day it was done."""

    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="deadlines")
    milestone = models.CharField(max_length=40)
    on = models.DateField()
    is_legal = models.BooleanField(default=False)
    is_council = models.BooleanField(default=False)
    is_critical = models.BooleanField(default=False)
    done_on = models.DateField(null=True, blank=True)

    objects: ClassVar[models.Manager["Deadline"]] = territory_scoped("project__territory")

    class Meta:
        ordering = ["on", "pk"]
        constraints = [models.UniqueConstraint(fields=["project", "milestone"], name="deadline_once_by_act")]
        indexes = [models.Index(fields=["on"], condition=models.Q(done_on=None), name="deadline_to_come")]

    def __str__(self) -> str:
        return f"{self.milestone} {self.on}"
