"""A policy: what it is, what it aims at, what happened, what it costs, how it was evaluated."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from belvedere.platform.territory.scoping import territory_scoped
from belvedere.platform.territory.states import Confidence

CONFIDENCE_LABELS = {
    Confidence.CONSOLIDATED: _("texte vérifié dans sa version en vigueur"),
    Confidence.READ: _("texte lu"),
    Confidence.OLD_VERSION: _("version ancienne, à revérifier"),
    Confidence.SECONDARY: _("source secondaire lue"),
    Confidence.UNVERIFIED: _("non vérifié"),
}
_CONFIDENCES = [(confidence.value, label) for confidence, label in CONFIDENCE_LABELS.items()]


class Policy(models.Model):
    """A public policy of a body, in plain words, with the act on which it stands."""

    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="policies")
    slug = models.SlugField()
    name = models.CharField(max_length=200)
    body = models.ForeignKey("territory.Body", models.PROTECT, related_name="policies")
    competence = models.ForeignKey(
        "territory.Competence", models.PROTECT, null=True, blank=True, related_name="policies"
    )
    summary = models.TextField(blank=True, help_text=_("Ce que cette politique change dans la vie des gens"))
    act = models.CharField(max_length=300, blank=True, help_text=_("L’acte sur lequel elle se fonde"))
    act_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    confidence = models.CharField(max_length=3, choices=_CONFIDENCES, default=Confidence.UNVERIFIED.value)

    objects: ClassVar[models.Manager["Policy"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "slug"], name="policy_slug_unique_in_territory"),
            models.CheckConstraint(condition=Q(act="") | ~Q(source=""), name="policy_act_has_its_source"),
            models.CheckConstraint(
                condition=Q(confidence__in=[confidence.value for confidence in Confidence]),
                name="policy_confidence_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Objective(models.Model):
    """What a policy aims at, in the words of its source."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="objectives")
    number = models.PositiveSmallIntegerField()
    wording = models.TextField()
    horizon_year = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    is_demonstration = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Objective"]] = territory_scoped("policy__territory")

    class Meta:
        ordering = ["policy", "number"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "number"], name="objective_number_unique_in_policy"),
            models.CheckConstraint(condition=Q(number__gte=1), name="objective_number_from_one"),
            models.CheckConstraint(
                condition=Q(is_demonstration=True) | ~Q(source=""), name="objective_real_has_its_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.policy_id} · {self.number}"


class PolicyFact(models.Model):
    """Something that happened, dated and sourced; facts under one heading tell one story (a project, a convention)."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="facts")
    number = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=120)
    happened_on = models.DateField()
    period = models.CharField(max_length=80, blank=True, help_text=_("En mots, quand un seul jour ne suffit pas"))
    text = models.TextField()
    source = models.CharField(max_length=300)
    read_on = models.DateField(help_text=_("Le jour où la source a été lue"))
    confidence = models.CharField(max_length=3, choices=_CONFIDENCES)

    objects: ClassVar[models.Manager["PolicyFact"]] = territory_scoped("policy__territory")

    class Meta:
        ordering = ["policy", "heading", "happened_on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "number"], name="policy_fact_number_unique_in_policy"),
            models.CheckConstraint(condition=~Q(source=""), name="policy_fact_has_its_source"),
            models.CheckConstraint(
                condition=Q(confidence__in=[confidence.value for confidence in Confidence]),
                name="policy_fact_confidence_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.heading} {self.happened_on}"


class BudgetLine(models.Model):
    """What a policy was to cost in a year, and what was spent; unknown is not zero."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="budget_lines")
    year = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)
    planned_euros = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    spent_euros = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    is_demonstration = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["BudgetLine"]] = territory_scoped("policy__territory")

    class Meta:
        ordering = ["policy", "year", "label"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "year", "label"], name="budget_line_once_by_year"),
            models.CheckConstraint(
                condition=Q(is_demonstration=True) | ~Q(source=""), name="budget_line_real_has_its_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.year}"


class Evaluation(models.Model):
    """What somebody found when they evaluated a policy: who, when, how, what they concluded."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="evaluations")
    title = models.CharField(max_length=200)
    author = models.CharField(max_length=200)
    published_on = models.DateField()
    method = models.TextField()
    conclusion = models.TextField()
    url = models.URLField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    is_demonstration = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Evaluation"]] = territory_scoped("policy__territory")

    class Meta:
        ordering = ["policy", "-published_on", "title"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "published_on", "title"], name="evaluation_once"),
            models.CheckConstraint(
                condition=Q(is_demonstration=True) | ~Q(source=""), name="evaluation_real_has_its_source"
            ),
        ]

    def __str__(self) -> str:
        return self.title
