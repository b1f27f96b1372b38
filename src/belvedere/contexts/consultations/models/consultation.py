"""A consultation: its mandate, and the phases in which people take part."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belvedere.contexts.consultations.states import ConsultationState, ToolKind
from belvedere.engines.rules.law.methods import Level
from belvedere.platform.territory.scoping import territory_scoped


class Consultation(models.Model):
    """What a body asks the public, what of it is open, who decides, and by when it answers."""

    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="consultations")
    body = models.ForeignKey("territory.Body", models.PROTECT, related_name="consultations")
    project = models.ForeignKey("projects.Project", models.PROTECT, null=True, blank=True, related_name="consultations")
    competence = models.ForeignKey(
        "territory.Competence", models.PROTECT, null=True, blank=True, related_name="consultations"
    )
    # Its line in the calendar that every body shares: what it asks of whom is told there, and judged by the rules.
    event = models.OneToOneField(
        "strategy.AgendaEvent", models.PROTECT, null=True, blank=True, related_name="consultation"
    )
    communes = models.ManyToManyField("territory.Commune", related_name="consultations")
    reference = models.CharField(max_length=20)
    slug = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    question = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    open_words = models.TextField(blank=True)
    decided_words = models.TextField(blank=True)
    decider = models.CharField(max_length=200, blank=True)
    level = models.CharField(max_length=12, blank=True)
    answer_on = models.DateField(null=True, blank=True)
    terms = models.TextField(blank=True)
    information = models.TextField(blank=True)
    information_url = models.URLField(max_length=300, blank=True)
    state = models.CharField(max_length=14, default=ConsultationState.DRAFT.value)
    created_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    accounted_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.TextField(blank=True)
    is_demonstration = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Consultation"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "slug"], name="consultation_slug_unique"),
            models.UniqueConstraint(fields=["territory", "reference"], name="consultation_reference_unique"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ConsultationState]), name="consultation_state_known"
            ),
            models.CheckConstraint(
                condition=Q(level__in=["", *(level.value for level in Level)]), name="consultation_level_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ConsultationState.DRAFT.value, ConsultationState.ABANDONED.value])
                | Q(announced_at__isnull=False, answer_on__isnull=False, event__isnull=False),
                name="consultation_announced_with_its_promise",
            ),
            models.CheckConstraint(
                condition=~Q(state=ConsultationState.ABANDONED.value) | ~Q(ended_reason=""),
                name="consultation_abandoned_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["territory", "state", "-announced_at"], name="consultation_by_state"),
            models.Index(fields=["body", "state"], name="consultation_by_body"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def matter(self) -> str:
        """The file that its events belong to."""
        return self.project.reference if self.project is not None else self.reference


class Phase(models.Model):
    """A time during which people take part, with one tool."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="phases")
    number = models.PositiveSmallIntegerField()
    tool = models.CharField(max_length=14)
    title = models.CharField(max_length=200)
    about = models.TextField(blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    # Of a phase that ended before its day: the end that was announced, and the public reason.
    announced_end = models.DateTimeField(null=True, blank=True)
    ended_reason = models.TextField(blank=True)

    objects: ClassVar[models.Manager["Phase"]] = territory_scoped("consultation__territory")

    class Meta:
        ordering = ["consultation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="phase_number_unique"),
            models.UniqueConstraint(
                fields=["consultation"], condition=Q(tool=ToolKind.DEBATE.value), name="one_debate_by_consultation"
            ),
            models.CheckConstraint(condition=Q(tool__in=[kind.value for kind in ToolKind]), name="phase_tool_known"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="phase_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(announced_end__isnull=True, ended_reason="")
                | (Q(announced_end__gt=F("ends_at")) & ~Q(ended_reason="")),
                name="phase_ended_early_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.number} {self.tool}"

    def is_open(self, now: datetime) -> bool:
        """Return whether people may take part in it now: its consultation is open, and its time has come."""
        return self.consultation.state == ConsultationState.OPEN and self.starts_at <= now < self.ends_at
