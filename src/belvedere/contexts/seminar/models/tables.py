"""Rounds at tables: who sits where, what is said there."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belvedere.contexts.seminar.models.constraints import known
from belvedere.contexts.seminar.models.seminar import Guest, Seminar, Sequence
from belvedere.contexts.seminar.states import ContributionState, PlanKind, PlanState, RoundState
from belvedere.platform.territory.scoping import territory_scoped

LONGEST_TEXT = 600


class Round(models.Model):
    """A sequence at tables: a question, so many tables of so many seats."""

    seminar = models.ForeignKey(Seminar, models.CASCADE, related_name="rounds")
    sequence = models.OneToOneField(Sequence, models.CASCADE, related_name="round")
    number = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=300)
    tables = models.PositiveSmallIntegerField()
    seats = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, default=RoundState.PREPARED.value)
    opened_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Round"]] = territory_scoped("seminar__territory")

    class Meta:
        ordering = ["seminar", "number"]
        constraints = [
            models.UniqueConstraint(fields=["seminar", "number"], name="round_number_unique_in_seminar"),
            models.UniqueConstraint(
                fields=["seminar"], condition=Q(state=RoundState.OPEN.value), name="round_one_open_in_seminar"
            ),
            known("state", RoundState, "round_state_known"),
            models.CheckConstraint(condition=Q(tables__gte=1, seats__gte=2), name="round_has_tables"),
            models.CheckConstraint(
                condition=Q(state=RoundState.PREPARED.value) | Q(opened_at__isnull=False), name="round_opened_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seminar_id} {self.number}"


class SeatingPlan(models.Model):
    """A drawing of the tables, or its repair: its seed, and the report by which anyone can judge it."""

    seminar = models.ForeignKey(Seminar, models.CASCADE, related_name="plans")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10)
    seed = models.PositiveIntegerField()
    from_round = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, default=PlanState.ASKED.value)
    failure = models.TextField(blank=True)
    report = models.JSONField(default=dict, blank=True)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["SeatingPlan"]] = territory_scoped("seminar__territory")

    class Meta:
        ordering = ["seminar", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["seminar", "number"], name="seating_number_unique_in_seminar"),
            known("kind", PlanKind, "seating_kind_known"),
            known("state", PlanState, "seating_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.seminar_id} {self.kind} {self.number}"


class Place(models.Model):
    """Who sits at which table in a round."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="places")
    guest = models.ForeignKey(Guest, models.CASCADE, related_name="places")
    table = models.PositiveSmallIntegerField()

    objects: ClassVar[models.Manager["Place"]] = territory_scoped("round__seminar__territory")

    class Meta:
        ordering = ["round", "table", "guest"]
        constraints = [models.UniqueConstraint(fields=["round", "guest"], name="place_once_by_round")]
        indexes = [models.Index(fields=["round", "table"], name="place_by_table")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.guest_id} → {self.table}"


class Cluster(models.Model):
    """Contributions that say the same thing, under one name; what disagrees with it is kept beside."""

    seminar = models.ForeignKey(Seminar, models.CASCADE, related_name="clusters")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    minority = models.TextField(blank=True)
    cost = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager["Cluster"]] = territory_scoped("seminar__territory")

    class Meta:
        ordering = ["seminar", "number"]
        constraints = [
            models.UniqueConstraint(fields=["seminar", "number"], name="cluster_number_unique_in_seminar"),
            models.CheckConstraint(condition=~Q(name=""), name="cluster_has_a_name"),
            models.CheckConstraint(condition=Q(cost__gte=1), name="cluster_costs"),
        ]

    def __str__(self) -> str:
        return self.name


class Contribution(models.Model):
    """What a table says in a round, never by whom. The phone names it, so that it is not written twice."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="contributions")
    table = models.PositiveSmallIntegerField()
    client_id = models.UUIDField(unique=True)
    device = models.CharField(max_length=32, blank=True)
    text = models.CharField(max_length=LONGEST_TEXT)
    is_minority = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default=ContributionState.SHOWN.value)
    created_at = models.DateTimeField()
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    cluster = models.ForeignKey(Cluster, models.SET_NULL, null=True, blank=True, related_name="contributions")

    objects: ClassVar[models.Manager["Contribution"]] = territory_scoped("round__seminar__territory")

    class Meta:
        ordering = ["round", "pk"]
        constraints = [
            known("state", ContributionState, "seminar_contribution_state_known"),
            models.CheckConstraint(condition=~Q(text=""), name="contribution_has_words"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="contribution_not_merged_into_itself"
            ),
        ]
        indexes = [models.Index(fields=["round", "table", "id"], name="contribution_of_table")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.table} {self.pk}"


class Stance(models.Model):
    """That a phone agrees, or not, with a contribution: once, changed at will."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="stances")
    device = models.CharField(max_length=32)
    agrees = models.BooleanField()

    objects: ClassVar[models.Manager["Stance"]] = territory_scoped("contribution__round__seminar__territory")

    class Meta:
        ordering = ["contribution", "pk"]
        constraints = [models.UniqueConstraint(fields=["contribution", "device"], name="stance_once_by_phone")]

    def __str__(self) -> str:
        return f"{self.contribution_id} {'+' if self.agrees else '-'}"


class TableReport(models.Model):
    """What a table reports of a round, with the views that it did not share."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="reports")
    table = models.PositiveSmallIntegerField()
    text = models.TextField()
    minority = models.TextField(blank=True)
    written_at = models.DateTimeField()

    objects: ClassVar[models.Manager["TableReport"]] = territory_scoped("round__seminar__territory")

    class Meta:
        ordering = ["round", "table"]
        constraints = [
            models.UniqueConstraint(fields=["round", "table"], name="report_once_by_table"),
            models.CheckConstraint(condition=~Q(text=""), name="report_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.table}"


class RoomMap(models.Model):
    """What agreements and disagreements say together, drawn by a job: places and groups, no phone."""

    seminar = models.OneToOneField(Seminar, models.CASCADE, related_name="room_map")
    drawn_at = models.DateTimeField()
    result = models.JSONField(default=dict)

    objects: ClassVar[models.Manager["RoomMap"]] = territory_scoped("seminar__territory")

    def __str__(self) -> str:
        return f"{self.seminar_id} {self.drawn_at}"
