"""A recruitment by lot: what it is for, and the quotas that its panel must hold."""

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belvedere.contexts.panels.models.constraints import known
from belvedere.contexts.panels.states.campaign import FROZEN_ON, CampaignState, CategoryKind
from belvedere.platform.territory.scoping import territory_scoped

_FROZEN = sorted(state.value for state in FROZEN_ON)


def new_code_key() -> str:
    """Return the secret from which the codes of one recruitment are made."""
    return secrets.token_hex(32)


class Campaign(models.Model):
    """A recruitment, from its purpose to its panel. ``panel`` is the one that it founds or renews."""

    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="campaigns")
    body = models.ForeignKey("territory.Body", models.PROTECT, related_name="campaigns")
    reference = models.CharField(max_length=20)
    state = models.CharField(max_length=14, default=CampaignState.PREPARATION.value)
    title = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    size = models.PositiveSmallIntegerField()
    minimum_age_years = models.PositiveSmallIntegerField(default=16)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    examen = models.ForeignKey("observatory.Examen", models.PROTECT, null=True, blank=True, related_name="campaigns")
    panel = models.ForeignKey("panels.Panel", models.PROTECT, null=True, blank=True, related_name="campaigns")
    renews = models.ForeignKey("panels.Cohort", models.PROTECT, null=True, blank=True, related_name="renewals")
    register_source = models.CharField(max_length=300, blank=True)
    responses_until = models.DateField(null=True, blank=True)
    addresses_kept_until = models.DateField(null=True, blank=True)
    candidates_kept_until = models.DateField(null=True, blank=True)
    code_key = models.CharField(max_length=64, default=new_code_key, blank=True)
    opened_at = models.DateTimeField()
    registration_opened_at = models.DateTimeField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    pool_digest = models.CharField(max_length=64, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    addresses_erased_at = models.DateTimeField(null=True, blank=True)
    candidates_erased_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Campaign"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "-opened_at", "-pk"]
        indexes = [models.Index(fields=["territory", "body", "-opened_at", "-id"], name="campaign_of_body")]
        constraints = [
            models.UniqueConstraint(fields=["territory", "reference"], name="campaign_reference_unique_in_territory"),
            known("state", CampaignState, "campaign_state_known"),
            models.CheckConstraint(condition=Q(size__gte=1), name="campaign_draws_someone"),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="campaign_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(renews=None) | Q(panel__isnull=False), name="campaign_renews_a_cohort_of_its_panel"
            ),
            models.CheckConstraint(
                condition=Q(state__in=_FROZEN, frozen_at__isnull=False) & ~Q(pool_digest="")
                | ~Q(state__in=_FROZEN) & Q(frozen_at=None, pool_digest=""),
                name="campaign_frozen_with_its_hour",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def matter(self) -> str:
        """The file under which the journal keeps its story: the examen that it serves, or its own."""
        return self.examen.reference if self.examen is not None else self.reference


class Category(models.Model):
    """What quotas are set on: a question asked, the commune, or two categories crossed (``sexe × âge``)."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="categories")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, default=CategoryKind.ASKED.value)
    name = models.CharField(max_length=80)
    question = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=300)
    source_date = models.CharField(max_length=40, blank=True)

    objects: ClassVar[models.Manager["Category"]] = territory_scoped("campaign__territory")

    class Meta:
        ordering = ["campaign", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "name"], name="category_once_by_campaign"),
            models.UniqueConstraint(
                fields=["campaign"], condition=Q(kind=CategoryKind.COMMUNE.value), name="one_commune_category"
            ),
            known("kind", CategoryKind, "category_kind_known"),
            models.CheckConstraint(condition=~Q(name=""), name="category_has_a_name"),
            models.CheckConstraint(condition=~Q(source=""), name="category_has_its_source"),
        ]

    def __str__(self) -> str:
        return self.name


class Target(models.Model):
    """A quota: how many members may have this value. ``population`` is the margin that it comes from."""

    category = models.ForeignKey(Category, models.CASCADE, related_name="targets")
    position = models.PositiveSmallIntegerField()
    value = models.CharField(max_length=120)
    commune = models.ForeignKey("territory.Commune", models.PROTECT, null=True, blank=True, related_name="+")
    population = models.PositiveIntegerField(null=True, blank=True)
    minimum = models.PositiveSmallIntegerField()
    maximum = models.PositiveSmallIntegerField()
    flexible_minimum = models.PositiveSmallIntegerField(null=True, blank=True)
    flexible_maximum = models.PositiveSmallIntegerField(null=True, blank=True)

    objects: ClassVar[models.Manager["Target"]] = territory_scoped("category__campaign__territory")

    class Meta:
        ordering = ["category", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["category", "value"], name="target_once_by_category"),
            models.UniqueConstraint(
                fields=["category", "commune"], condition=Q(commune__isnull=False), name="target_once_by_commune"
            ),
            models.CheckConstraint(condition=~Q(value=""), name="target_has_a_value"),
            models.CheckConstraint(condition=Q(maximum__gte=F("minimum")), name="target_minimum_under_maximum"),
            models.CheckConstraint(
                condition=Q(flexible_minimum=None) | Q(flexible_minimum__lte=F("minimum")),
                name="target_flexible_minimum_is_lower",
            ),
            models.CheckConstraint(
                condition=Q(flexible_maximum=None) | Q(flexible_maximum__gte=F("maximum")),
                name="target_flexible_maximum_is_higher",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value} {self.minimum}–{self.maximum}"
