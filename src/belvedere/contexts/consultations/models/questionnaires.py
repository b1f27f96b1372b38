"""Questionnaires: questions in two languages, sheets of answers, quotas by commune."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

from belvedere.contexts.consultations.states.questionnaire import QuestionKind, SheetState
from belvedere.contexts.consultations.states.register import Source
from belvedere.platform.territory.scoping import territory_scoped


class Questionnaire(models.Model):
    """The questions of a phase."""

    phase = models.OneToOneField("consultations.Phase", models.CASCADE, related_name="questionnaire")
    introduction = models.TextField(blank=True)
    introduction_en = models.TextField(blank=True)
    shows_results = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Questionnaire"]] = territory_scoped("phase__consultation__territory")

    class Meta:
        ordering = ["phase"]

    def __str__(self) -> str:
        return f"{self.phase_id}"


class Question(models.Model):
    """A question; shown only when ``asked_if`` was answered by ``asked_if_choice``, if it says so.

    ``choices`` and ``rows`` are lists of ``{"code", "fr", "en"}``.
    """

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=14)
    text = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300, blank=True)
    help = models.CharField(max_length=300, blank=True)
    help_en = models.CharField(max_length=300, blank=True)
    is_required = models.BooleanField(default=False)
    choices = models.JSONField(default=list, blank=True)
    rows = models.JSONField(default=list, blank=True)
    low = models.IntegerField(null=True, blank=True)
    high = models.IntegerField(null=True, blank=True)
    asked_if = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    asked_if_choice = models.CharField(max_length=10, blank=True)

    objects: ClassVar[models.Manager["Question"]] = territory_scoped("questionnaire__phase__consultation__territory")

    class Meta:
        ordering = ["questionnaire", "number"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "number"], name="question_number_unique"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in QuestionKind]), name="question_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(asked_if__isnull=True, asked_if_choice="")
                | (Q(asked_if__isnull=False) & ~Q(asked_if_choice="")),
                name="question_condition_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class CommuneQuota(models.Model):
    """How many sheets of a commune are taken at most."""

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="quotas")
    commune = models.ForeignKey("territory.Commune", models.PROTECT, related_name="+")
    most = models.PositiveIntegerField()

    objects: ClassVar[models.Manager["CommuneQuota"]] = territory_scoped(
        "questionnaire__phase__consultation__territory"
    )

    class Meta:
        ordering = ["questionnaire", "commune"]
        constraints = [models.UniqueConstraint(fields=["questionnaire", "commune"], name="one_quota_by_commune")]

    def __str__(self) -> str:
        return f"{self.questionnaire_id} {self.commune_id} {self.most}"


class Sheet(models.Model):
    """The answers of somebody; ``key`` is in their browser's cookie. ``answers`` are by number of question."""

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="sheets")
    key = models.UUIDField(default=uuid4, unique=True)
    source = models.CharField(max_length=10, default=Source.ONLINE.value)
    state = models.CharField(max_length=10, default=SheetState.DRAFT.value)
    answers = models.JSONField(default=dict)
    commune = models.ForeignKey("territory.Commune", models.PROTECT, null=True, blank=True, related_name="+")
    age = models.CharField(max_length=40, blank=True)
    sex = models.CharField(max_length=40, blank=True)
    begun_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    typed_by = models.ForeignKey("accounts.Role", models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar[models.Manager["Sheet"]] = territory_scoped("questionnaire__phase__consultation__territory")

    class Meta:
        ordering = ["questionnaire", "begun_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=SheetState.DRAFT.value, sent_at__isnull=True)
                | Q(state=SheetState.SENT.value, sent_at__isnull=False),
                name="sheet_sent_with_its_day",
            ),
            models.CheckConstraint(condition=Q(source__in=[one.value for one in Source]), name="sheet_source_known"),
        ]
        indexes = [models.Index(fields=["questionnaire", "state", "commune"], name="sheet_by_commune")]

    def __str__(self) -> str:
        return f"{self.questionnaire_id} {self.key}"
