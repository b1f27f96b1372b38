"""What a panel is asked in writing, and what its members answer: counted for the officers, never with a name."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belvedere.contexts.panels.models.constraints import known
from belvedere.contexts.panels.models.seat import Panel, Seat
from belvedere.contexts.panels.states.questionnaire import QuestionnaireState
from belvedere.platform.territory.scoping import territory_scoped


class Questionnaire(models.Model):
    """Questions written one a line (:func:`states.questionnaire.questions_in`), open until a day."""

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="questionnaires")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    questions = models.TextField()
    state = models.CharField(max_length=6, default=QuestionnaireState.OPEN.value)
    closes_on = models.DateField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Questionnaire"]] = territory_scoped("panel__territory")

    class Meta:
        ordering = ["panel", "number"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "number"], name="questionnaire_number_unique_in_panel"),
            known("state", QuestionnaireState, "questionnaire_state_known"),
            models.CheckConstraint(condition=~Q(questions=""), name="questionnaire_asks_something"),
            models.CheckConstraint(
                condition=Q(state=QuestionnaireState.OPEN.value, closed_at=None)
                | Q(state=QuestionnaireState.CLOSED.value, closed_at__isnull=False),
                name="questionnaire_closed_with_its_hour",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Reply(models.Model):
    """A member's answers, in the order of the questions; they leave with her data."""

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="replies")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="replies")
    answers = models.JSONField(default=list)
    replied_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Reply"]] = territory_scoped("questionnaire__panel__territory")

    class Meta:
        ordering = ["questionnaire", "seat"]
        constraints = [models.UniqueConstraint(fields=["questionnaire", "seat"], name="reply_once_by_member")]

    def __str__(self) -> str:
        return f"{self.questionnaire_id} {self.seat_id}"
