"""Contributions read together: themes, who classed what, proposals grouped and answered, the report."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belvedere.contexts.consultations.states.register import Stance
from belvedere.platform.territory.scoping import territory_scoped


class Theme(models.Model):
    """What several contributions are about; ``said`` and ``minority`` go in the report."""

    consultation = models.ForeignKey("consultations.Consultation", models.CASCADE, related_name="themes")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    words = models.CharField(max_length=300, blank=True)
    is_proposed = models.BooleanField(default=False)
    said = models.TextField(blank=True)
    minority = models.TextField(blank=True)

    objects: ClassVar[models.Manager["Theme"]] = territory_scoped("consultation__territory")

    class Meta:
        ordering = ["consultation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="theme_number_unique"),
            models.CheckConstraint(condition=~Q(name=""), name="theme_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Reading(models.Model):
    """In which theme somebody put a contribution that they read; none when it fits none."""

    contribution = models.ForeignKey("consultations.Contribution", models.CASCADE, related_name="readings")
    reader = models.ForeignKey("accounts.Role", models.CASCADE, related_name="+")
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["Reading"]] = territory_scoped("contribution__consultation__territory")

    class Meta:
        ordering = ["contribution", "at"]
        constraints = [models.UniqueConstraint(fields=["contribution", "reader"], name="one_reading_by_reader")]

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.reader_id} {self.theme_id}"


class GroupedProposal(models.Model):
    """What several contributions ask, and the answer: the stance, its reason, what changes."""

    consultation = models.ForeignKey("consultations.Consultation", models.CASCADE, related_name="proposals")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="proposals")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=400)
    contributions = models.ManyToManyField("consultations.Contribution", related_name="proposals")
    stance = models.CharField(max_length=12, blank=True)
    reason = models.TextField(blank=True)
    change = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["GroupedProposal"]] = territory_scoped("consultation__territory")

    class Meta:
        ordering = ["consultation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="proposal_number_unique"),
            models.CheckConstraint(
                condition=Q(stance__in=["", *(one.value for one in Stance)]), name="proposal_stance_known"
            ),
            models.CheckConstraint(condition=Q(stance="") | ~Q(reason=""), name="proposal_answered_with_a_reason"),
        ]

    def __str__(self) -> str:
        return self.text


class Report(models.Model):
    """The report; once published, ``blocks`` are its words for ever, and ``digest`` their imprint."""

    consultation = models.OneToOneField("consultations.Consultation", models.CASCADE, related_name="report")
    introduction = models.TextField(blank=True)
    changes = models.TextField(blank=True)
    blocks = models.JSONField(default=list)
    digest = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Report"]] = territory_scoped("consultation__territory")

    class Meta:
        ordering = ["consultation"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | ~Q(digest=""), name="report_published_with_its_imprint"
            )
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}"
