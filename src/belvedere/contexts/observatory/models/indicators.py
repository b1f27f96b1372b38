"""An indicator, its series by place, its observations that nothing overwrites, and the targets set over time."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.observatory.states.figures import (
    Confidentiality,
    Frequency,
    IndicatorKind,
    ObservationStatus,
    Polarity,
    Reuse,
)
from belvedere.platform.journal.append_only import AppendOnly
from belvedere.platform.territory.scoping import territory_scoped

KIND_LABELS = {
    IndicatorKind.MEANS: _("Moyens"),
    IndicatorKind.OUTPUT: _("Réalisation"),
    IndicatorKind.RESULT: _("Résultat"),
    IndicatorKind.IMPACT: _("Impact"),
    IndicatorKind.CONTEXT: _("Contexte"),
}
POLARITY_LABELS = {
    Polarity.LESS_IS_BETTER: _("Mieux vaut moins"),
    Polarity.NEITHER: _("Ni mieux ni moins bien"),
    Polarity.MORE_IS_BETTER: _("Mieux vaut plus"),
}
FREQUENCY_LABELS = {
    Frequency.ANNUAL: _("Chaque année"),
    Frequency.HALF_YEARLY: _("Chaque semestre"),
    Frequency.QUARTERLY: _("Chaque trimestre"),
    Frequency.MONTHLY: _("Chaque mois"),
    Frequency.IRREGULAR: _("Sans rythme fixe"),
}
REUSE_LABELS = {
    Reuse.OPEN: _("licence ouverte explicite"),
    Reuse.TO_TAKE_AGAIN: _("donnée publique, copie à reprendre à l’origine avant de la republier"),
}
STATUS_LABELS = {
    ObservationStatus.NORMAL: _("valeur normale"),
    ObservationStatus.BREAK: _("rupture de série"),
    ObservationStatus.ESTIMATED: _("estimation"),
    ObservationStatus.FORECAST: _("prévision"),
    ObservationStatus.IMPUTED: _("valeur imputée"),
    ObservationStatus.MISSING: _("absente"),
    ObservationStatus.PROVISIONAL: _("provisoire"),
    ObservationStatus.WITHHELD: _("non publiée"),
}
CONFIDENTIALITY_LABELS = {
    Confidentiality.FREE: _("publique"),
    Confidentiality.CONFIDENTIAL: _("secret statistique"),
    Confidentiality.SECONDARY: _("secret, pour en protéger une autre"),
}


class Indicator(models.Model):
    """A figure that a policy is read by, with all that one must know to read it."""

    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="indicators")
    policy = models.ForeignKey("observatory.Policy", models.PROTECT, related_name="indicators")
    objective_number = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text=_("Le numéro de l’objectif qu’il mesure ; une fiche réécrite le garde")
    )
    slug = models.SlugField(max_length=80)
    rank = models.PositiveSmallIntegerField(default=100, help_text=_("Son rang dans la page de la politique"))
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=11, choices=[(kind.value, label) for kind, label in KIND_LABELS.items()])
    definition = models.TextField()
    numerator = models.CharField(max_length=300, blank=True)
    denominator = models.CharField(max_length=300, blank=True)
    unit = models.CharField(max_length=40)
    polarity = models.SmallIntegerField(choices=[(pole.value, label) for pole, label in POLARITY_LABELS.items()])
    decimals = models.PositiveSmallIntegerField(default=0)
    lower_bound = models.FloatField(null=True, blank=True)
    upper_bound = models.FloatField(null=True, blank=True)
    parts_add_up = models.BooleanField(default=False, help_text=_("La somme des communes fait le total"))
    method = models.TextField(blank=True)
    limits = models.TextField(blank=True)
    source = models.CharField(max_length=300)
    source_url = models.URLField(blank=True)
    licence = models.CharField(max_length=120)
    reuse = models.CharField(max_length=5, choices=[(reuse.value, label) for reuse, label in REUSE_LABELS.items()])
    frequency = models.CharField(max_length=1, choices=[(f.value, label) for f, label in FREQUENCY_LABELS.items()])
    next_due_on = models.DateField(null=True, blank=True)
    body = models.ForeignKey("territory.Body", models.PROTECT, related_name="indicators")
    department = models.ForeignKey("territory.Department", models.SET_NULL, null=True, blank=True, related_name="+")
    external_id = models.CharField(max_length=40, blank=True, help_text=_("Son numéro au catalogue national"))
    alert_threshold = models.FloatField(null=True, blank=True, help_text=_("La valeur au-delà de laquelle on prévient"))

    objects: ClassVar[models.Manager["Indicator"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "policy", "rank", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "slug"], name="indicator_slug_unique_in_territory"),
            models.CheckConstraint(condition=~Q(source="") & ~Q(licence=""), name="indicator_has_its_source"),
            models.CheckConstraint(condition=Q(polarity__in=[-1, 0, 1]), name="indicator_polarity_known"),
            models.CheckConstraint(condition=Q(decimals__lte=6), name="indicator_decimals_few"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in IndicatorKind]), name="indicator_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(lower_bound=None) | Q(upper_bound=None) | Q(lower_bound__lt=models.F("upper_bound")),
                name="indicator_bounds_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def rounding(self) -> Decimal:
        """The step to which values are published."""
        return Decimal(1).scaleb(-self.decimals)


class Series(models.Model):
    """An indicator in one place, for everyone or for one group; the whole territory has no commune."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="series")
    area = models.CharField(max_length=9, help_text=_("Code Insee de la commune, ou SIREN du territoire"))
    commune = models.ForeignKey("territory.Commune", models.PROTECT, null=True, blank=True, related_name="+")
    breakdown = models.CharField(max_length=120, blank=True, help_text=_("« sexe=F;age=65+ » ; vide : tout le monde"))
    perimeter_on = models.DateField(null=True, blank=True, help_text=_("Le jour du périmètre auquel le total se lit"))
    latest = models.ForeignKey("observatory.Observation", models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar[models.Manager["Series"]] = territory_scoped("indicator__territory")

    class Meta:
        ordering = ["indicator", "area", "breakdown"]
        verbose_name_plural = "series"
        constraints = [
            models.UniqueConstraint(fields=["indicator", "area", "breakdown"], name="one_series_by_place_and_group"),
        ]
        indexes = [models.Index(fields=["commune", "breakdown", "indicator"], name="series_by_commune")]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.area} {self.breakdown}".strip()


