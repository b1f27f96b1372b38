"""The map as data, and as what a browser receives."""

import doctest
import gzip
from datetime import date

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from belvedere.platform.territory import maps
from belvedere.platform.territory.demo import Demo, load
from belvedere.platform.territory.maps import class_limits, commune_map
from belvedere.platform.territory.models import Commune, Territory
from tests.factories import CommuneFactory
from tests.platform.ui.drawing import drawn

KILOBYTE = 1000


def draw(shown: maps.CommuneMap) -> str:
    return drawn('<c-commune-map :map="map" title="Soutiens par commune" unit="soutiens" />', map=shown)


def test_examples_hold() -> None:
    assert doctest.testmod(maps).failed == 0


@pytest.mark.parametrize("values", [[], [0], [1], [3, 0, 2], [1, 1000], list(range(50))])
def test_every_number_has_one_class(values: list[int]) -> None:
    limits = class_limits(values)
    for value in values:
        assert sum(low <= value <= high for low, high in limits) == (1 if value else 0)


def test_values(chamalieres: Commune, beaumont: Commune) -> None:
    CommuneFactory(territory=chamalieres.territory, slug="royat", name="Royat", name_folded="royat", insee="63308")
    shown = commune_map({chamalieres.insee: 12, beaumont.insee: None}, current="royat")
    assert [(shape.name, shape.value, shape.step, shape.is_absent, shape.is_current) for shape in shown.shapes] == [
        ("Beaumont", None, 0, True, False),
        ("Chamalières", 12, 4, False, False),
        ("Royat", 0, 0, False, True),
    ]
    assert shown.limits == [(1, 3), (4, 6), (7, 9), (10, 12)]
    assert (shown.height, shown.has_zeros, shown.has_absents) == (10, True, True)


def test_what_is_unknown_is_hatched_and_said(chamalieres: Commune, beaumont: Commune) -> None:
    page = draw(commune_map({chamalieres.insee: 1250, beaumont.insee: None}))
    assert 'fill="url(#carte-hachures)"' in page
    assert "<title>Beaumont\u00a0: inconnu</title>" in page
    assert "<title>Chamalières\u00a0: 1\u00a0250 soutiens</title>" in page
    assert '<td class="num">1\u00a0250</td>' in page
    assert '<td class="num">inconnu</td>' in page
    assert "style=" not in page


def test_no_name_is_written_over_another(chamalieres: Commune, beaumont: Commune) -> None:
    outline = "M0 0H600V10H0Z"
    Commune.objects.update(outline=outline, label_x=300, label_y=5)
    narrow = CommuneFactory(
        territory=chamalieres.territory, slug="royat", name="Royat", insee="63308", outline="M0 0H9V9Z", label_y=900
    )
    assert [shape.name for shape in commune_map().shapes if shape.has_room] == ["Beaumont"]
    Commune.objects.filter(pk=chamalieres.pk).update(label_y=28)
    assert [shape.name for shape in commune_map().shapes if shape.has_room] == ["Beaumont", "Chamalières"]
    assert narrow.name in draw(commune_map())


def test_the_map_is_named_and_described(chamalieres: Commune) -> None:
    page = draw(commune_map({chamalieres.insee: 1}))
    assert 'aria-labelledby="carte-titre carte-sens"' in page
    assert '<title id="carte-titre">Soutiens par commune</title>' in page
    assert '<desc id="carte-sens">' in page
    assert page.count('href="/communes/chamalieres/"') == 2  # on the map and in the table


def test_the_map_of_the_metropole_is_light(territory: Territory) -> None:
    load(demo=Demo(territory=territory, today=date(2026, 11, 23)))
    shown = commune_map({commune.insee: commune.population for commune in Commune.objects.all()})
    assert shown.height == 774
    assert len(gzip.compress(draw(shown).encode())) < 6 * KILOBYTE


@pytest.mark.parametrize("count", [1, 3])
def test_the_map_costs_one_query(
    territory: Territory, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    CommuneFactory.create_batch(count, territory=territory)
    with django_assert_num_queries(1):
        assert len(commune_map().shapes) == count


def test_no_commune_no_map(territory: Territory) -> None:
    assert commune_map({}).shapes == []
    assert commune_map().height == 0
