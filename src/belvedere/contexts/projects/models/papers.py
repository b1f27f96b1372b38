"""The papers of a project: the wording that a body gives them, and each version produced."""

from typing import ClassVar

from django.db import models

from belvedere.platform.territory.scoping import territory_scoped


class DeliverableTemplate(models.Model):
    """A body's own wording of a deliverable, in place of the one that comes with the program."""

    body = models.ForeignKey("territory.Body", models.CASCADE, related_name="deliverable_templates")
    kind = models.CharField(max_length=40)
    text = models.TextField()
    written_by = models.ForeignKey("accounts.Role", models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()

    objects: ClassVar[models.Manager["DeliverableTemplate"]] = territory_scoped("body__territory")

    class Meta:
        ordering = ["body", "kind"]
        constraints = [models.UniqueConstraint(fields=["body", "kind"], name="deliverable_template_once_by_body")]

    def __str__(self) -> str:
        return self.kind


class Deliverable(models.Model):
    """A version of a paper, filled with the project's data on a day; it does not change after."""

    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="deliverables")
    kind = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    blocks = models.JSONField()
    digest = models.CharField(max_length=64)
    missing = models.PositiveSmallIntegerField(default=0)
    produced_at = models.DateTimeField()
    produced_by = models.ForeignKey("accounts.Role", models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[models.Manager["Deliverable"]] = territory_scoped("project__territory")

    class Meta:
        ordering = ["project", "kind", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["project", "kind", "version"], name="deliverable_version_unique")
        ]

    def __str__(self) -> str:
        return f"{self.kind} v{self.version}"
