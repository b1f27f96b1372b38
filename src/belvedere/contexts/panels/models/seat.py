"""A standing panel, its cohorts, and the places on it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belvedere.contexts.panels.models.constraints import known
from belvedere.contexts.panels.models.draw import Draw
from belvedere.contexts.panels.states.panel import PanelState
from belvedere.contexts.panels.states.seat import SeatState
from belvedere.platform.territory.scoping import territory_scoped


class Panel(models.Model):
    """People drawn by lot who work together, for one mission or for years, renewed by thirds or not."""

    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="panels")
    body = models.ForeignKey("territory.Body", models.PROTECT, related_name="panels")
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    state = models.CharField(max_length=12, default=PanelState.FORMING.value)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    renewal_months = models.PositiveSmallIntegerField(null=True, blank=True)
    most_sessions_by_year = models.PositiveSmallIntegerField(null=True, blank=True)

    objects: ClassVar[models.Manager["Panel"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "slug"], name="panel_slug_unique_in_territory"),
            known("state", PanelState, "panel_state_known"),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="panel_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Cohort(models.Model):
    """The members of a panel whose terms begin and end together."""

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="cohorts")
    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()

    objects: ClassVar[models.Manager["Cohort"]] = territory_scoped("panel__territory")

    class Meta:
        ordering = ["panel", "number"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "number"], name="cohort_number_unique_in_panel"),
            models.CheckConstraint(condition=Q(number__gte=1), name="cohort_from_one"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="cohort_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.panel_id} · {self.number}"


class Seat(models.Model):
    """A place given by a draw. It keeps the pseudonym when the person is erased, so that the draw still verifies."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="seats")
    panel = models.ForeignKey(Panel, models.PROTECT, null=True, blank=True, related_name="seats")
    cohort = models.ForeignKey(Cohort, models.PROTECT, null=True, blank=True, related_name="seats")
    candidate = models.OneToOneField("panels.Candidate", models.SET_NULL, null=True, blank=True, related_name="seat")
    account = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    pseudonym = models.CharField(max_length=8)
    state = models.CharField(max_length=16, default=SeatState.DRAWN.value)
    alternate_rank = models.PositiveSmallIntegerField(null=True, blank=True)
    replaced_by = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaces")
    drawn_at = models.DateTimeField()
    answer_due_on = models.DateField(null=True, blank=True)
    moved_at = models.DateTimeField()
    term_starts_on = models.DateField(null=True, blank=True)
    term_ends_on = models.DateField(null=True, blank=True)
    public_name = models.CharField(max_length=150, blank=True)
    name_agreed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Seat"]] = territory_scoped("draw__campaign__territory")

    class Meta:
        ordering = ["draw", "pseudonym"]
        indexes = [models.Index(fields=["panel", "state"], name="seat_of_panel")]
        constraints = [
            models.UniqueConstraint(fields=["draw", "pseudonym"], name="seat_once_by_person"),
            models.UniqueConstraint(
                fields=["draw", "alternate_rank"], condition=Q(alternate_rank__isnull=False), name="seat_rank_once"
            ),
            known("state", SeatState, "seat_state_known"),
            models.CheckConstraint(
                condition=~Q(state=SeatState.ALTERNATE.value) | Q(alternate_rank__isnull=False),
                name="seat_of_alternate_has_a_rank",
            ),
            models.CheckConstraint(
                condition=Q(public_name="") | Q(name_agreed_at__isnull=False), name="seat_named_once_agreed"
            ),
            models.CheckConstraint(
                condition=Q(term_starts_on=None) | Q(term_ends_on=None) | Q(term_ends_on__gte=F("term_starts_on")),
                name="seat_term_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.pseudonym
