"""What officers do with supports: paper entered, supports removed, their sample checked."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belvedere.contexts.referrals.models.referral import Referral
from belvedere.contexts.referrals.states.paper import (
    AuditState,
    BatchState,
    CheckResult,
    MergerState,
    RemovalReason,
    RemovalState,
)
from belvedere.platform.territory.scoping import territory_scoped


class PaperBatch(models.Model):
    """The lines of one paper sheet, counted together and undone together; names are hashed, never kept."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="paper_batches")
    number = models.PositiveIntegerField()
    sheet = models.CharField(max_length=40)
    state = models.CharField(max_length=8, default=BatchState.COUNTED.value)
    lines = models.PositiveIntegerField()
    counted = models.PositiveIntegerField()
    entered_by = models.ForeignKey("accounts.Role", models.SET_NULL, null=True, related_name="+")
    entered_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["PaperBatch"]] = territory_scoped("referral__territory")

    class Meta:
        ordering = ["referral", "number"]
        constraints = [
            models.UniqueConstraint(fields=["referral", "number"], name="paper_batch_number_unique"),
            models.UniqueConstraint(
                fields=["referral", "sheet"],
                condition=Q(state=BatchState.COUNTED.value),
                name="paper_sheet_counted_once",
            ),
            models.CheckConstraint(condition=Q(counted__lte=F("lines")), name="paper_batch_counts_its_lines"),
            models.CheckConstraint(
                condition=Q(state=BatchState.COUNTED.value, undone_at=None)
                | Q(state=BatchState.UNDONE.value, undone_at__isnull=False),
                name="paper_batch_undone_with_its_hour",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.referral_id} {self.sheet}"


class Removal(models.Model):
    """Supports set aside together by what they share, with a public reason and number; it can be undone."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="removals")
    number = models.PositiveIntegerField()
    reason = models.CharField(max_length=20)
    conditions = models.JSONField()
    state = models.CharField(max_length=8, default=RemovalState.RUN.value)
    count = models.PositiveIntegerField()
    run_by = models.ForeignKey("accounts.Role", models.SET_NULL, null=True, related_name="+")
    run_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Removal"]] = territory_scoped("referral__territory")

    class Meta:
        ordering = ["referral", "number"]
        constraints = [
            models.UniqueConstraint(fields=["referral", "number"], name="removal_number_unique"),
            models.CheckConstraint(
                condition=Q(reason__in=[reason.value for reason in RemovalReason]), name="removal_reason_known"
            ),
            models.CheckConstraint(condition=Q(count__gte=1), name="removal_removes_someone"),
            models.CheckConstraint(
                condition=Q(state=RemovalState.RUN.value, undone_at=None)
                | Q(state=RemovalState.UNDONE.value, undone_at__isnull=False),
                name="removal_undone_with_its_hour",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.referral_id} {self.number}"


class Merger(models.Model):
    """A referral that joins another; its supporters choose, each, whether to carry their support over."""

    duplicate = models.ForeignKey(Referral, models.CASCADE, related_name="mergers")
    mother = models.ForeignKey(Referral, models.PROTECT, related_name="mergers_received")
    state = models.CharField(max_length=8, default=MergerState.UNDER_WAY.value)
    merged_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Merger"]] = territory_scoped("duplicate__territory")

    class Meta:
        ordering = ["duplicate", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["duplicate"], condition=Q(state=MergerState.UNDER_WAY.value), name="one_merger_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(duplicate=F("mother")), name="merger_of_two_referrals"),
            models.CheckConstraint(
                condition=Q(state=MergerState.UNDER_WAY.value, undone_at=None)
                | Q(state=MergerState.UNDONE.value, undone_at__isnull=False),
                name="merger_undone_with_its_hour",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duplicate_id} → {self.mother_id}"


class Audit(models.Model):
    """A random sample of the supports of a referral, checked one by one; the estimate is published."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="audits")
    number = models.PositiveIntegerField()
    seed = models.CharField(max_length=200)
    population = models.PositiveIntegerField()
    state = models.CharField(max_length=8, default=AuditState.UNDER_WAY.value)
    valid = models.PositiveIntegerField(null=True, blank=True)
    checked = models.PositiveIntegerField(null=True, blank=True)
    least = models.PositiveIntegerField(null=True, blank=True)
    most = models.PositiveIntegerField(null=True, blank=True)
    drawn_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Audit"]] = territory_scoped("referral__territory")

    class Meta:
        ordering = ["referral", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["referral", "number"], name="audit_number_unique"),
            models.UniqueConstraint(
                fields=["referral"], condition=Q(state=AuditState.UNDER_WAY.value), name="one_audit_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state=AuditState.UNDER_WAY.value, published_at=None, valid=None)
                | Q(state=AuditState.PUBLISHED.value, published_at__isnull=False, valid__isnull=False)
                & Q(least__isnull=False, most__isnull=False, checked__isnull=False),
                name="audit_published_with_its_figures",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.referral_id} {self.number}"


class AuditCheck(models.Model):
    """One support of a sample, and what its check found."""

    audit = models.ForeignKey(Audit, models.CASCADE, related_name="checks")
    rank = models.PositiveIntegerField()
    commitment = models.CharField(max_length=64)
    support = models.ForeignKey("referrals.Support", models.SET_NULL, null=True, related_name="checks")
    result = models.CharField(max_length=11, blank=True, default=CheckResult.WAITING.value)
    checked_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["AuditCheck"]] = territory_scoped("audit__referral__territory")

    class Meta:
        ordering = ["audit", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["audit", "rank"], name="audit_check_rank_unique"),
            models.CheckConstraint(
                condition=Q(result__in=[result.value for result in CheckResult]), name="audit_result_known"
            ),
            models.CheckConstraint(
                condition=Q(result="", checked_at=None) | ~Q(result="") & Q(checked_at__isnull=False),
                name="audit_checked_with_its_hour",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.audit_id} {self.rank} {self.result}"


class ElectoralReserve(models.Model):
    """The days during which nothing is collected before an election, computed backwards and kept with their source."""

    territory = models.ForeignKey("territory.Territory", models.CASCADE, related_name="electoral_reserves")
    body = models.ForeignKey("territory.Body", models.CASCADE, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=120)
    source = models.CharField(max_length=300)
    election_on = models.DateField()
    starts_on = models.DateField()
    last_deposit_on = models.DateField()
    resumes_on = models.DateField()

    objects: ClassVar[models.Manager["ElectoralReserve"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "body", "election_on"], name="one_reserve_by_election"),
            models.CheckConstraint(
                condition=Q(last_deposit_on__lt=F("starts_on"))
                & Q(starts_on__lt=F("election_on"))
                & Q(election_on__lt=F("resumes_on")),
                name="reserve_in_order",
            ),
            models.CheckConstraint(condition=~Q(source="") & ~Q(title=""), name="reserve_with_its_source"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.starts_on}"
