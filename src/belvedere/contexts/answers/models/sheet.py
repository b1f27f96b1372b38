"""What a body owes to an avis: one sheet by avis, one answer by recommendation."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.answers.states import COMMITTING, NEEDS_A_REASON, Draft, Horizon, SheetState, Verdict
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.scoping import territory_scoped

SHEET_STATE_LABELS = {
    SheetState.REQUESTED: _("Demandée"),
    SheetState.ASSIGNED: _("En rédaction"),
    SheetState.DRAFTED: _("À valider"),
    SheetState.VALIDATED: _("Validée, à publier"),
    SheetState.PUBLISHED: _("Publiée"),
}
VERDICT_LABELS = {
    Verdict.RETAINED: _("Retenu"),
    Verdict.PARTLY_RETAINED: _("Retenu en partie"),
    Verdict.UNDER_STUDY: _("À l’étude"),
    Verdict.REJECTED: _("Écarté"),
}
HORIZON_LABELS = {
    Horizon.SHORT: _("Court terme (moins d’un an)"),
    Horizon.MEDIUM: _("Moyen terme (moins de trois ans)"),
    Horizon.LONG: _("Long terme (le mandat)"),
}


class AnswerSheet(models.Model):
    """The answer that a body owes to an avis, before a date fixed on the day it was asked."""

    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="answer_sheets")
    opinion = models.OneToOneField("panels.Opinion", models.PROTECT, related_name="answer_sheet")
    body = models.ForeignKey("territory.Body", models.PROTECT, related_name="answer_sheets")
    department = models.ForeignKey(
        "territory.Department", models.PROTECT, null=True, blank=True, related_name="answer_sheets"
    )
    state = models.CharField(
        max_length=10,
        choices=[(state.value, label) for state, label in SHEET_STATE_LABELS.items()],
        default=SheetState.REQUESTED.value,
    )
    requested_at = models.DateTimeField()
    due_on = models.DateField()
    working_days = models.PositiveSmallIntegerField(help_text=_("Délai du règlement, figé le jour de la demande"))
    working_days_source = models.CharField(max_length=300)
    assigned_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey("accounts.Role", models.SET_NULL, null=True, blank=True, related_name="+")
    sent_back_reason = models.TextField(blank=True)
    validated_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    days_late = models.PositiveSmallIntegerField(null=True, blank=True, help_text=_("Jours ouvrés, à la publication"))
    # Who holds the next visa of a submitted draft, and how many are left with that one.
    visa_kind = models.CharField(max_length=16, default=RoleKind.ELECTED.value)
    visa_department = models.ForeignKey("territory.Department", models.PROTECT, null=True, blank=True, related_name="+")
    visas_left = models.PositiveSmallIntegerField(default=1)
    # The last suspension of its clock: « en retard » is read from dates, and no job has to start the clock again.
    suspended_since = models.DateField(null=True, blank=True)
    suspended_until = models.DateField(null=True, blank=True)

    objects: ClassVar[models.Manager["AnswerSheet"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in SheetState]), name="answer_sheet_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=SheetState.REQUESTED.value) | Q(department__isnull=False),
                name="answer_sheet_has_department_once_assigned",
            ),
            models.CheckConstraint(
                condition=Q(state=SheetState.PUBLISHED.value, published_at__isnull=False, days_late__isnull=False)
                | (~Q(state=SheetState.PUBLISHED.value) & Q(published_at=None, days_late=None)),
                name="answer_sheet_published_with_its_date",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[SheetState.VALIDATED.value, SheetState.PUBLISHED.value])
                | Q(validated_at__isnull=False),
                name="answer_sheet_validated_with_its_date",
            ),
            models.CheckConstraint(
                condition=Q(suspended_since=None, suspended_until=None)
                | Q(suspended_since__isnull=False, suspended_until__gte=F("suspended_since")),
                name="answer_sheet_suspended_between_two_days",
            ),
        ]
        indexes = [models.Index(fields=["territory", "body", "state"], name="answer_sheet_by_body")]

    def __str__(self) -> str:
        return f"{self.opinion_id} {self.state}"


class Answer(models.Model):
    """What the body says to one recommendation. While the sheet is drafted, parts may be missing."""

    sheet = models.ForeignKey(AnswerSheet, models.CASCADE, related_name="answers")
    recommendation = models.OneToOneField("panels.Recommendation", models.PROTECT, related_name="answer")
    verdict = models.CharField(
        max_length=16, blank=True, choices=[(verdict.value, label) for verdict, label in VERDICT_LABELS.items()]
    )
    text = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    study_until = models.DateField(null=True, blank=True)
    owner = models.ForeignKey("territory.Department", models.PROTECT, null=True, blank=True, related_name="+")
    horizon = models.CharField(
        max_length=6, blank=True, choices=[(horizon.value, label) for horizon, label in HORIZON_LABELS.items()]
    )
    due_on = models.DateField(null=True, blank=True)
    is_complete = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Answer"]] = territory_scoped("sheet__territory")

    class Meta:
        ordering = ["sheet_id", "recommendation__number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=["", *(verdict.value for verdict in Verdict)]), name="answer_verdict_known"
            ),
            models.CheckConstraint(
                condition=Q(horizon__in=["", *(horizon.value for horizon in Horizon)]), name="answer_horizon_known"
            ),
            models.CheckConstraint(condition=Q(is_complete=False) | ~Q(verdict=""), name="answer_complete_has_verdict"),
            models.CheckConstraint(
                condition=Q(is_complete=False)
                | ~Q(verdict__in=[verdict.value for verdict in sorted(NEEDS_A_REASON)])
                | ~Q(reason=""),
                name="answer_complete_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(is_complete=False) | Q(verdict=Verdict.REJECTED.value) | ~Q(text=""),
                name="answer_complete_has_text",
            ),
            models.CheckConstraint(
                condition=Q(is_complete=False) | ~Q(verdict=Verdict.UNDER_STUDY.value) | Q(study_until__isnull=False),
                name="answer_complete_has_study_date",
            ),
            models.CheckConstraint(
                condition=Q(is_complete=False)
                | ~Q(verdict__in=[verdict.value for verdict in sorted(COMMITTING)])
                | (Q(owner__isnull=False, due_on__isnull=False) & ~Q(horizon="")),
                name="answer_complete_has_owner_and_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id} {self.verdict}"

    @property
    def draft(self) -> Draft:
        """What this row says, as the rules read it."""
        return Draft(
            verdict=Verdict(self.verdict) if self.verdict else None,
            text=self.text,
            reason=self.reason,
            study_until=self.study_until,
            owner=self.owner_id,
            horizon=Horizon(self.horizon) if self.horizon else None,
            due_on=self.due_on,
        )
