"""The action plan: what was promised, by whom, before when, how far it is, and what inhabitants say of it."""

from datetime import date
from typing import ClassVar

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.actionplan.states import (
    CONTEST_ANSWERS,
    ActionState,
    Reading,
    ReplyVerdict,
    SurveyState,
    is_late,
)
from belvedere.platform.journal.append_only import AppendOnly
from belvedere.platform.territory.scoping import territory_scoped

STATE_LABELS = {
    ActionState.PLANNED: _("Prévue"),
    ActionState.UNDER_WAY: _("En cours"),
    ActionState.DONE: _("Faite"),
    ActionState.CONTESTED: _("Contestée"),
    ActionState.ABANDONED: _("Abandonnée"),
}
REPLY_LABELS = {
    ReplyVerdict.YES: _("Oui, c’est fait"),
    ReplyVerdict.PARTLY: _("En partie"),
    ReplyVerdict.NO: _("Non, ce n’est pas fait"),
}
HORIZON_LABELS = {"court": _("Court terme"), "moyen": _("Moyen terme"), "long": _("Long terme")}
# The database refuses that a line of an action's history be changed or taken away, as it does for the journal.
HISTORY = AppendOnly(
    table="actionplan_progress", name="action_history", refusal="the history of an action is append-only"
)
_STATES = [state.value for state in ActionState]


class Action(models.Model):
    """A dated commitment with an owner, born of a recommendation that was retained."""

    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="actions")
    reference = models.CharField(max_length=20)
    matter = models.CharField(max_length=20, help_text=_("L’examen d’où elle vient"))
    answer = models.OneToOneField("answers.Answer", models.PROTECT, related_name="action")
    title = models.CharField(max_length=300)
    department = models.ForeignKey("territory.Department", models.PROTECT, related_name="actions")
    body = models.ForeignKey("territory.Body", models.PROTECT, related_name="actions")
    horizon = models.CharField(max_length=6, choices=list(HORIZON_LABELS.items()))
    due_on = models.DateField()
    state = models.CharField(
        max_length=12,
        choices=[(state.value, label) for state, label in STATE_LABELS.items()],
        default=ActionState.PLANNED.value,
    )
    percent = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    is_demonstration = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Action"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "due_on", "reference"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "reference"], name="action_reference_unique_in_territory"),
            models.CheckConstraint(condition=Q(state__in=_STATES), name="action_state_known"),
            models.CheckConstraint(condition=Q(horizon__in=list(HORIZON_LABELS)), name="action_horizon_known"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="action_percent_at_most_100"),
            models.CheckConstraint(
                condition=~Q(state=ActionState.DONE.value) | Q(percent=100), name="action_done_at_100"
            ),
        ]
        indexes = [
            models.Index(fields=["territory", "state", "due_on"], name="action_by_state"),
            models.Index(fields=["territory", "matter"], name="action_by_matter"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def is_late_on(self, today: date) -> bool:
        return is_late(ActionState(self.state), due_on=self.due_on, today=today)


class Progress(models.Model):
    """One line of an action's history; never changed."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="history")
    at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=[(state.value, label) for state, label in STATE_LABELS.items()])
    percent = models.PositiveSmallIntegerField()
    note = models.TextField(blank=True)
    evidence_url = models.CharField(max_length=500, blank=True, validators=[URLValidator(schemes=["http", "https"])])

    objects: ClassVar[models.Manager["Progress"]] = territory_scoped("action__territory")

    class Meta:
        ordering = ["action", "-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=_STATES), name="action_progress_state_known"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="action_progress_percent_at_most_100"),
            models.CheckConstraint(
                condition=~Q(state__in=[ActionState.DONE.value, ActionState.ABANDONED.value]) | ~Q(note=""),
                name="action_progress_end_is_explained",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action_id} {self.state} {self.percent} %"


class Contest(models.Model):
    """« Ce n’est pas fait »: said by someone who signed; made public with the department's answer, never before."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="contests")
    audience_digest = models.CharField(max_length=64, help_text=_("Qui, sans qu’on puisse retrouver la personne"))
    at = models.DateTimeField()
    reason = models.TextField()
    answered_at = models.DateTimeField(null=True, blank=True)
    explanation = models.TextField(blank=True)
    outcome = models.CharField(max_length=10, blank=True)
    # When a sample of inhabitants contests: what it said on that day, and whether the depositor said it.
    survey = models.OneToOneField("actionplan.Survey", models.PROTECT, null=True, blank=True, related_name="contest")
    replies = models.PositiveIntegerField(default=0)
    noes = models.PositiveIntegerField(default=0)
    is_by_depositor = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Contest"]] = territory_scoped("action__territory")

    class Meta:
        ordering = ["action", "-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["action", "audience_digest"], name="contest_once_by_person"),
            models.UniqueConstraint(
                fields=["action"], condition=Q(answered_at=None), name="contest_one_open_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, outcome="", explanation="")
                | (
                    Q(answered_at__isnull=False, outcome__in=[verb.value for verb in CONTEST_ANSWERS])
                    & ~Q(explanation="")
                ),
                name="contest_answered_with_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action_id} {self.at}"


class Survey(models.Model):
    """« Est-ce fait ? »: asked at the date of an action, and again when it is called done after that date."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="surveys")
    was_done = models.BooleanField(help_text=_("L’organisme la disait faite quand on a posé la question"))
    state = models.CharField(max_length=10, default=SurveyState.ASKED.value)
    asked_at = models.DateTimeField()
    closes_on = models.DateField()
    size = models.PositiveSmallIntegerField(help_text=_("Combien de personnes au plus, du règlement"))
    minimum = models.PositiveSmallIntegerField()
    percent = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300)
    seed = models.CharField(max_length=64, blank=True)
    population = models.PositiveIntegerField(default=0)
    names_digest = models.CharField(max_length=64, blank=True)
    drawn = models.JSONField(default=list, blank=True)
    asked = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager["Survey"]] = territory_scoped("action__territory")

    class Meta:
        ordering = ["action", "asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["action", "was_done"], name="survey_once_by_occasion"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in SurveyState]), name="survey_state_known"
            ),
            models.CheckConstraint(condition=Q(percent__gte=1, percent__lte=100), name="survey_share_of_a_hundred"),
        ]

    def __str__(self) -> str:
        return f"{self.action_id} {self.state}"


class SurveyReply(models.Model):
    """What one person answered, under a mark that says nothing of who; words wait until they are read."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="replies")
    mark = models.CharField(max_length=64, help_text=_("Qui, sans qu’on puisse retrouver la personne"))
    is_depositor = models.BooleanField(default=False)
    verdict = models.CharField(
        max_length=10, choices=[(verdict.value, label) for verdict, label in REPLY_LABELS.items()]
    )
    words = models.TextField(blank=True)
    reading = models.CharField(max_length=10, default=Reading.NONE.value)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["SurveyReply"]] = territory_scoped("survey__action__territory")

    class Meta:
        ordering = ["survey", "at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "mark"], name="survey_reply_once_by_person"),
            models.CheckConstraint(
                condition=Q(verdict__in=[verdict.value for verdict in ReplyVerdict]), name="survey_reply_known"
            ),
            models.CheckConstraint(
                condition=Q(reading=Reading.NONE.value, words="")
                | Q(reading__in=[Reading.WAITING.value, Reading.PUBLISHED.value, Reading.REFUSED.value]) & ~Q(words=""),
                name="survey_reply_read_if_it_has_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.verdict}"
