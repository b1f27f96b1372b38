"""What the observatory looks at: policies, what they aim at, what happened, and the examens opened on them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.observatory.states import ExamenState
from belvedere.platform.territory.scoping import territory_scoped
from belvedere.platform.territory.states import Confidence

EXAMEN_STATE_LABELS = {
    ExamenState.OPENED: _("Ouvert"),
    ExamenState.OPINION_GIVEN: _("Avis rendu, réponse attendue"),
    ExamenState.ANSWERED: _("Réponse publiée"),
    ExamenState.CLOSED: _("Clos"),
}
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


class Examen(models.Model):
    """An inquiry on a policy, opened by a referral past its threshold or by the observatory itself."""

    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="examens")
    reference = models.CharField(max_length=20)
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="examens")
    referral_reference = models.CharField(max_length=20, blank=True)
    question = models.TextField(blank=True, help_text=_("Vide quand la question est celle de la saisine"))
    state = models.CharField(
        max_length=10,
        choices=[(state.value, label) for state, label in EXAMEN_STATE_LABELS.items()],
        default=ExamenState.OPENED.value,
    )
    opened_at = models.DateTimeField()
    moved_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Examen"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "reference"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "reference"], name="examen_reference_unique_in_territory"),
            models.UniqueConstraint(
                fields=["territory", "referral_reference"],
                condition=~Q(referral_reference=""),
                name="one_examen_by_referral",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ExamenState]), name="examen_state_known"
            ),
        ]
        indexes = [models.Index(fields=["territory", "policy", "state"], name="examen_by_policy")]

    def __str__(self) -> str:
        return self.reference
