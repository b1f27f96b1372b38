"""What a panel says: an avis made of numbered recommendations."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.panels.models.constraints import known
from belvedere.contexts.panels.states.deliberation import DeliberationState
from belvedere.contexts.panels.states.opinion import OpinionDraft, OpinionState, RecommendationDraft
from belvedere.platform.territory.scoping import territory_scoped

OPINION_STATE_LABELS = {OpinionState.DRAFT: _("Brouillon"), OpinionState.RECORDED: _("Enregistré")}


class Opinion(models.Model):
    """An avis given in an examen; ``body`` is the one that must answer it."""

    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="opinions")
    reference = models.CharField(max_length=20)
    examen = models.ForeignKey("observatory.Examen", models.PROTECT, related_name="opinions")
    body = models.ForeignKey("territory.Body", models.PROTECT, related_name="opinions")
    state = models.CharField(
        max_length=10,
        choices=[(state.value, label) for state, label in OPINION_STATE_LABELS.items()],
        default=OpinionState.DRAFT.value,
    )
    title = models.CharField(max_length=200, blank=True)
    given_on = models.DateField(null=True, blank=True)
    panel = models.ForeignKey("panels.Panel", models.PROTECT, null=True, blank=True, related_name="opinions")
    mission = models.ForeignKey("panels.Mission", models.PROTECT, null=True, blank=True, related_name="opinions")
    panel_size = models.PositiveSmallIntegerField(null=True, blank=True)
    panel_description = models.TextField(blank=True)
    minority_note = models.TextField(blank=True)
    deliberation = models.CharField(max_length=12, default=DeliberationState.CLOSED.value)
    voters = models.PositiveSmallIntegerField(null=True, blank=True)
    drafted_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Opinion"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "reference"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "reference"], name="opinion_reference_unique_in_territory"),
            models.UniqueConstraint(fields=["examen"], name="one_opinion_by_examen"),
            models.CheckConstraint(
                condition=Q(state=OpinionState.DRAFT.value, recorded_at=None)
                | Q(state=OpinionState.RECORDED.value, recorded_at__isnull=False),
                name="opinion_recorded_with_its_hour",
            ),
            known("deliberation", DeliberationState, "opinion_deliberation_known"),
            models.CheckConstraint(
                condition=Q(deliberation=DeliberationState.CLOSED.value) | Q(panel__isnull=False),
                name="opinion_deliberated_by_a_panel",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def draft(self) -> OpinionDraft:
        """What was typed of it, as the rules read it."""
        items = sorted(self.recommendations.all(), key=lambda item: item.number)
        return OpinionDraft(
            title=self.title,
            given_on=self.given_on,
            panel_size=self.panel_size,
            panel_description=self.panel_description,
            minority_note=self.minority_note,
            recommendations=tuple(RecommendationDraft(item.text, item.votes_for, item.votes_against) for item in items),
        )


class Recommendation(models.Model):
    """One numbered recommendation of an avis."""

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="recommendations")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField(null=True, blank=True)

    objects: ClassVar[models.Manager["Recommendation"]] = territory_scoped("opinion__territory")

    class Meta:
        ordering = ["opinion_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["opinion", "number"], name="recommendation_number_unique_in_opinion"),
            models.CheckConstraint(condition=Q(number__gte=1), name="recommendation_number_from_one"),
            models.CheckConstraint(condition=~Q(text=""), name="recommendation_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.opinion_id} · {self.number}"
