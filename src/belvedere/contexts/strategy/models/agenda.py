"""The calendar that every body shares, what of it asks people something, and the rules that were waived."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belvedere.contexts.strategy.models.constraints import known
from belvedere.contexts.strategy.states import EventKind, EventState, Method
from belvedere.contexts.strategy.words import problem_in_words
from belvedere.platform.territory.scoping import territory_scoped


class AgendaEvent(models.Model):
    """Something that a body announces: typed here, or read from its own calendar (``uid``)."""

    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="agenda_events")
    body = models.ForeignKey("territory.Body", models.PROTECT, related_name="agenda_events")
    kind = models.CharField(max_length=12)
    state = models.CharField(max_length=8, default=EventState.PLANNED.value)
    title = models.CharField(max_length=300)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    is_all_day = models.BooleanField(default=False)
    place = models.CharField(max_length=300, blank=True)
    url = models.URLField(max_length=300, blank=True)
    uid = models.CharField(max_length=300, blank=True)
    recurrence = models.CharField(max_length=40, blank=True)
    competence = models.ForeignKey(
        "territory.Competence", models.PROTECT, null=True, blank=True, related_name="agenda_events"
    )
    file = models.CharField(max_length=60, blank=True)
    is_demonstration = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["AgendaEvent"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "uid", "recurrence"], condition=~Q(uid=""), name="agenda_event_imported_once"
            ),
            known("kind", EventKind, "agenda_event_kind_known"),
            known("state", EventState, "agenda_event_state_known"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="agenda_event_ends_after_it_begins"),
        ]
        indexes = [
            models.Index(fields=["territory", "starts_at", "id"], name="agenda_by_beginning"),
            models.Index(fields=["territory", "body", "starts_at"], name="agenda_by_body"),
            models.Index(fields=["territory", "kind", "starts_at"], name="agenda_by_kind"),
            models.Index(fields=["territory", "competence", "starts_at"], name="agenda_by_competence"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d} {self.title}"

    @property
    def subject(self) -> str:
        """The reference under which its waivers are kept."""
        return f"agenda-{self.pk}"


class Solicitation(models.Model):
    """What an event asks of people: how long, of which part of whom, about what, under whose promise."""

    event = models.OneToOneField(AgendaEvent, models.CASCADE, related_name="solicitation")
    method = models.CharField(max_length=14)
    minutes = models.PositiveIntegerField()
    share_percent = models.FloatField()
    publics = models.JSONField(default=list)
    subject = models.SlugField(max_length=60, blank=True)
    question = models.TextField(blank=True)
    partners = models.ManyToManyField("territory.Body", related_name="+", blank=True)
    mandated_by = models.ForeignKey("territory.Body", models.PROTECT, null=True, blank=True, related_name="+")
    known_already = models.TextField(blank=True)
    under_a_state_procedure = models.BooleanField(null=True, blank=True)
    only_documents = models.BooleanField(default=False)
    council_is_due = models.BooleanField(null=True, blank=True)
    council_seised_on = models.DateField(null=True, blank=True)
    takes_requests = models.BooleanField(default=True)
    forwards_in_working_days = models.PositiveSmallIntegerField(null=True, blank=True)
    evaluation_goes_up = models.BooleanField(null=True, blank=True)
    people_reached = models.PositiveIntegerField(null=True, blank=True)

    objects: ClassVar[models.Manager["Solicitation"]] = territory_scoped("event__territory")

    class Meta:
        ordering = ["event"]
        constraints = [
            known("method", Method, "solicitation_method_known"),
            models.CheckConstraint(
                condition=Q(share_percent__gte=0, share_percent__lte=100), name="solicitation_share_is_a_percentage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.method}"


class EventCommune(models.Model):
    """A commune where an event is felt, where people are asked, where they are answered; the day it was told."""

    event = models.ForeignKey(AgendaEvent, models.CASCADE, related_name="communes")
    commune = models.ForeignKey("territory.Commune", models.PROTECT, related_name="agenda_events")
    is_touched = models.BooleanField(default=True)
    is_asked = models.BooleanField(default=True)
    is_answered = models.BooleanField(default=False)
    told_on = models.DateField(null=True, blank=True)

    objects: ClassVar[models.Manager["EventCommune"]] = territory_scoped("event__territory")

    class Meta:
        ordering = ["event", "commune"]
        constraints = [
            models.UniqueConstraint(fields=["event", "commune"], name="event_commune_once"),
            models.CheckConstraint(condition=Q(is_touched=True) | Q(is_asked=True), name="event_commune_concerned"),
        ]
        indexes = [models.Index(fields=["commune", "event"], name="event_by_commune")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.commune_id}"


class CalendarAddress(models.Model):
    """Where the calendar of a body is read again each day; never published, since an address may be its own key."""

    body = models.OneToOneField("territory.Body", models.CASCADE, related_name="calendar_address")
    url = models.CharField(max_length=500)
    etag = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    next_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager["CalendarAddress"]] = territory_scoped("body__territory")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(url__startswith="https://"), name="calendar_over_https")]

    def __str__(self) -> str:
        return f"{self.body_id}"

    @property
    def said_problem(self) -> str:
        """Why it could not be read the last time, in words; nothing when it was."""
        return problem_in_words(self.problem)


class Waiver(models.Model):
    """A rule of subsidiarity that a body set aside for a plan, with a public reason."""

    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="subsidiarity_waivers")
    subject = models.CharField(max_length=60)
    rule = models.CharField(max_length=8)
    body = models.ForeignKey("territory.Body", models.PROTECT, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["Waiver"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "subject", "rule"], name="waiver_once_by_rule"),
            models.CheckConstraint(condition=~Q(reason=""), name="waiver_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.rule}"
