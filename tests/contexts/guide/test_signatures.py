"""How many signatures the law asks, by commune: one less is not enough."""

from fractions import Fraction

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from belvedere.contexts.guide.queries.signatures import COMMUNE, TOGETHER, known_voters, right, signatures_in
from belvedere.platform.territory.models import Body, Commune
from belvedere.platform.ui.templatetags.ui import number
from tests.factories import CommuneFactory

PAGE = "/guide/seuils/signatures/"


@pytest.mark.parametrize(("voters", "needed"), [(1, 1), (10, 1), (11, 2), (6517, 652), (6520, 652), (180_049, 18_005)])
def test_a_tenth_is_rounded_up(voters: int, needed: int) -> None:
    for name in (COMMUNE, TOGETHER):
        assert right(name).part == Fraction(1, 10)
        assert right(name).of(voters) == needed
        assert Fraction(needed, voters) >= Fraction(1, 10) > Fraction(needed - 1, voters)


def test_the_total_of_the_source_is_that_of_its_communes() -> None:
    """The source counts 180,049 registered voters in the 21 communes."""
    known = known_voters()
    assert (len(known.voters), sum(known.voters.values()), known.on.isoformat()) == (21, 180_049, "2017-04-23")


def test_together_is_unknown_as_long_as_one_commune_is(chamalieres: Commune, beaumont: Commune) -> None:
    communes = [beaumont, chamalieres]
    found = signatures_in(communes)
    assert [(row.voters, row.needed) for row in found.rows] == [(8360, 836), (12_712, 1272)]
    assert (found.voters, found.needed) == (21_072, 2108)
    elsewhere = CommuneFactory(territory=beaumont.territory, insee="01001")
    found = signatures_in([*communes, elsewhere])
    assert (found.rows[-1].needed, found.voters, found.needed) == (None, None, None)


@pytest.mark.usefixtures("metropole")
def test_the_page_counts_what_is_typed_and_names_its_sources(
    client: Client, chamalieres: Commune, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(PAGE)
    with django_assert_num_queries(2):
        shown = client.get(f"{PAGE}?inscrits=95001").content.decode()
    for words in (f"{number(9501)} signatures", "L1112-16", "L5211-49", "Ministère de l’Intérieur", chamalieres.name):
        assert words in shown
    for typed in ("0", "beaucoup", "-3", ""):
        assert client.get(PAGE, {"inscrits": typed}).status_code == 422


def test_a_territory_without_communes_still_counts(client: Client, metropole: Body) -> None:
    assert f"{metropole.name}" in client.get("/guide/seuils/signatures/?inscrits=100").content.decode()
    assert "10 signatures" in client.get("/guide/seuils/signatures/?inscrits=100").content.decode()
