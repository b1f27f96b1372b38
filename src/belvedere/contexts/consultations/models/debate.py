"""A debate: statements, who takes part, votes, the map that they draw, what was refused and what was removed."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

from belvedere.contexts.consultations.states.debate import Ground, Moderation, Refused, StatementState
from belvedere.platform.territory.scoping import territory_scoped

LONGEST_STATEMENT = 1000  # as in a file of another server; what is typed here is shorter


class Debate(models.Model):
    """A debate by short statements. ``salt`` hides the addresses of networks; once it is gone, nobody compares them."""

    phase = models.OneToOneField("consultations.Phase", models.CASCADE, related_name="debate")
    moderation = models.CharField(max_length=6, default=Moderation.BEFORE.value)
    takes_statements = models.BooleanField(default=True)
    salt = models.CharField(max_length=64, blank=True)
    participants_numbered = models.PositiveIntegerField(default=0)
    statements_numbered = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Debate"]] = territory_scoped("phase__consultation__territory")

    class Meta:
        ordering = ["phase"]
        constraints = [
            models.CheckConstraint(
                condition=Q(moderation__in=[one.value for one in Moderation]), name="debate_moderation_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.phase_id}"


class Removal(models.Model):
    """Participations removed together, as if they had never come; undone, they are back."""

    debate = models.ForeignKey(Debate, models.CASCADE, related_name="removals")
    ground = models.CharField(max_length=14)
    reason = models.TextField()
    participants = models.PositiveIntegerField()
    votes = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Role", models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Removal"]] = territory_scoped("debate__phase__consultation__territory")

    class Meta:
        ordering = ["debate", "-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ground__in=[one.value for one in Ground]), name="removal_ground_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="removal_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.debate_id} {self.ground} {self.participants}"


class Participant(models.Model):
    """Somebody in a debate, known by a number; ``key`` is in the cookie of their browser, and nowhere else."""

    debate = models.ForeignKey(Debate, models.CASCADE, related_name="participants")
    number = models.PositiveIntegerField()
    key = models.UUIDField(default=uuid4, null=True)
    network = models.CharField(max_length=32, blank=True)
    first_at = models.DateTimeField(null=True, blank=True)
    email = models.EmailField(blank=True)
    email_mark = models.CharField(max_length=64, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    wants_news = models.BooleanField(default=False)
    language = models.CharField(max_length=2, default="fr")
    removal = models.ForeignKey(Removal, models.SET_NULL, null=True, blank=True, related_name="removed")

    objects: ClassVar[models.Manager["Participant"]] = territory_scoped("debate__phase__consultation__territory")

    class Meta:
        ordering = ["debate", "number"]
        constraints = [
            models.UniqueConstraint(fields=["debate", "number"], name="participant_number_unique"),
            models.UniqueConstraint(fields=["debate", "key"], name="participant_key_unique"),
            models.UniqueConstraint(
                fields=["debate", "email_mark"], condition=~Q(email_mark=""), name="one_participation_by_address"
            ),
        ]
        indexes = [
            models.Index(fields=["debate", "network"], condition=~Q(network=""), name="participant_by_network"),
            models.Index(fields=["email"], condition=~Q(email=""), name="participant_by_email"),
        ]

    def __str__(self) -> str:
        return f"{self.debate_id} {self.number}"


class Statement(models.Model):
    """A short sentence that others agree with, or not."""

    debate = models.ForeignKey(Debate, models.CASCADE, related_name="statements")
    number = models.PositiveIntegerField()
    text = models.CharField(max_length=LONGEST_STATEMENT)
    author = models.ForeignKey(Participant, models.SET_NULL, null=True, blank=True, related_name="statements")
    is_seed = models.BooleanField(default=False)
    is_meta = models.BooleanField(default=False)
    state = models.CharField(max_length=10)
    reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Statement"]] = territory_scoped("debate__phase__consultation__territory")

    class Meta:
        ordering = ["debate", "number"]
        constraints = [
            models.UniqueConstraint(fields=["debate", "number"], name="statement_number_unique"),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in StatementState]), name="statement_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=StatementState.REJECTED.value) | ~Q(reason=""), name="statement_rejected_with_reason"
            ),
        ]
        indexes = [models.Index(fields=["debate", "state"], name="statement_by_state")]

    def __str__(self) -> str:
        return f"{self.number} {self.text}"


class Vote(models.Model):
    """The last answer of a participant to a statement: 1 agrees, -1 disagrees, 0 passes."""

    debate = models.ForeignKey(Debate, models.CASCADE, related_name="votes")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="votes")
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="votes", db_index=False)
    value = models.SmallIntegerField()
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["Vote"]] = territory_scoped("debate__phase__consultation__territory")

    class Meta:
        ordering = ["debate", "at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["participant", "statement"], name="one_vote_by_statement"),
            models.CheckConstraint(condition=Q(value__in=[-1, 0, 1]), name="vote_value_known"),
        ]
        indexes = [models.Index(fields=["debate", "at"], name="vote_by_time")]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.statement_id} {self.value}"


class DebateMap(models.Model):
    """The map as it was last drawn, with what draws the next one from the votes that came since."""

    debate = models.OneToOneField(Debate, models.CASCADE, related_name="map")
    drawn_at = models.DateTimeField()
    read_until = models.DateTimeField()
    is_whole = models.BooleanField(default=True)
    tally = models.BinaryField()
    compass = models.BinaryField()
    result = models.JSONField()

    objects: ClassVar[models.Manager["DebateMap"]] = territory_scoped("debate__phase__consultation__territory")

    class Meta:
        ordering = ["debate"]

    def __str__(self) -> str:
        return f"{self.debate_id} {self.drawn_at:%Y-%m-%d %H:%M}"


class RefusedCount(models.Model):
    """How many attempts were refused to a debate's crowds, by day and kind; nothing is kept of who tried."""

    debate = models.ForeignKey(Debate, models.CASCADE, related_name="refused")
    kind = models.CharField(max_length=16)
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager["RefusedCount"]] = territory_scoped("debate__phase__consultation__territory")

    class Meta:
        ordering = ["debate", "day", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["debate", "kind", "day"], name="refused_once_by_day"),
            models.CheckConstraint(condition=Q(kind__in=[one.value for one in Refused]), name="refused_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.count}"
