"""The sets of rules that were in use, each as it was: a verdict can be replayed with the rules of its day."""

from typing import ClassVar

from django.db import models

from belvedere.platform.territory.scoping import territory_scoped


class RuleSetVersion(models.Model):
    """A set of rules as it was recorded: its files, and their digest."""

    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="rule_sets")
    version = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    texts = models.JSONField()
    recorded_at = models.DateTimeField()

    objects: ClassVar[models.Manager["RuleSetVersion"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "-recorded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "digest"], name="rule_set_recorded_once"),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.digest[:8]}"
