"""Who decides what: territory, bodies, communes, competences, council sessions, dated parameters of the règlement."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from belvedere.platform.territory.scoping import territory_scoped
from belvedere.platform.territory.states import LEVEL_OF_KIND, BodyKind, Confidence, Level


class Territory(models.Model):
    """The tenant: one installation serves one territory, and every row carries it."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    siren = models.CharField(max_length=9, unique=True)
    is_demonstration = models.BooleanField(default=False)
    communes_source = models.CharField(max_length=300, blank=True)
    population_source = models.CharField(max_length=300, blank=True)
    communes_imported_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Body(models.Model):
    """An authority or company that decides, answers and has its own workspace."""

    territory = models.ForeignKey(Territory, models.CASCADE, related_name="bodies")
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in BodyKind])
    slug = models.SlugField()
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    siren = models.CharField(max_length=9, blank=True)
    street = models.CharField(max_length=300, blank=True)
    postal_code = models.CharField(max_length=5, blank=True)
    city = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    opening_hours = models.JSONField(default=list, blank=True)
    source = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager["Body"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "kind", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "slug"], name="body_slug_unique_in_territory"),
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in BodyKind]), name="body_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def level(self) -> Level:
        return LEVEL_OF_KIND[BodyKind(self.kind)]


class Department(models.Model):
    """A department of a body that instructs files and owns actions."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="departments")
    slug = models.SlugField()
    name = models.CharField(max_length=200)

    objects: ClassVar[models.Manager["Department"]] = territory_scoped("body__territory")

    class Meta:
        ordering = ["body", "slug"]
        constraints = [models.UniqueConstraint(fields=["body", "slug"], name="department_slug_unique_in_body")]

    def __str__(self) -> str:
        return self.name


class Commune(models.Model):
    """A commune of the territory, with the figures and the outline shown on maps."""

    territory = models.ForeignKey(Territory, models.CASCADE, related_name="communes")
    body = models.OneToOneField(Body, models.CASCADE, related_name="commune")
    insee = models.CharField(max_length=5)
    slug = models.SlugField()
    name = models.CharField(max_length=100)
    name_folded = models.CharField(max_length=100, db_index=True)
    population = models.PositiveIntegerField()
    population_year = models.PositiveSmallIntegerField(null=True, blank=True, help_text=_("Vide si la source la tait"))
    outline = models.TextField(help_text=_("Chemin SVG, Lambert-93 ramené à une largeur de 1000"))
    label_x = models.FloatField()
    label_y = models.FloatField()
    left_on = models.DateField(null=True, blank=True, help_text=_("Jour où elle a quitté l’intercommunalité"))

    objects: ClassVar[models.Manager["Commune"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "name_folded"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "insee"], name="commune_insee_unique_in_territory"),
            models.UniqueConstraint(fields=["territory", "slug"], name="commune_slug_unique_in_territory"),
        ]

    def __str__(self) -> str:
        return self.name


class PerimeterChange(models.Model):
    """A commune that joined or left the intercommunality on a day, as a source tells it."""

    commune = models.ForeignKey(Commune, models.CASCADE, related_name="perimeter_changes")
    is_joining = models.BooleanField()
    happened_on = models.DateField()
    source = models.CharField(max_length=300)

    objects: ClassVar[models.Manager["PerimeterChange"]] = territory_scoped("commune__territory")

    class Meta:
        ordering = ["happened_on", "commune"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "happened_on"], name="one_perimeter_change_by_day"),
        ]

    def __str__(self) -> str:
        return f"{'+' if self.is_joining else '−'} {self.commune} {self.happened_on}"


class PostalCode(models.Model):
    commune = models.ForeignKey(Commune, models.CASCADE, related_name="postal_codes")
    code = models.CharField(max_length=5, db_index=True)

    objects: ClassVar[models.Manager["PostalCode"]] = territory_scoped("commune__territory")

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["commune", "code"], name="postal_code_once_by_commune")]

    def __str__(self) -> str:
        return self.code


class Competence(models.Model):
    """A matter on which some body decides (voirie, déchets, écoles…)."""

    territory = models.ForeignKey(Territory, models.CASCADE, related_name="competences")
    code = models.SlugField()
    label = models.CharField(max_length=200)
    plain_words = models.TextField(help_text=_("Ce que cela recouvre, en mots simples"))

    objects: ClassVar[models.Manager["Competence"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "code"]
        constraints = [models.UniqueConstraint(fields=["territory", "code"], name="competence_code_unique")]

    def __str__(self) -> str:
        return self.label


class CompetenceGrant(models.Model):
    """The dated act by which a body holds a competence."""

    competence = models.ForeignKey(Competence, models.CASCADE, related_name="grants")
    body = models.ForeignKey(Body, models.CASCADE, related_name="grants")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    act = models.CharField(max_length=300)
    source = models.CharField(max_length=300)
    confidence = models.CharField(max_length=3, choices=[(code.value, code.value) for code in Confidence])

    objects: ClassVar[models.Manager["CompetenceGrant"]] = territory_scoped("competence__territory")

    class Meta:
        ordering = ["competence", "body", "since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="grant_ends_after_it_begins"
            ),
            models.UniqueConstraint(fields=["competence", "body", "since"], name="grant_once_by_date"),
        ]

    def __str__(self) -> str:
        return f"{self.competence} → {self.body}"


class CouncilSession(models.Model):
    """A dated session of a body's council: deadlines snap to them."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="council_sessions")
    held_on = models.DateField()
    source = models.CharField(max_length=300)

    objects: ClassVar[models.Manager["CouncilSession"]] = territory_scoped("body__territory")

    class Meta:
        ordering = ["held_on"]
        constraints = [models.UniqueConstraint(fields=["body", "held_on"], name="one_session_by_day")]

    def __str__(self) -> str:
        return f"{self.body} {self.held_on}"


class Parameter(models.Model):
    """A number that the law or a règlement fixes, with the dates between which it holds and its source."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="parameters")
    code = models.CharField(max_length=80)
    value = models.IntegerField()
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)
    confidence = models.CharField(max_length=3, choices=[(code.value, code.value) for code in Confidence])

    objects: ClassVar[models.Manager["Parameter"]] = territory_scoped("body__territory")

    class Meta:
        ordering = ["body", "code", "since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="parameter_ends_after_it_begins"
            ),
            models.UniqueConstraint(fields=["body", "code", "since"], name="parameter_once_by_date"),
        ]

    def __str__(self) -> str:
        return f"{self.code} = {self.value}"


class ReferenceCounter(models.Model):
    """The last number given under a prefix in a year: the lock under which references are numbered."""

    territory = models.ForeignKey(Territory, models.CASCADE)
    prefix = models.CharField(max_length=2)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager["ReferenceCounter"]] = territory_scoped()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["territory", "prefix", "year"], name="one_counter_by_prefix_and_year")
        ]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}-{self.last:04d}"
