"""Around a sheet: contributions asked, visas, suspensions of its clock, and who was told that it runs out."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.answers.models.sheet import AnswerSheet
from belvedere.contexts.answers.states import ContributionState, Rung, SuspensionReason
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.scoping import territory_scoped

CONTRIBUTION_STATE_LABELS = {
    ContributionState.ASKED: _("Attendue"),
    ContributionState.GIVEN: _("Rendue"),
    ContributionState.WITHDRAWN: _("Retirée"),
}
SUSPENSION_LABELS = {
    SuspensionReason.COMPLEMENT: _("une précision est demandée à la personne qui a déposé la saisine"),
    SuspensionReason.EXPERTISE: _("une expertise est commandée"),
    SuspensionReason.PARTNER: _("un autre organisme doit décider d’abord"),
    SuspensionReason.ELECTION: _("une réserve électorale est en cours"),
    SuspensionReason.FORCE: _("un cas de force majeure empêche d’instruire"),
}
APPROVERS = (RoleKind.DEPARTMENT, RoleKind.AGENT, RoleKind.ELECTED)


class Contribution(models.Model):
    """What a department or a partner body is asked to say about an answer, before its own date."""

    sheet = models.ForeignKey(AnswerSheet, models.CASCADE, related_name="contributions")
    body = models.ForeignKey("territory.Body", models.PROTECT, related_name="contributions")
    department = models.ForeignKey("territory.Department", models.PROTECT, null=True, blank=True, related_name="+")
    question = models.TextField()
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    working_days = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=10,
        choices=[(state.value, label) for state, label in CONTRIBUTION_STATE_LABELS.items()],
        default=ContributionState.ASKED.value,
    )
    text = models.TextField(blank=True)
    given_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Contribution"]] = territory_scoped("sheet__territory")

    class Meta:
        ordering = ["sheet", "due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "department"],
                condition=Q(department__isnull=False) & ~Q(state=ContributionState.WITHDRAWN.value),
                name="contribution_once_by_department",
            ),
            models.UniqueConstraint(
                fields=["sheet", "body"],
                condition=Q(department=None) & ~Q(state=ContributionState.WITHDRAWN.value),
                name="contribution_once_by_body",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ContributionState]), name="contribution_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=ContributionState.GIVEN.value, given_at__isnull=False) & ~Q(text="")
                | ~Q(state=ContributionState.GIVEN.value) & Q(given_at=None),
                name="contribution_given_with_words",
            ),
        ]
        indexes = [models.Index(fields=["body", "state", "due_on"], name="contribution_by_body")]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.body_id} {self.state}"

    @property
    def party(self) -> str:
        """Who is asked, as everyone names them."""
        return self.department.name if self.department is not None else self.body.name


class ApprovalStep(models.Model):
    """One rung of the approval chain of a body: answers submitted from now on must pass it, in order."""

    body = models.ForeignKey("territory.Body", models.CASCADE, related_name="approval_steps")
    rank = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=100)
    kind = models.CharField(max_length=16)
    department = models.ForeignKey("territory.Department", models.CASCADE, null=True, blank=True, related_name="+")

    objects: ClassVar[models.Manager["ApprovalStep"]] = territory_scoped("body__territory")

    class Meta:
        ordering = ["body", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["body", "rank"], name="approval_step_once_by_rank"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in APPROVERS]), name="approval_step_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(kind=RoleKind.DEPARTMENT.value, department__isnull=False)
                | ~Q(kind=RoleKind.DEPARTMENT.value) & Q(department=None),
                name="approval_step_department_named",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rank} {self.title}"


class Visa(models.Model):
    """One rung that a submitted draft must pass: copied from the chain on the day of the submission."""

    sheet = models.ForeignKey(AnswerSheet, models.CASCADE, related_name="visas")
    round = models.PositiveSmallIntegerField(help_text=_("La combientième soumission"))
    rank = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=100)
    kind = models.CharField(max_length=16)
    department = models.ForeignKey("territory.Department", models.PROTECT, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField(null=True, blank=True)
    sent_back_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Visa"]] = territory_scoped("sheet__territory")

    class Meta:
        ordering = ["sheet", "round", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "round", "rank"], name="visa_once_by_round_and_rank"),
            models.CheckConstraint(condition=Q(given_at=None) | Q(sent_back_at=None), name="visa_given_or_sent_back"),
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in APPROVERS]), name="visa_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.round}.{self.rank}"


class Suspension(models.Model):
    """Days during which the clock of an answer stands still, and why; the due date moves by as many working days."""

    sheet = models.ForeignKey(AnswerSheet, models.CASCADE, related_name="suspensions")
    reason = models.CharField(
        max_length=12, choices=[(reason.value, label) for reason, label in SUSPENSION_LABELS.items()]
    )
    since = models.DateField()
    until = models.DateField(help_text=_("Premier jour où le délai court de nouveau"))
    due_before = models.DateField(help_text=_("La date attendue avant cette suspension"))
    working_days = models.PositiveSmallIntegerField()

    objects: ClassVar[models.Manager["Suspension"]] = territory_scoped("sheet__territory")

    class Meta:
        ordering = ["sheet", "since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__in=[reason.value for reason in SuspensionReason]), name="suspension_reason_known"
            ),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="suspension_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.since} {self.until}"


class Escalation(models.Model):
    """Who was told that an answer's time runs out: once by rung and by due date."""

    sheet = models.ForeignKey(AnswerSheet, models.CASCADE, related_name="escalations")
    rung = models.CharField(max_length=8)
    due_on = models.DateField()
    at = models.DateTimeField()
    told = models.PositiveSmallIntegerField()

    objects: ClassVar[models.Manager["Escalation"]] = territory_scoped("sheet__territory")

    class Meta:
        ordering = ["sheet", "at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "rung", "due_on"], name="escalation_once_by_rung"),
            models.CheckConstraint(condition=Q(rung__in=[rung.value for rung in Rung]), name="escalation_rung_known"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.rung}"
