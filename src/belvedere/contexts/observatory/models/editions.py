"""Where figures come from: files looked at then published whole, and addresses read again."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.observatory.states.figures import EditionState
from belvedere.platform.territory.scoping import territory_scoped

EDITION_STATE_LABELS = {
    EditionState.TO_CHECK: _("À vérifier"),
    EditionState.PUBLISHED: _("Publiée"),
    EditionState.UNDONE: _("Annulée"),
    EditionState.DROPPED: _("Abandonnée"),
}


class Edition(models.Model):
    """A set of figures that came together: its file as it was received, who brought it, what became of it."""

    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="editions")
    reference = models.CharField(max_length=20)
    indicator = models.ForeignKey(
        "observatory.Indicator", models.PROTECT, null=True, blank=True, related_name="editions"
    )
    title = models.CharField(max_length=200)
    state = models.CharField(
        max_length=10, choices=[(state.value, label) for state, label in EDITION_STATE_LABELS.items()]
    )
    file_name = models.CharField(max_length=200, blank=True)
    content = models.BinaryField(blank=True, default=b"")
    sha256 = models.CharField(max_length=64, blank=True)
    origin_url = models.URLField(blank=True)
    row_count = models.PositiveIntegerField(default=0)
    error_count = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="undone_by")
    brought_by = models.ForeignKey("accounts.Role", models.SET_NULL, null=True, blank=True, related_name="+")
    received_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    published_at = models.DateTimeField(
        null=True, blank=True, help_text=_("L’heure à laquelle ses valeurs ont été dites")
    )

    objects: ClassVar[models.Manager["Edition"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "reference"], name="edition_reference_unique_in_territory"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in EditionState]), name="edition_state_known"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True)
                ^ Q(state__in=[EditionState.PUBLISHED.value, EditionState.UNDONE.value]),
                name="edition_published_at_an_hour",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Feed(models.Model):
    """An address from which an indicator's figures are read again, on a host that the operator allows."""

    indicator = models.OneToOneField("observatory.Indicator", models.CASCADE, related_name="feed")
    url = models.URLField(max_length=500)
    every_days = models.PositiveSmallIntegerField()
    next_at = models.DateTimeField()
    last_sha256 = models.CharField(max_length=64, blank=True)
    last_problem = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager["Feed"]] = territory_scoped("indicator__territory")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(every_days__gte=1), name="feed_at_most_daily"),
            models.CheckConstraint(condition=Q(url__startswith="https://"), name="feed_over_https"),
        ]

    def __str__(self) -> str:
        return self.url
