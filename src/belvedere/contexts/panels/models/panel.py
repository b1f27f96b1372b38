"""What a standing panel does: missions, sessions, attendance, allowances, hearings."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belvedere.contexts.panels.models.constraints import known
from belvedere.contexts.panels.models.seat import Panel, Seat
from belvedere.contexts.panels.states.panel import (
    AllowanceKind,
    AllowanceState,
    AttendanceState,
    HearingState,
    MissionKind,
    MissionState,
    SessionState,
)
from belvedere.platform.territory.scoping import territory_scoped


class Mission(models.Model):
    """What a panel is asked, or chooses, to work on."""

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="missions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16)
    state = models.CharField(max_length=12, default=MissionState.PROPOSED.value)
    examen = models.ForeignKey("observatory.Examen", models.PROTECT, null=True, blank=True, related_name="missions")
    consultation = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=200)
    question = models.TextField()
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)

    objects: ClassVar[models.Manager["Mission"]] = territory_scoped("panel__territory")

    class Meta:
        ordering = ["panel", "number"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "number"], name="mission_number_unique_in_panel"),
            known("kind", MissionKind, "mission_kind_known"),
            known("state", MissionState, "mission_state_known"),
            models.CheckConstraint(
                condition=Q(kind=MissionKind.EXAMEN.value, examen__isnull=False, consultation="")
                | Q(kind=MissionKind.CONSULTATION.value, examen=None) & ~Q(consultation="")
                | Q(kind=MissionKind.OWN_CHOICE.value, examen=None, consultation=""),
                name="mission_serves_what_it_says",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Session(models.Model):
    """A day on which a panel meets."""

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="sessions")
    mission = models.ForeignKey(Mission, models.SET_NULL, null=True, blank=True, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, default=SessionState.PLANNED.value)
    title = models.CharField(max_length=200)
    agenda = models.TextField(blank=True)
    place = models.CharField(max_length=200, blank=True)
    access = models.TextField(blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    minutes = models.TextField(blank=True)

    objects: ClassVar[models.Manager["Session"]] = territory_scoped("panel__territory")

    class Meta:
        ordering = ["panel", "starts_at", "number"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "number"], name="session_number_unique_in_panel"),
            known("state", SessionState, "session_state_known"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return self.title


class SessionDocument(models.Model):
    """A document given to the members before a session; public when said so."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="documents")
    title = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    content = models.BinaryField()
    is_public = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    objects: ClassVar[models.Manager["SessionDocument"]] = territory_scoped("session__panel__territory")

    class Meta:
        ordering = ["session", "title", "pk"]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """Who was at a session, and what they needed to be there."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="attendances")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="attendances")
    state = models.CharField(max_length=8, default=AttendanceState.EXPECTED.value)
    needs_care = models.BooleanField(default=False)
    needs = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager["Attendance"]] = territory_scoped("session__panel__territory")

    class Meta:
        ordering = ["session", "seat"]
        constraints = [
            models.UniqueConstraint(fields=["session", "seat"], name="attendance_once_by_member"),
            known("state", AttendanceState, "attendance_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.seat_id}"


class Allowance(models.Model):
    """An amount owed to a member for a session; the accountant's file carries ``export_number``."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="allowances")
    session = models.ForeignKey(Session, models.PROTECT, related_name="allowances")
    kind = models.CharField(max_length=16)
    state = models.CharField(max_length=12, default=AllowanceState.DUE.value)
    amount_cents = models.PositiveIntegerField()
    export_number = models.PositiveSmallIntegerField(null=True, blank=True)
    moved_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Allowance"]] = territory_scoped("session__panel__territory")

    class Meta:
        ordering = ["session", "seat", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["seat", "session", "kind"], name="allowance_once_by_session"),
            known("kind", AllowanceKind, "allowance_kind_known"),
            known("state", AllowanceState, "allowance_state_known"),
            models.CheckConstraint(condition=Q(amount_cents__gte=1), name="allowance_is_something"),
            models.CheckConstraint(
                condition=Q(state=AllowanceState.DUE.value, export_number=None)
                | ~Q(state=AllowanceState.DUE.value) & Q(export_number__isnull=False),
                name="allowance_exported_in_a_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id} {self.kind} {self.amount_cents}"


class Hearing(models.Model):
    """Someone whom a panel asks to hear, and what came of it."""

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="hearings")
    mission = models.ForeignKey(Mission, models.CASCADE, null=True, blank=True, related_name="hearings")
    body = models.ForeignKey("territory.Body", models.PROTECT, null=True, blank=True, related_name="+")
    asked_of = models.CharField(max_length=200)
    subject = models.TextField()
    state = models.CharField(max_length=10, default=HearingState.REQUESTED.value)
    requested_at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="hearings")

    objects: ClassVar[models.Manager["Hearing"]] = territory_scoped("panel__territory")

    class Meta:
        ordering = ["panel", "requested_at", "pk"]
        constraints = [
            known("state", HearingState, "hearing_state_known"),
            models.CheckConstraint(
                condition=Q(state=HearingState.REQUESTED.value, answered_at=None)
                | ~Q(state=HearingState.REQUESTED.value) & Q(answered_at__isnull=False),
                name="hearing_answered_with_its_hour",
            ),
        ]

    def __str__(self) -> str:
        return self.asked_of
