"""The register: what people wrote, said or sent, numbered in the order in which it came."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

from belvedere.contexts.consultations.states.register import ContributionState, Ground, Source
from belvedere.platform.territory.scoping import territory_scoped

LONGEST_TEXT = 10_000


class Contribution(models.Model):
    """Something that somebody asked, proposed or deplored. ``key`` is in the mail of who left an address."""

    consultation = models.ForeignKey("consultations.Consultation", models.CASCADE, related_name="contributions")
    phase = models.ForeignKey("consultations.Phase", models.PROTECT, related_name="contributions")
    number = models.PositiveIntegerField()
    key = models.UUIDField(default=uuid4, unique=True)
    source = models.CharField(max_length=10)
    text = models.TextField()
    received_at = models.DateTimeField()
    typed_by = models.ForeignKey("accounts.Role", models.SET_NULL, null=True, blank=True, related_name="+")
    is_personal = models.BooleanField(default=False)
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, default="fr")
    college = models.CharField(max_length=120, blank=True)
    commune = models.ForeignKey("territory.Commune", models.PROTECT, null=True, blank=True, related_name="+")
    age = models.CharField(max_length=40, blank=True)
    sex = models.CharField(max_length=40, blank=True)
    message_digest = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=8, default=ContributionState.WAITING.value)
    ground = models.CharField(max_length=20, blank=True)
    moderated_at = models.DateTimeField(null=True, blank=True)
    proposed_theme = models.ForeignKey(
        "consultations.Theme", models.SET_NULL, null=True, blank=True, related_name="proposed"
    )
    proposed_because = models.CharField(max_length=300, blank=True)
    theme = models.ForeignKey("consultations.Theme", models.SET_NULL, null=True, blank=True, related_name="classed")
    is_classed = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Contribution"]] = territory_scoped("consultation__territory")

    class Meta:
        ordering = ["consultation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="contribution_number_unique"),
            models.UniqueConstraint(
                fields=["consultation", "message_digest"],
                condition=~Q(message_digest=""),
                name="contribution_imported_once",
            ),
            models.CheckConstraint(
                condition=Q(source__in=[one.value for one in Source]), name="contribution_source_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in ContributionState]), name="registered_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=ContributionState.SET_ASIDE.value, ground__in=[one.value for one in Ground])
                | (~Q(state=ContributionState.SET_ASIDE.value) & Q(ground="")),
                name="contribution_set_aside_on_a_ground",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="contribution_says_something"),
            models.CheckConstraint(
                condition=Q(is_classed=True) | Q(theme__isnull=True), name="contribution_theme_once_classed"
            ),
        ]
        indexes = [
            models.Index(fields=["consultation", "state", "number"], name="contribution_by_state"),
            models.Index(fields=["consultation", "is_classed"], name="contribution_by_class"),
            models.Index(fields=["email"], condition=~Q(email=""), name="contribution_by_email"),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.number}"

    @property
    def is_public(self) -> bool:
        return self.state == ContributionState.SHOWN and not self.is_personal


class ContributionFile(models.Model):
    """A document joined to a contribution, or the scan of the sheet of paper that it was written on."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="files")
    title = models.CharField(max_length=120)
    media_type = models.CharField(max_length=40)
    content = models.BinaryField()
    size = models.PositiveIntegerField()

    objects: ClassVar[models.Manager["ContributionFile"]] = territory_scoped("contribution__consultation__territory")

    class Meta:
        ordering = ["contribution", "pk"]
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="contribution_file_not_empty")]

    def __str__(self) -> str:
        return self.title
