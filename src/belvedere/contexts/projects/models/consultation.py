"""The consultation of a project: terms and their proofs, proposals and their answers, who came, how it is judged."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belvedere.contexts.projects.states import Outcome, ProofKind
from belvedere.platform.territory.scoping import territory_scoped


class Term(models.Model):
    """A term of the consultation, as the deliberation announces it: it must be carried out to the letter."""

    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="terms")
    number = models.PositiveSmallIntegerField()
    wording = models.CharField(max_length=300)
    planned_on = models.DateField(null=True, blank=True)
    reaches_out = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Term"]] = territory_scoped("project__territory")

    class Meta:
        ordering = ["project", "number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="term_number_unique_in_project")]

    def __str__(self) -> str:
        return f"{self.number} {self.wording}"


class Proof(models.Model):
    """Evidence that a term was carried out: a file, the day that it shows, and its SHA-256 when it came in."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="proofs")
    kind = models.CharField(max_length=11)
    title = models.CharField(max_length=160)
    dated_on = models.DateField()
    media_type = models.CharField(max_length=40)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("accounts.Role", models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[models.Manager["Proof"]] = territory_scoped("term__project__territory")

    class Meta:
        ordering = ["term", "dated_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["term", "sha256"], name="proof_once_by_term"),
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in ProofKind]), name="proof_kind_known"),
        ]

    def __str__(self) -> str:
        return self.title


class Proposal(models.Model):
    """What several contributions ask for, and what the body answers."""

    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="proposals")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    contributions = models.PositiveIntegerField(default=0)
    is_minority = models.BooleanField(default=False)
    outcome = models.CharField(max_length=16, blank=True)
    reason = models.TextField(blank=True)
    study_until = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)

    objects: ClassVar[models.Manager["Proposal"]] = territory_scoped("project__territory")

    class Meta:
        ordering = ["project", "number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="proposal_number_unique_in_project"),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *(outcome.value for outcome in Outcome)]), name="proposal_outcome_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", answered_on=None) | Q(~Q(outcome=""), ~Q(reason=""), answered_on__isnull=False),
                name="proposal_answered_with_reason_and_date",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.UNDER_STUDY.value) | Q(study_until__isnull=False),
                name="proposal_under_study_until_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.outcome}"


class Participants(models.Model):
    """How many people of a commune took part."""

    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="participants")
    commune = models.ForeignKey("territory.Commune", models.PROTECT, related_name="+")
    count = models.PositiveIntegerField()

    objects: ClassVar[models.Manager["Participants"]] = territory_scoped("project__territory")

    class Meta:
        ordering = ["project", "commune"]
        constraints = [models.UniqueConstraint(fields=["project", "commune"], name="participants_once_by_commune")]

    def __str__(self) -> str:
        return f"{self.commune_id}: {self.count}"


class Reaction(models.Model):
    """What a commune says of a project before its inhabitants are asked."""

    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="reactions")
    body = models.ForeignKey("territory.Body", models.PROTECT, related_name="+")
    text = models.TextField()
    given_at = models.DateTimeField()
    given_by = models.ForeignKey("accounts.Role", models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[models.Manager["Reaction"]] = territory_scoped("project__territory")

    class Meta:
        ordering = ["project", "given_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["project", "body"], name="reaction_once_by_commune")]

    def __str__(self) -> str:
        return f"{self.body_id}"


class Score(models.Model):
    """What one participant, or the organisers, say of a criterion of the evaluation."""

    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="scores")
    criterion = models.CharField(max_length=40)
    is_organiser = models.BooleanField()
    value = models.DecimalField(max_digits=12, decimal_places=2)
    given_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Score"]] = territory_scoped("project__territory")

    class Meta:
        ordering = ["project", "criterion", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "criterion"], condition=Q(is_organiser=True), name="organisers_score_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} {self.value}"
