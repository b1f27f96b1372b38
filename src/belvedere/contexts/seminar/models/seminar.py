"""A seminar, its colleges, its guests and its programme."""

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.seminar.models.constraints import known
from belvedere.contexts.seminar.states import GuestState, SeminarState, SequenceKind, Template
from belvedere.platform.territory.scoping import territory_scoped


def new_key() -> str:
    """Return 120 bits that nobody guesses, for an address."""
    return secrets.token_hex(15)


class Seminar(models.Model):
    """Days in which colleges write together: from the list of guests to what enters the strategy and the plan."""

    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="seminars")
    body = models.ForeignKey("territory.Body", models.PROTECT, related_name="seminars")
    slug = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    purpose = models.TextField(help_text=_("La question à laquelle le séminaire répond"))
    place = models.CharField(max_length=300, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=10, default=SeminarState.DRAFT.value)
    template = models.CharField(max_length=10, default=Template.EMPTY.value)
    is_moderated = models.BooleanField(default=False, help_text=_("Rien n’est projeté avant d’être relu"))
    key = models.CharField(max_length=30, default=new_key, unique=True, help_text=_("Signe les liens des tables"))
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    lessons = models.TextField(blank=True, help_text=_("Ce que le séminaire conclut, en quelques phrases"))
    is_demonstration = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Seminar"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "-starts_on", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "slug"], name="seminar_slug_unique_in_territory"),
            known("state", SeminarState, "seminar_state_known"),
            known("template", Template, "seminar_template_known"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="seminar_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(state__in=[SeminarState.CLOSED.value, SeminarState.PUBLISHED.value])
                ^ Q(closed_at__isnull=True),
                name="seminar_closed_with_its_hour",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def matter(self) -> str:
        """The file under which the journal keeps its story."""
        return f"seminaire-{self.pk}"

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days + 1


class College(models.Model):
    """A group that must be in the room: elected officials, departments, partners… and how many of each."""

    seminar = models.ForeignKey(Seminar, models.CASCADE, related_name="colleges")
    slug = models.SlugField(max_length=40)
    name = models.CharField(max_length=100)
    quota = models.PositiveSmallIntegerField()

    objects: ClassVar[models.Manager["College"]] = territory_scoped("seminar__territory")

    class Meta:
        ordering = ["seminar", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["seminar", "slug"], name="college_slug_unique_in_seminar"),
            models.CheckConstraint(condition=Q(quota__gte=1), name="college_has_a_quota"),
        ]

    def __str__(self) -> str:
        return self.name


class Guest(models.Model):
    """A person who is invited. Needs are erased soon after the seminar, names and addresses a year after."""

    seminar = models.ForeignKey(Seminar, models.CASCADE, related_name="guests")
    college = models.ForeignKey(College, models.PROTECT, related_name="guests")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=30, default=new_key, unique=True)
    name = models.CharField(max_length=120)
    organisation = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    diet = models.CharField(max_length=200, blank=True)
    access = models.CharField(max_length=200, blank=True)
    fixed_table = models.PositiveSmallIntegerField(null=True, blank=True)
    together = models.CharField(max_length=40, blank=True)
    apart = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, default=GuestState.LISTED.value)
    invited_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Guest"]] = territory_scoped("seminar__territory")

    class Meta:
        ordering = ["seminar", "number"]
        constraints = [
            models.UniqueConstraint(fields=["seminar", "number"], name="guest_number_unique_in_seminar"),
            models.UniqueConstraint(
                fields=["seminar", "email"], condition=~Q(email=""), name="guest_email_once_in_seminar"
            ),
            known("state", GuestState, "guest_state_known"),
        ]
        indexes = [models.Index(fields=["email"], name="guest_by_email")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_here(self) -> bool:
        return self.arrived_at is not None and self.left_at is None


class Sequence(models.Model):
    """A moment of the programme: its objective, how, by whom, where, how long."""

    seminar = models.ForeignKey(Seminar, models.CASCADE, related_name="sequences")
    day = models.PositiveSmallIntegerField()
    track = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    objective = models.TextField(blank=True)
    method = models.SlugField(max_length=60, blank=True)
    minutes = models.PositiveSmallIntegerField()
    pinned = models.TimeField(null=True, blank=True)
    room = models.CharField(max_length=100, blank=True)
    facilitators = models.CharField(max_length=200, blank=True)
    materials = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager["Sequence"]] = territory_scoped("seminar__territory")

    class Meta:
        ordering = ["seminar", "day", "track", "position", "pk"]
        constraints = [
            known("kind", SequenceKind, "sequence_kind_known"),
            models.CheckConstraint(condition=Q(day__gte=1, track__gte=1), name="sequence_has_a_day_and_a_track"),
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=720), name="sequence_lasts"),
        ]

    def __str__(self) -> str:
        return self.title
