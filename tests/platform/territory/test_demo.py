"""The territory of the demonstration: complete, sourced, and the same when loaded twice."""

from datetime import date

import pytest
from django.db.models import Model, Sum

from belvedere.platform.territory import demo as demonstration
from belvedere.platform.territory import queries
from belvedere.platform.territory.demo import Demo
from belvedere.platform.territory.models import (
    Body,
    Commune,
    Competence,
    CompetenceGrant,
    CouncilSession,
    Department,
    Parameter,
    PostalCode,
    Territory,
)
from belvedere.platform.territory.states import BodyKind

TODAY = date(2026, 11, 23)
TABLES: list[type[Model]] = [
    Body, Commune, Competence, CompetenceGrant, CouncilSession, Department, Parameter, PostalCode,
]  # fmt: skip


@pytest.fixture
def demo(territory: Territory) -> Demo:
    frame = Demo(territory=territory, today=TODAY)
    demonstration.load(demo=frame)
    return frame


def _everything() -> dict[str, list[tuple[object, ...]]]:
    return {table.__name__: list(table.objects.order_by("pk").values_list()) for table in TABLES}  # type: ignore[attr-defined]  # each has its manager


def test_loading_twice_changes_nothing(demo: Demo) -> None:
    before = _everything()
    demonstration.load(demo=demo)
    assert _everything() == before


def test_who_is_there(demo: Demo) -> None:
    kinds = [body.kind for body in queries.bodies()]
    assert kinds == [BodyKind.METROPOLE, BodyKind.TRANSPORT_AUTHORITY, BodyKind.PUBLIC_COMPANY, *["commune"] * 21]
    total = Commune.objects.aggregate(total=Sum("population"))["total"]
    assert (total, set(Commune.objects.values_list("population_year", flat=True))) == (295_488, {2023})
    names = dict(Body.objects.filter(kind=BodyKind.COMMUNE).values_list("slug", "name"))
    assert [names[slug] for slug in ("le-cendre", "aubiere", "royat", "cournon-d-auvergne")] == [
        "Ville du Cendre", "Ville d’Aubière", "Ville de Royat", "Ville de Cournon-d’Auvergne",
    ]  # fmt: skip


def test_every_fact_says_where_it_comes_from(demo: Demo) -> None:
    assert not CompetenceGrant.objects.filter(source="").exists()
    assert not Parameter.objects.filter(source="").exists()
    assert not Body.objects.filter(source="").exists()
    assert set(CouncilSession.objects.values_list("source", flat=True)) == {
        "Date de démonstration",
        "Calendrier de l’exemple du guide : séances inventées",
    }
    assert set(Parameter.objects.values_list("source", "confidence")) == {
        ("Règlement de démonstration : nombre inventé", "M"),
        ("Règlement de démonstration, deuxième version : nombre inventé", "M"),
    }


def test_who_decides_before_and_after_the_metropole(demo: Demo) -> None:
    def acts(on: date) -> list[str]:
        held = queries.grants_in_force(on=on).filter(competence__code="dechets")
        return [grant.act for grant in held]

    assert acts(date(2016, 12, 31)) == []
    assert acts(date(2017, 6, 1)) == ["Communauté urbaine au 1er janvier 2017 : transfert par les communes"]
    assert acts(date(2018, 1, 1)) == [
        "Création de la métropole au 1er janvier 2018 (décret publié au Journal officiel du 29 décembre 2017)"
    ]
    assert [body.slug for body in queries.bodies_competent_for("transports", TODAY)] == ["smtc-ac"]
    assert len(queries.bodies_competent_for("ecoles", TODAY)) == 21
    assert queries.bodies_competent_for("magie", TODAY) == []


def test_the_reglement_of_a_commune_has_its_own_threshold(demo: Demo) -> None:
    def threshold(slug: str) -> int:
        body = Body.objects.get(slug=slug)
        return queries.parameter_in_force(body=body, code="referral.support_threshold", on=TODAY).value

    assert [threshold(slug) for slug in ("clermont-auvergne-metropole", "smtc-ac", "royat")] == [500, 500, 100]
