"""« Est-ce fait ? »: what inhabitants are asked of an action, and what they answer."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.actionplan.models.action import Action
from belvedere.contexts.actionplan.states import Reading, ReplyVerdict, SurveyState
from belvedere.platform.territory.scoping import territory_scoped

REPLY_LABELS = {
    ReplyVerdict.YES: _("Oui, c’est fait"),
    ReplyVerdict.PARTLY: _("En partie"),
    ReplyVerdict.NO: _("Non, ce n’est pas fait"),
}


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
