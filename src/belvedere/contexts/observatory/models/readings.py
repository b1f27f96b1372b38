"""How figures are read and challenged: the three readings of an indicator, and the contests of a value."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from belvedere.contexts.observatory.states.figures import Confidence, ContestState, Reader
from belvedere.platform.territory.scoping import territory_scoped

READER_LABELS = {
    Reader.COMPUTED: _("Le calcul"),
    Reader.DEPARTMENT: _("Le service"),
    Reader.PANEL: _("Le panel"),
}
VERDICT_LABELS = {
    Confidence.CONFIDENT: pgettext_lazy("verdict", "Confiance"),
    Confidence.FRAGILE: _("Fragile"),
    Confidence.COMPROMISED: _("Compromis"),
}
CONTEST_STATE_LABELS = {
    ContestState.OPEN: _("Réponse attendue"),
    ContestState.CORRECTED: _("Chiffre corrigé"),
    ContestState.EXPLAINED: _("Chiffre expliqué"),
}


class Assessment(models.Model):
    """A reading of an indicator at a moment: the rule's, the department's, a panel's. They are never averaged."""

    indicator = models.ForeignKey("observatory.Indicator", models.PROTECT, related_name="assessments")
    reader = models.CharField(max_length=7, choices=[(reader.value, label) for reader, label in READER_LABELS.items()])
    verdict = models.CharField(max_length=24)
    reason = models.TextField(blank=True, help_text=_("Le motif ; pour le calcul, le code du motif"))
    rule_version = models.CharField(max_length=20, blank=True)
    inputs = models.JSONField(default=dict, blank=True)
    department = models.CharField(max_length=200, blank=True)
    panel_size = models.PositiveSmallIntegerField(null=True, blank=True)
    panel_method = models.CharField(max_length=300, blank=True)
    matter = models.CharField(max_length=20, blank=True, help_text=_("L’examen où le panel s’est prononcé"))
    is_demonstration = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Assessment"]] = territory_scoped("indicator__territory")

    class Meta:
        ordering = ["indicator", "reader", "-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reader__in=[reader.value for reader in Reader]), name="assessment_reader_known"
            ),
            models.CheckConstraint(
                condition=~Q(reader=Reader.COMPUTED.value) | ~Q(rule_version=""), name="assessment_names_its_rule"
            ),
            models.CheckConstraint(
                condition=~Q(reader=Reader.DEPARTMENT.value) | ~Q(reason=""), name="assessment_confidence_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(reader=Reader.PANEL.value) | (Q(panel_size__gte=1) & ~Q(panel_method="")),
                name="assessment_panel_says_its_size",
            ),
        ]
        indexes = [models.Index(fields=["indicator", "reader", "made_at"], name="assessment_latest")]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.reader} {self.verdict}"

    @property
    def verdict_words(self) -> Promise | str:
        """The verdict of a department or of a panel, in words."""
        return VERDICT_LABELS[Confidence(self.verdict)]


class Contest(models.Model):
    """Somebody says that a value is wrong: why, by when the owner answers, what became of it."""

    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="contests")
    reference = models.CharField(max_length=20)
    observation = models.ForeignKey("observatory.Observation", models.PROTECT, related_name="contests")
    reason = models.TextField()
    email = models.EmailField(blank=True, help_text=_("Pour recevoir la réponse ; effacé une fois celle-ci envoyée"))
    language = models.CharField(max_length=2, default="fr")
    state = models.CharField(
        max_length=9,
        choices=[(state.value, label) for state, label in CONTEST_STATE_LABELS.items()],
        default=ContestState.OPEN.value,
    )
    made_at = models.DateTimeField()
    due_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    correction = models.ForeignKey("observatory.Observation", models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[models.Manager["Contest"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "reference"], name="contest_reference_unique_in_territory"),
            models.CheckConstraint(
                condition=Q(state=ContestState.OPEN.value, answer="", answered_at=None)
                | (Q(state=ContestState.EXPLAINED.value) & ~Q(answer="") & Q(answered_at__isnull=False))
                | (Q(state=ContestState.CORRECTED.value, correction__isnull=False) & Q(answered_at__isnull=False)),
                name="contest_closed_with_its_answer",
            ),
        ]
        indexes = [models.Index(fields=["territory", "state", "due_on"], name="contest_due")]

    def __str__(self) -> str:
        return self.reference
