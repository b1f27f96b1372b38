"""A project, who works on it, what is known of it, and the verdicts that were frozen."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.projects.states import AskedState, ConsultationState, Part, ProjectState
from belvedere.engines.rules.law.methods import Level
from belvedere.platform.territory.scoping import territory_scoped


class Project(models.Model):
    """A project of a body, conducted by a department through the gates."""

    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="projects")
    reference = models.CharField(max_length=20)
    slug = models.SlugField()
    name = models.CharField(max_length=200)
    body = models.ForeignKey("territory.Body", models.PROTECT, related_name="projects")
    department = models.ForeignKey("territory.Department", models.PROTECT, related_name="projects")
    policy = models.ForeignKey("observatory.Policy", models.PROTECT, null=True, blank=True, related_name="projects")
    communes = models.ManyToManyField("territory.Commune", related_name="projects")
    summary = models.TextField(help_text=_("Ce que le projet change, en mots simples"))
    question = models.CharField(max_length=300, blank=True)
    open_words = models.TextField(blank=True)
    decided_words = models.TextField(blank=True)
    level = models.CharField(max_length=12, blank=True, help_text=_("Le niveau annoncé au public"))
    answer_days = models.PositiveSmallIntegerField(null=True, blank=True)
    decision_on = models.DateField(null=True, blank=True, help_text=_("La décision est prise ce jour au plus tard"))
    state = models.CharField(max_length=10, default=ProjectState.PREPARED.value)
    consultation = models.CharField(max_length=20, default=ConsultationState.TO_FIX.value)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.TextField(blank=True)
    communes_told_at = models.DateTimeField(null=True, blank=True)
    react_until = models.DateField(null=True, blank=True)
    terms_voted_on = models.DateField(null=True, blank=True)
    terms_act = models.CharField(max_length=120, blank=True)
    reported_on = models.DateField(null=True, blank=True)
    contributions = models.PositiveIntegerField(null=True, blank=True)
    report_summary = models.TextField(blank=True)
    lesson = models.TextField(blank=True)

    objects: ClassVar[models.Manager["Project"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "slug"], name="project_slug_unique_in_territory"),
            models.UniqueConstraint(fields=["territory", "reference"], name="project_reference_unique_in_territory"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ProjectState]), name="project_state_known"
            ),
            models.CheckConstraint(
                condition=Q(consultation__in=[state.value for state in ConsultationState]),
                name="project_consultation_known",
            ),
            models.CheckConstraint(
                condition=Q(level__in=["", *(level.value for level in Level)]), name="project_level_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ProjectState.PUBLISHED.value, ProjectState.CLOSED.value])
                | Q(published_at__isnull=False),
                name="project_published_with_its_hour",
            ),
            models.CheckConstraint(
                condition=Q(consultation=ConsultationState.TO_FIX.value, terms_voted_on=None, terms_act="")
                | Q(~Q(consultation=ConsultationState.TO_FIX.value), ~Q(terms_act=""), terms_voted_on__isnull=False),
                name="project_terms_voted_by_a_dated_act",
            ),
            models.CheckConstraint(
                condition=Q(consultation=ConsultationState.REPORTED.value, reported_on__isnull=False)
                | Q(~Q(consultation=ConsultationState.REPORTED.value), reported_on=None),
                name="project_reported_with_its_date",
            ),
        ]
        indexes = [
            models.Index(fields=["territory", "state"], name="project_by_state"),
            models.Index(fields=["territory", "body", "state"], name="project_by_body"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_public(self) -> bool:
        return self.published_at is not None


class TeamMember(models.Model):
    """A person who works on a project, or carries it before the council."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="team")
    role = models.ForeignKey("accounts.Role", models.CASCADE, related_name="+")
    part = models.CharField(max_length=8)

    objects: ClassVar[models.Manager["TeamMember"]] = territory_scoped("project__territory")

    class Meta:
        ordering = ["project", "part", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "role"], name="team_member_once"),
            models.CheckConstraint(condition=Q(part__in=[part.value for part in Part]), name="team_part_known"),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.role_id}"


class Reply(models.Model):
    """What is known of a project: one answer by question of the rules; null is « je ne sais pas »."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="replies")
    question = models.CharField(max_length=60)
    value = models.JSONField(null=True)
    given_by = models.ForeignKey("accounts.Role", models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Reply"]] = territory_scoped("project__territory")

    class Meta:
        ordering = ["project", "pk"]
        constraints = [models.UniqueConstraint(fields=["project", "question"], name="reply_once_by_question")]

    def __str__(self) -> str:
        return f"{self.question} = {self.value}"


class Asked(models.Model):
    """A question that the team cannot answer, asked of a department before a day."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="asked")
    question = models.CharField(max_length=60)
    department = models.ForeignKey("territory.Department", models.PROTECT, related_name="asked_by_projects")
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    state = models.CharField(max_length=8, default=AskedState.ASKED.value)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Asked"]] = territory_scoped("project__territory")

    class Meta:
        ordering = ["project", "due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "question"],
                condition=Q(state=AskedState.ASKED.value),
                name="question_asked_of_one_department",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in AskedState]), name="asked_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=AskedState.ASKED.value, ended_at=None)
                | Q(~Q(state=AskedState.ASKED.value), ended_at__isnull=False),
                name="asked_ended_with_its_hour",
            ),
        ]
        indexes = [models.Index(fields=["department", "state"], name="asked_by_department")]

    def __str__(self) -> str:
        return f"{self.question} → {self.department_id}"


class FrozenVerdict(models.Model):
    """A verdict as it was on a day: the answers, the version of the rules, and for each rule its extract."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="verdicts")
    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey("accounts.Role", models.SET_NULL, null=True, related_name="+")
    rules_version = models.CharField(max_length=40)
    rules_digest = models.CharField(max_length=64)
    answers = models.JSONField()
    trace = models.JSONField()

    objects: ClassVar[models.Manager["FrozenVerdict"]] = territory_scoped("project__territory")

    class Meta:
        ordering = ["project", "-number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="verdict_number_unique_in_project")]

    def __str__(self) -> str:
        return f"{self.project_id} v{self.number}"