class Observation(models.Model):
    """A value as an edition gave it. A revision adds one; nothing changes or removes it."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="observations")
    edition = models.ForeignKey("observatory.Edition", models.PROTECT, related_name="observations")
    period = models.CharField(max_length=10, help_text=_("2021, 2021-S1, 2021-Q1 ou 2021-03"))
    period_on = models.DateField(help_text=_("Le dernier jour de la période"))
    revision = models.PositiveSmallIntegerField(default=1)
    value = models.FloatField(null=True, blank=True)
    status = models.CharField(
        max_length=1,
        choices=[(status.value, label) for status, label in STATUS_LABELS.items()],
        default=ObservationStatus.NORMAL.value,
    )
    confidentiality = models.CharField(
        max_length=1,
        choices=[(status.value, label) for status, label in CONFIDENTIALITY_LABELS.items()],
        default=Confidentiality.FREE.value,
    )
    margin = models.FloatField(null=True, blank=True, help_text=_("Demi-largeur de l’intervalle, dans l’unité"))
    note = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Observation"]] = territory_scoped("series__indicator__territory")

    class Meta:
        ordering = ["series", "period_on", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["series", "period", "revision"], name="revision_once_by_period"),
            models.CheckConstraint(condition=Q(revision__gte=1), name="revision_from_one"),
            models.CheckConstraint(condition=Q(margin=None) | Q(margin__gte=0), name="margin_not_negative"),
            models.CheckConstraint(
                condition=Q(value=None) | Q(confidentiality=Confidentiality.FREE.value),
                name="hidden_value_is_not_stored",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False)
                | Q(status__in=[ObservationStatus.MISSING.value, ObservationStatus.WITHHELD.value]),
                name="absent_value_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series_id} {self.period} r{self.revision}"


OBSERVATIONS = AppendOnly(
    table="observatory_observation", name="observations", refusal="a value is revised by adding another"
)


class Target(models.Model):
    """What a body set itself for its whole territory, by an act; a new one does not remove the former."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets")
    number = models.PositiveSmallIntegerField()
    base_period = models.CharField(max_length=10)
    base_value = models.FloatField()
    due_period = models.CharField(max_length=10)
    value = models.FloatField()
    milestones = models.JSONField(default=list, blank=True, help_text=_("[[période, valeur], …] entre base et cible"))
    act = models.CharField(max_length=300)
    source = models.CharField(max_length=300, blank=True)
    is_demonstration = models.BooleanField(default=False)
    reason = models.TextField(blank=True, help_text=_("Pourquoi la cible a changé"))
    set_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Target"]] = territory_scoped("indicator__territory")

    class Meta:
        ordering = ["indicator", "number"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "number"], name="target_number_unique_in_indicator"),
            models.CheckConstraint(
                condition=Q(is_demonstration=True) | ~Q(source=""), name="target_real_has_its_source"
            ),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="target_moved_for_a_reason"),
            models.CheckConstraint(condition=Q(due_period__gt=models.F("base_period")), name="target_after_its_base"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} · {self.number}"


class SheetVersion(models.Model):
    """What an indicator's sheet said from an instant on."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    said = models.JSONField()
    reason = models.CharField(max_length=300, blank=True)
    written_at = models.DateTimeField()

    objects: ClassVar[models.Manager["SheetVersion"]] = territory_scoped("indicator__territory")

    class Meta:
        ordering = ["indicator", "number"]
        constraints = [models.UniqueConstraint(fields=["indicator", "number"], name="sheet_version_number_unique")]

    def __str__(self) -> str:
        return f"{self.indicator_id} v{self.number}"
