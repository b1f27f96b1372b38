"""Choosing together, and what becomes of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belvedere.contexts.seminar.models.constraints import known
from belvedere.contexts.seminar.models.seminar import Seminar
from belvedere.contexts.seminar.models.tables import Cluster
from belvedere.contexts.seminar.states import OutcomeKind, PollRule, PollState
from belvedere.platform.territory.scoping import territory_scoped


class Poll(models.Model):
    """A vote on clusters: its rule, what is chosen, the ballots; the list and its order are fixed when it opens."""

    seminar = models.ForeignKey(Seminar, models.CASCADE, related_name="polls")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    rule = models.CharField(max_length=14)
    seats = models.PositiveSmallIntegerField(default=5)
    budget = models.PositiveIntegerField(default=0)
    is_by_college = models.BooleanField(default=False)
    minimum = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, default=PollState.PREPARED.value)
    items = models.JSONField(default=list, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(default=dict, blank=True)

    objects: ClassVar[models.Manager["Poll"]] = territory_scoped("seminar__territory")

    class Meta:
        ordering = ["seminar", "number"]
        constraints = [
            models.UniqueConstraint(fields=["seminar", "number"], name="poll_number_unique_in_seminar"),
            known("rule", PollRule, "poll_rule_known"),
            known("state", PollState, "poll_state_known"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="poll_chooses_something"),
        ]

    def __str__(self) -> str:
        return self.title


class Ballot(models.Model):
    """A ballot: its college and its choices. Whose it is cannot be read once the poll is closed."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="ballots")
    voter = models.CharField(max_length=40)
    college = models.SlugField(max_length=40)
    choices = models.JSONField(default=dict)

    objects: ClassVar[models.Manager["Ballot"]] = territory_scoped("poll__seminar__territory")

    class Meta:
        ordering = ["poll", "voter"]
        constraints = [models.UniqueConstraint(fields=["poll", "voter"], name="ballot_once_by_voter")]

    def __str__(self) -> str:
        return f"{self.poll_id} {self.college}"


class Outcome(models.Model):
    """What a cluster became: a part of the strategy, or an action of the plan, by its reference."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="outcomes")
    kind = models.CharField(max_length=10)
    reference = models.CharField(max_length=20)
    version = models.PositiveSmallIntegerField(null=True, blank=True)
    title = models.CharField(max_length=300)
    created_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Outcome"]] = territory_scoped("cluster__seminar__territory")

    class Meta:
        ordering = ["cluster", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "kind", "reference"], name="outcome_once"),
            known("kind", OutcomeKind, "outcome_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.cluster_id} → {self.reference}"


class Evaluation(models.Model):
    """What a participant says of the seminar, once by phone."""

    seminar = models.ForeignKey(Seminar, models.CASCADE, related_name="evaluations")
    device = models.CharField(max_length=32)
    useful = models.PositiveSmallIntegerField()
    heard = models.PositiveSmallIntegerField()
    met = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)

    objects: ClassVar[models.Manager["Evaluation"]] = territory_scoped("seminar__territory")

    class Meta:
        ordering = ["seminar", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["seminar", "device"], name="evaluation_once_by_phone"),
            models.CheckConstraint(
                condition=Q(useful__range=(1, 5), heard__range=(1, 5), met__range=(1, 5)),
                name="evaluation_from_1_to_5",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seminar_id} {self.useful}"
