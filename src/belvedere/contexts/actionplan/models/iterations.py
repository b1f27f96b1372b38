"""Iterations of the plan: what owners review, what contributors say, the versions that are adopted."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.actionplan.models.action import Action
from belvedere.contexts.actionplan.states import Reading
from belvedere.contexts.actionplan.states.iterations import IterationState, Question
from belvedere.platform.journal.append_only import AppendOnly
from belvedere.platform.territory.scoping import territory_scoped

ITERATION_LABELS = {
    IterationState.REVIEW: _("Revue en cours"),
    IterationState.RETROSPECTIVE: _("Retour d’expérience"),
    IterationState.VERSION: _("Version à adopter"),
    IterationState.CLOSED: _("Terminée"),
}
QUESTION_LABELS = {
    Question.KEEP: _("Qu’est-ce qui a bien marché, et qu’il faut garder ?"),
    Question.CHANGE: _("Qu’est-ce qui a manqué, ou n’a pas marché ?"),
    Question.TRY: _("Que faut-il changer dans le plan pour les six prochains mois ?"),
}
VERSIONS = AppendOnly(table="actionplan_version", name="plan_versions", refusal="a version of the plan is append-only")
FORECASTS = AppendOnly(table="actionplan_forecast", name="plan_forecasts", refusal="a forecast is kept as it was made")


class Version(models.Model):
    """The plan as it was adopted: numbered, whole, with what changed since the one before; never changed."""

    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="plan_versions")
    number = models.PositiveSmallIntegerField()
    adopted_at = models.DateTimeField()
    act = models.CharField(max_length=300, help_text=_("La délibération qui l’adopte"))
    content = models.JSONField()
    changes = models.JSONField()
    digest = models.CharField(max_length=64)

    objects: ClassVar[models.Manager["Version"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "number"], name="version_number_unique_in_territory"),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_numbered_from_one"),
            models.CheckConstraint(condition=~Q(act=""), name="version_adopted_by_an_act"),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


class Iteration(models.Model):
    """Six months of the plan, from the version that is frozen at its opening to the one that is adopted at its end."""

    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="plan_iterations")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=14,
        choices=[(state.value, label) for state, label in ITERATION_LABELS.items()],
        default=IterationState.REVIEW.value,
    )
    base = models.ForeignKey(Version, models.PROTECT, related_name="iterations")
    result = models.OneToOneField(Version, models.PROTECT, null=True, blank=True, related_name="iteration")
    opened_at = models.DateTimeField()
    review_until = models.DateField()
    replies_until = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Iteration"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "number"], name="iteration_number_unique_in_territory"),
            models.UniqueConstraint(
                fields=["territory"], condition=~Q(state=IterationState.CLOSED.value), name="one_iteration_open"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in IterationState]), name="iteration_state_known"
            ),
            models.CheckConstraint(
                condition=Q(replies_until__gt=F("review_until")), name="iteration_looks_back_after_the_review"
            ),
            models.CheckConstraint(
                condition=Q(state=IterationState.CLOSED.value, result__isnull=False, closed_at__isnull=False)
                | (~Q(state=IterationState.CLOSED.value) & Q(result=None, closed_at=None)),
                name="iteration_ends_with_a_version",
            ),
        ]

    def __str__(self) -> str:
        return f"iteration {self.number}"


class Review(models.Model):
    """What the owner of an action must look at again in an iteration, and when it was done."""

    iteration = models.ForeignKey(Iteration, models.CASCADE, related_name="reviews")
    action = models.ForeignKey(Action, models.CASCADE, related_name="reviews")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    has_moved = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    objects: ClassVar[models.Manager["Review"]] = territory_scoped("iteration__territory")

    class Meta:
        ordering = ["iteration", "action"]
        constraints = [
            models.UniqueConstraint(fields=["iteration", "action"], name="action_reviewed_once_by_iteration"),
            models.CheckConstraint(condition=Q(reviewed_at=None) | ~Q(note=""), name="review_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.iteration_id} {self.action_id}"


class Forecast(models.Model):
    """When the owner of an action expected it done, as it was said on a day; never changed."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="forecasts")
    iteration = models.ForeignKey(Iteration, models.PROTECT, related_name="forecasts")
    made_at = models.DateTimeField()
    expected_on = models.DateField()

    objects: ClassVar[models.Manager["Forecast"]] = territory_scoped("action__territory")

    class Meta:
        ordering = ["action", "-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.action_id} {self.expected_on}"


class RetrospectiveReply(models.Model):
    """What somebody answers to one of the three questions; it is shown once it has been put in a group.

    ``body`` is empty for an inhabitant and for who asked to stay anonymous; nothing else tells who wrote.
    """

    iteration = models.ForeignKey(Iteration, models.CASCADE, related_name="replies")
    question = models.CharField(
        max_length=10, choices=[(question.value, label) for question, label in QUESTION_LABELS.items()]
    )
    words = models.TextField()
    body = models.ForeignKey("territory.Body", models.SET_NULL, null=True, blank=True, related_name="+")
    on = models.DateField()
    reading = models.CharField(max_length=10, default=Reading.WAITING.value)
    group = models.CharField(max_length=120, blank=True)

    objects: ClassVar[models.Manager["RetrospectiveReply"]] = territory_scoped("iteration__territory")

    class Meta:
        ordering = ["iteration", "question", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(question__in=[question.value for question in Question]), name="retrospective_question_known"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="retrospective_reply_says_something"),
            models.CheckConstraint(
                condition=Q(reading=Reading.PUBLISHED.value) & ~Q(group="")
                | Q(reading__in=[Reading.WAITING.value, Reading.REFUSED.value], group=""),
                name="retrospective_reply_shown_in_a_group",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.iteration_id} {self.question}"


class RetrospectiveMark(models.Model):
    """Says that an account has answered in an iteration, and nothing of what: the two are never joined."""

    iteration = models.ForeignKey(Iteration, models.CASCADE, related_name="marks")
    mark = models.CharField(max_length=64)

    objects: ClassVar[models.Manager["RetrospectiveMark"]] = territory_scoped("iteration__territory")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["iteration", "mark"], name="retrospective_answered_once_by_account")
        ]

    def __str__(self) -> str:
        return f"{self.iteration_id} {self.mark[:8]}"
