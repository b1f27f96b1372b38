"""Rows for tests: small, named after real places, never random."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from belvedere.platform.accounts.models import Role, User
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.models import Body, Commune, Department, Territory
from belvedere.platform.territory.states import BodyKind


class TerritoryFactory(DjangoModelFactory):
    class Meta:
        model = Territory
        django_get_or_create = ("slug",)

    slug = "clermont-auvergne-metropole"
    name = "Clermont Auvergne Métropole"
    siren = "246300701"


class BodyFactory(DjangoModelFactory):
    class Meta:
        model = Body

    territory = factory.SubFactory(TerritoryFactory)
    kind = BodyKind.METROPOLE
    slug = factory.Sequence(lambda n: f"organisme-{n}")
    name = factory.LazyAttribute(lambda body: body.slug.replace("-", " ").capitalize())
    short_name = factory.LazyAttribute(lambda body: body.name[:60])


class DepartmentFactory(DjangoModelFactory):
    class Meta:
        model = Department

    body = factory.SubFactory(BodyFactory)
    slug = factory.Sequence(lambda n: f"service-{n}")
    name = factory.LazyAttribute(lambda department: department.slug.capitalize())


class CommuneFactory(DjangoModelFactory):
    class Meta:
        model = Commune

    territory = factory.SubFactory(TerritoryFactory)
    slug = factory.Sequence(lambda n: f"commune-{n}")
    name = factory.LazyAttribute(lambda commune: commune.slug.capitalize())
    name_folded = factory.LazyAttribute(lambda commune: commune.slug.replace("-", " "))
    insee = factory.Sequence(lambda n: f"63{n % 1000:03d}")  # five figures, whatever was made before
    population = 10_000
    population_year = 2023
    outline = "M0 0L10 0L10 10Z"
    label_x = 5.0
    label_y = 5.0
    body = factory.SubFactory(
        BodyFactory,
        territory=factory.SelfAttribute("..territory"),
        kind=BodyKind.COMMUNE,
        slug=factory.SelfAttribute("..slug"),
    )


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"personne{n}@exemple.fr")
    display_name = factory.Sequence(lambda n: f"Personne {n}")


class RoleFactory(DjangoModelFactory):
    class Meta:
        model = Role

    user = factory.SubFactory(UserFactory)
    body = factory.SubFactory(BodyFactory)
    kind = RoleKind.AGENT
    since = date(2020, 1, 1)
