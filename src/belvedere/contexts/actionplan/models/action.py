"""An action of the plan: what was promised, by whom, before when, where it comes from, how far it is."""

from datetime import date
from typing import ClassVar

from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.actionplan.models.plan import Axis
from belvedere.contexts.actionplan.states import CONTEST_ANSWERS, ActionState, is_late
from belvedere.contexts.actionplan.states.sheets import OriginKind
from belvedere.platform.journal.append_only import AppendOnly
from belvedere.platform.territory.scoping import territory_scoped

STATE_LABELS = {
    ActionState.PLANNED: _("Prévue"),
    ActionState.UNDER_WAY: _("En cours"),
    ActionState.DONE: _("Faite"),
    ActionState.CONTESTED: _("Contestée"),
    ActionState.ABANDONED: _("Abandonnée"),
}
HORIZON_LABELS = {"court": _("Court terme"), "moyen": _("Moyen terme"), "long": _("Long terme")}
ORIGIN_LABELS = {
    OriginKind.SEMINAR: _("Contribution du séminaire"),
    OriginKind.RECOMMENDATION: _("Recommandation d’un panel"),
    OriginKind.REFERRAL: _("Saisine"),
    OriginKind.COMMITMENT: _("Engagement de la stratégie"),
    OriginKind.DELIBERATION: _("Délibération"),
    OriginKind.STUDY: _("Étude"),
}
# The database refuses that a line of an action's history be changed or taken away, as it does for the journal.
HISTORY = AppendOnly(
    table="actionplan_progress", name="action_history", refusal="the history of an action is append-only"
)
REVISIONS = AppendOnly(
    table="actionplan_revision", name="action_revisions", refusal="the former sheets of an action are append-only"
)
_STATES = [state.value for state in ActionState]


class Action(models.Model):
    """A dated commitment with an owner: born of a recommendation that was retained, or written in the plan."""

    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="actions")
    reference = models.CharField(max_length=20)
    matter = models.CharField(max_length=20, help_text=_("L’examen d’où elle vient, ou elle-même"))
    answer = models.OneToOneField("answers.Answer", models.PROTECT, null=True, blank=True, related_name="action")
    axis = models.ForeignKey(Axis, models.PROTECT, null=True, blank=True, related_name="actions")
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    department = models.ForeignKey(
        "territory.Department", models.PROTECT, null=True, blank=True, related_name="actions"
    )
    body = models.ForeignKey("territory.Body", models.PROTECT, related_name="actions")
    horizon = models.CharField(max_length=6, choices=list(HORIZON_LABELS.items()))
    starts_on = models.DateField()
    due_on = models.DateField()
    cost_euros = models.PositiveBigIntegerField(null=True, blank=True)
    cost_note = models.CharField(max_length=300, blank=True)
    deliverables = models.JSONField(default=list, blank=True)
    indicators = models.JSONField(default=list, blank=True)
    risks = models.JSONField(default=list, blank=True)
    partners = models.ManyToManyField("territory.Body", related_name="partnered_actions", blank=True)
    communes = models.ManyToManyField("territory.Commune", related_name="actions", blank=True)
    prerequisites = models.ManyToManyField("self", symmetrical=False, related_name="followers", blank=True)
    state = models.CharField(
        max_length=12,
        choices=[(state.value, label) for state, label in STATE_LABELS.items()],
        default=ActionState.PLANNED.value,
    )
    percent = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True, help_text=_("Quand elle a été abandonnée"))
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
            models.CheckConstraint(condition=Q(due_on__gte=F("starts_on")), name="action_due_after_it_starts"),
            models.CheckConstraint(
                condition=Q(state__in=[ActionState.DONE.value, ActionState.CONTESTED.value], done_at__isnull=False)
                | Q(
                    state__in=[
                        ActionState.PLANNED.value,
                        ActionState.UNDER_WAY.value,
                        ActionState.ABANDONED.value,
                    ],
                    done_at=None,
                ),
                name="action_done_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state=ActionState.ABANDONED.value, left_at__isnull=False)
                | (~Q(state=ActionState.ABANDONED.value) & Q(left_at=None)),
                name="action_left_on_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["territory", "state", "due_on"], name="action_by_state"),
            models.Index(fields=["territory", "matter"], name="action_by_matter"),
            models.Index(fields=["territory", "horizon", "due_on"], name="action_by_horizon"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def is_late_on(self, today: date) -> bool:
        return is_late(ActionState(self.state), due_on=self.due_on, today=today)

    @property
    def owner(self) -> str:
        """The name of who must do it: the department when one is named, with its body."""
        return f"{self.department.name}, {self.body.name}" if self.department else self.body.name

    @property
    def opinion_reference(self) -> str:
        """The avis from which it comes, if it was born of a recommendation."""
        return str(self.answer.recommendation.opinion.reference) if self.answer else ""

    @property
    def recommendation_number(self) -> int | None:
        return self.answer.recommendation.number if self.answer else None


class ActionOrigin(models.Model):
    """A thing from which an action comes: anyone may follow the link."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="origins")
    rank = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=[(kind.value, label) for kind, label in ORIGIN_LABELS.items()])
    label = models.CharField(max_length=300)
    url = models.CharField(max_length=500, blank=True)

    objects: ClassVar[models.Manager["ActionOrigin"]] = territory_scoped("action__territory")

    class Meta:
        ordering = ["action", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["action", "rank"], name="origin_rank_unique_in_action"),
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in OriginKind]), name="origin_kind_known"),
            models.CheckConstraint(
                condition=Q(url="") | Q(url__startswith="/") | Q(url__startswith="https://"), name="origin_url_leads"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.label}"


class Revision(models.Model):
    """The sheet of an action as it stood from an instant on; never changed: the plan can be read at any date."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="revisions")
    at = models.DateTimeField()
    content = models.JSONField()
    why = models.TextField(blank=True)

    objects: ClassVar[models.Manager["Revision"]] = territory_scoped("action__territory")

    class Meta:
        ordering = ["action", "-at", "-pk"]
        indexes = [models.Index(fields=["action", "at"], name="revision_by_action")]

    def __str__(self) -> str:
        return f"{self.action_id} {self.at}"


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
