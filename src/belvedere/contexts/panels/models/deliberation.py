"""How an avis is made: amendments, votes, minority opinions."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belvedere.contexts.panels.models.constraints import known
from belvedere.contexts.panels.models.opinion import Opinion, Recommendation
from belvedere.contexts.panels.models.seat import Seat
from belvedere.contexts.panels.states.panel import AmendmentState, Choice
from belvedere.platform.territory.scoping import territory_scoped


class Amendment(models.Model):
    """A change of words proposed to a recommendation; an empty text proposes to strike it out."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="amendments")
    number = models.PositiveSmallIntegerField()
    author = models.ForeignKey(Seat, models.SET_NULL, null=True, blank=True, related_name="amendments")
    text = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    replaced_text = models.TextField(blank=True)
    state = models.CharField(max_length=8, default=AmendmentState.PROPOSED.value)
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Amendment"]] = territory_scoped("recommendation__opinion__territory")

    class Meta:
        ordering = ["recommendation", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "number"], name="amendment_number_unique_in_recommendation"
            ),
            known("state", AmendmentState, "amendment_state_known"),
            models.CheckConstraint(
                condition=Q(state=AmendmentState.PROPOSED.value, decided_at=None)
                | ~Q(state=AmendmentState.PROPOSED.value) & Q(decided_at__isnull=False),
                name="amendment_decided_with_its_hour",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id} · {self.number}"


class Vote(models.Model):
    """A member's vote on a recommendation or on an amendment; only the counts are published."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="votes")
    recommendation = models.ForeignKey(Recommendation, models.CASCADE, null=True, blank=True, related_name="votes")
    amendment = models.ForeignKey(Amendment, models.CASCADE, null=True, blank=True, related_name="votes")
    choice = models.CharField(max_length=10)
    cast_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Vote"]] = territory_scoped("seat__draw__campaign__territory")

    class Meta:
        ordering = ["pk"]
        constraints = [
            known("choice", Choice, "vote_choice_known"),
            models.CheckConstraint(
                condition=Q(recommendation=None, amendment__isnull=False)
                | Q(recommendation__isnull=False, amendment=None),
                name="vote_on_one_thing",
            ),
            models.UniqueConstraint(fields=["seat", "recommendation"], name="vote_once_by_recommendation"),
            models.UniqueConstraint(fields=["seat", "amendment"], name="vote_once_by_amendment"),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id} {self.choice}"


class RejectedRecommendation(models.Model):
    """A recommendation put to the vote and not adopted: its words and its counts stay beside the avis."""

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="rejected")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    votes_for = models.PositiveSmallIntegerField()
    votes_against = models.PositiveSmallIntegerField()
    votes_abstained = models.PositiveSmallIntegerField()

    objects: ClassVar[models.Manager["RejectedRecommendation"]] = territory_scoped("opinion__territory")

    class Meta:
        ordering = ["opinion", "number"]
        constraints = [
            models.UniqueConstraint(fields=["opinion", "number"], name="rejected_number_unique_in_opinion"),
            models.CheckConstraint(condition=Q(votes_for__lte=models.F("votes_against")), name="rejected_by_the_votes"),
        ]

    def __str__(self) -> str:
        return f"{self.opinion_id} · {self.number}"


class MinorityOpinion(models.Model):
    """What members who disagree say, with how many they are; of one recommendation or of the whole avis."""

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="minority_opinions")
    recommendation = models.ForeignKey(
        Recommendation, models.CASCADE, null=True, blank=True, related_name="minority_opinions"
    )
    author = models.ForeignKey(Seat, models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.TextField()
    supporters = models.PositiveSmallIntegerField(default=1)
    written_at = models.DateTimeField()

    objects: ClassVar[models.Manager["MinorityOpinion"]] = territory_scoped("opinion__territory")

    class Meta:
        ordering = ["opinion", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="minority_opinion_says_something"),
            models.CheckConstraint(condition=Q(supporters__gte=1), name="minority_opinion_has_someone"),
        ]

    def __str__(self) -> str:
        return f"{self.opinion_id} · {self.pk}"


class MinoritySupport(models.Model):
    """A member who joins a minority opinion; only their number is published."""

    minority_opinion = models.ForeignKey(MinorityOpinion, models.CASCADE, related_name="supports")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="minority_supports")

    objects: ClassVar[models.Manager["MinoritySupport"]] = territory_scoped("minority_opinion__opinion__territory")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["minority_opinion", "seat"], name="minority_joined_once")]

    def __str__(self) -> str:
        return f"{self.minority_opinion_id} {self.seat_id}"
