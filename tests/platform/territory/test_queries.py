"""Which commune a person means, which parameter holds, who decides: in a fixed number of queries."""

from datetime import date

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from belvedere.platform.territory import queries
from belvedere.platform.territory.actions import give_competence, set_parameter
from belvedere.platform.territory.demo import Demo, load
from belvedere.platform.territory.models import Body, Commune, Territory
from belvedere.platform.territory.queries import NoParameterInForce
from belvedere.platform.territory.states import Confidence
from tests.factories import CommuneFactory

TODAY = date(2026, 11, 23)


@pytest.fixture
def clermont(territory: Territory) -> Territory:
    load(demo=Demo(territory=territory, today=TODAY))
    return territory


@pytest.mark.parametrize(
    ("typed", "slugs"),
    [
        ("63400", ["chamalieres"]),
        ("63122", ["ceyrat", "saint-genes-champanelle"]),
        ("63170", ["aubiere", "perignat-les-sarlieve"]),
        ("63170 Aubière", ["aubiere"]),
        ("Aubiere 63170", ["aubiere"]),
        ("63170 Paris", ["aubiere", "perignat-les-sarlieve"]),
        ("63113", ["clermont-ferrand"]),
        ("clermont", ["clermont-ferrand"]),
        ("CLERMONTFERRAND", ["clermont-ferrand"]),
        ("St-Genès", ["saint-genes-champanelle"]),
        ("cendre", ["le-cendre"]),
        ("ch", ["chamalieres", "chateaugay", "pont-du-chateau", "saint-genes-champanelle"]),
        ("chamaliere", ["chamalieres"]),
        ("clermon ferand", ["clermont-ferrand"]),
        ("Pont du Chateau", ["pont-du-chateau"]),
        ("paris", []),
        ("75001", []),
        ("", []),
        ("   ", []),
        ("'; DROP TABLE--", []),
        ("\x00", []),
        ("é" * 10_000, []),
    ],
)  # fmt: skip
def test_find_communes(clermont: Territory, typed: str, slugs: list[str]) -> None:
    assert [commune.slug for commune in queries.find_communes(typed)] == slugs


@pytest.mark.parametrize("count", [1, 3])
def test_finding_costs_two_queries(
    territory: Territory, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = CommuneFactory.create_batch(count, territory=territory)
    with django_assert_num_queries(2):
        assert len(queries.find_communes("commune")) == count
    assert len(made) == count


@pytest.mark.parametrize("count", [1, 3])
def test_bodies_and_communes_cost_one_query(
    territory: Territory, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    CommuneFactory.create_batch(count, territory=territory)
    with django_assert_num_queries(1):
        assert len([commune.body.name for commune in queries.communes()]) == count
    with django_assert_num_queries(1):
        assert len([body.commune.insee for body in queries.bodies()]) == count


def test_a_parameter_holds_from_its_day_to_the_next_one(metropole: Body) -> None:
    def fix(value: int, since: date) -> None:
        set_parameter(
            body=metropole, code="answer.working_days", value=value, since=since,
            source="Règlement d’essai", confidence=Confidence.READ,
        )  # fmt: skip

    def held(on: date) -> int:
        return queries.parameter_in_force(body=metropole, code="answer.working_days", on=on).value

    fix(45, date(2020, 1, 1))
    fix(30, date(2026, 1, 1))
    assert [held(date(2020, 1, 1)), held(date(2025, 12, 31)), held(date(2026, 1, 1))] == [45, 45, 30]
    fix(30, date(2026, 1, 1))
    assert held(date(2026, 1, 1)) == 30
    with pytest.raises(NoParameterInForce, match=r"no value of answer\.working_days in force on 2019-12-31"):
        held(date(2019, 12, 31))


def test_who_decides_in_a_commune(metropole: Body, chamalieres: Commune, beaumont: Commune) -> None:
    def give(code: str, bodies: list[Body]) -> None:
        give_competence(
            territory=metropole.territory, code=code, label=code.capitalize(), plain_words="", bodies=bodies,
            since=date(2018, 1, 1), act="Acte d’essai", source="Essai", confidence=Confidence.READ,
        )  # fmt: skip

    give("voirie", [metropole])
    give("ecoles", [chamalieres.body, beaumont.body])
    found = queries.grants_concerning(chamalieres, on=TODAY)
    assert [(grant.competence.code, grant.body.slug) for grant in found] == [
        ("ecoles", "chamalieres"), ("voirie", "clermont-auvergne-metropole"),
    ]  # fmt: skip
    assert list(queries.grants_concerning(chamalieres, on=date(2017, 12, 31))) == []
