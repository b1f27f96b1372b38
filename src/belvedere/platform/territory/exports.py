"""Communes and bodies as tables."""

from django.utils.translation import gettext_lazy as _

from belvedere.platform.exchange.datasets import Table, declare_dataset
from belvedere.platform.exchange.tables import Column
from belvedere.platform.territory.models import Body, Commune
from belvedere.platform.territory.queries import bodies, communes_with_postal_codes

COMMUNE_COLUMNS: list[Column[Commune]] = [
    Column("code_insee", _("code Insee"), lambda commune: commune.insee),
    Column("siren", _("SIREN"), lambda commune: commune.body.siren),
    Column("nom", _("nom"), lambda commune: commune.name),
    Column("codes_postaux", _("codes postaux"), lambda commune: " ".join(p.code for p in commune.postal_codes.all())),
    Column("population", _("population municipale"), lambda commune: commune.population),
    Column("annee", _("année de la population"), lambda commune: commune.population_year),
    Column("telephone", _("téléphone de la mairie"), lambda commune: commune.body.phone),
    Column("courriel", _("courriel de la mairie"), lambda commune: commune.body.email),
    Column("source", _("source"), lambda commune: commune.body.source),
]

BODY_COLUMNS: list[Column[Body]] = [
    Column("identifiant", _("identifiant"), lambda body: body.slug),
    Column("nom", _("nom"), lambda body: body.name),
    Column("type", _("type"), lambda body: body.kind),
    Column("siren", _("SIREN"), lambda body: body.siren),
    Column("niveau", _("niveau"), lambda body: body.level),
    Column("source", _("source"), lambda body: body.source),
]

declare_dataset(
    "communes",
    _("Communes"),
    _("Code, nom, codes postaux et population de chaque commune."),
    url_name="communes",
    table=lambda _today: Table(COMMUNE_COLUMNS, communes_with_postal_codes()),
    keywords=("communes", "population"),
)
declare_dataset(
    "organismes",
    _("Organismes"),
    _("Qui décide : intercommunalité, communes, partenaires."),
    url_name="bodies",
    table=lambda _today: Table(BODY_COLUMNS, bodies()),
    keywords=("collectivités", "compétences"),
)
