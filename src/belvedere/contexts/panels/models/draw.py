"""The draw by lot of a recruitment: the lottery, its commitment, who launched it, the dice, what is published."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belvedere.contexts.panels.models.campaign import Campaign
from belvedere.contexts.panels.models.constraints import known
from belvedere.contexts.panels.states.campaign import DrawState, Randomness
from belvedere.platform.territory.scoping import territory_scoped

LAST_FACE = 9  # of a ten-sided die


class Draw(models.Model):
    """The one draw of a recruitment. Its files are in :class:`DrawFile`; all of them know pseudonyms only."""

    campaign = models.OneToOneField(Campaign, models.PROTECT, related_name="draw")
    state = models.CharField(max_length=8, default=DrawState.COMPUTING.value)
    objective = models.CharField(max_length=12, default="leximin")
    lottery_size = models.PositiveIntegerField(default=1000)
    seed = models.CharField(max_length=64, blank=True)
    code_version = models.CharField(max_length=60, blank=True)
    failure = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    computed_at = models.DateTimeField(null=True, blank=True)
    commitment = models.CharField(max_length=64, blank=True)
    succession_anchor = models.CharField(max_length=64, blank=True)
    succession_secret = models.CharField(max_length=64, blank=True)
    committed_at = models.DateTimeField(null=True, blank=True)
    ceremony_at = models.DateTimeField(null=True, blank=True)
    ceremony_place = models.CharField(max_length=200, blank=True)
    randomness_kind = models.CharField(max_length=16, blank=True)
    randomness = models.TextField(blank=True)
    first_officer = models.ForeignKey("accounts.Role", models.SET_NULL, null=True, blank=True, related_name="+")
    first_officer_at = models.DateTimeField(null=True, blank=True)
    second_officer = models.ForeignKey("accounts.Role", models.SET_NULL, null=True, blank=True, related_name="+")
    launched_at = models.DateTimeField(null=True, blank=True)
    drawn_panel = models.PositiveIntegerField(null=True, blank=True)
    drawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Draw"]] = territory_scoped("campaign__territory")

    class Meta:
        ordering = ["campaign"]
        constraints = [
            known("state", DrawState, "draw_state_known"),
            known("randomness_kind", Randomness, "draw_randomness_known", is_optional=True),
            models.CheckConstraint(condition=Q(lottery_size__gte=1), name="draw_among_one_panel_at_least"),
            models.CheckConstraint(
                condition=Q(first_officer=None) | Q(second_officer=None) | ~Q(first_officer=F("second_officer")),
                name="draw_launched_by_two",
            ),
            models.CheckConstraint(
                condition=Q(committed_at=None, commitment="") | Q(committed_at__isnull=False) & ~Q(commitment=""),
                name="draw_committed_with_its_hour",
            ),
            models.CheckConstraint(
                condition=Q(launched_at=None) | Q(committed_at__isnull=False, launched_at__gt=F("committed_at")),
                name="draw_launched_after_its_commitment",
            ),
            models.CheckConstraint(
                condition=Q(state=DrawState.DRAWN.value, drawn_at__isnull=False, drawn_panel__isnull=False)
                | ~Q(state=DrawState.DRAWN.value) & Q(drawn_at=None, drawn_panel=None),
                name="draw_made_with_its_hour",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.state}"


class DrawFile(models.Model):
    """A file of the published folder, as bytes: what anyone downloads and verifies."""

    draw = models.ForeignKey(Draw, models.CASCADE, related_name="files")
    name = models.CharField(max_length=80)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    is_published = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["DrawFile"]] = territory_scoped("draw__campaign__territory")

    class Meta:
        ordering = ["draw", "name"]
        constraints = [models.UniqueConstraint(fields=["draw", "name"], name="draw_file_once_by_name")]

    def __str__(self) -> str:
        return self.name


class WitnessThrow(models.Model):
    """A witness's die, typed by two people who do not see each other's: ``keying`` is 1 or 2."""

    draw = models.ForeignKey(Draw, models.CASCADE, related_name="throws")
    position = models.PositiveSmallIntegerField()
    keying = models.PositiveSmallIntegerField()
    face = models.PositiveSmallIntegerField()
    typed_at = models.DateTimeField()

    objects: ClassVar[models.Manager["WitnessThrow"]] = territory_scoped("draw__campaign__territory")

    class Meta:
        ordering = ["draw", "position", "keying"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "position", "keying"], name="throw_typed_once_by_each"),
            models.CheckConstraint(condition=Q(position__gte=1), name="throw_from_one"),
            models.CheckConstraint(condition=Q(keying__in=[1, 2]), name="throw_typed_by_two"),
            models.CheckConstraint(condition=Q(face__lte=LAST_FACE), name="throw_of_a_ten_sided_die"),
        ]

    def __str__(self) -> str:
        return f"{self.draw_id} {self.position}.{self.keying}"
