"""Pages of figures: what they say, to whom, with one and three items, in good and bad input."""

import csv
import io
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from belvedere.contexts.observatory.actions.editions import publish_figures
from belvedere.contexts.observatory.actions.indicators import describe_indicator, set_target
from belvedere.contexts.observatory.models import Indicator
from belvedere.contexts.observatory.queries.indicator_pages import indicator_page
from belvedere.contexts.observatory.queries.indicators import policy_figures
from belvedere.contexts.observatory.queries.places import compared_places, figures_here, neighbours
from belvedere.contexts.observatory.states.figures import Confidentiality, ObservationStatus
from belvedere.contexts.observatory.states.sheets import Figure, IndicatorSheet
from belvedere.platform.territory.models import Commune
from belvedere.platform.territory.queries import communes
from tests.contexts.examens import Panel2026
from tests.contexts.figures import SHEET, TARGET, whole_of
from tests.factories import CommuneFactory

SPREAD = "En 2021, de 7,5\xa0% (Beaumont) à 11,0\xa0% (Chamalières). 1 commune est sous secret statistique."
SQUARES = {"63075": "M0 0L10 0L10 10L0 10Z", "63032": "M10 0L20 0L20 10L10 10Z", "63308": "M20 10L30 10L30 20L20 20Z"}


@pytest.fixture
def royat(world: Panel2026) -> Commune:
    return CommuneFactory(territory=world.body.territory, slug="royat", name="Royat", insee="63308")


@pytest.fixture
def towns(chamalieres: Commune, beaumont: Commune, royat: Commune) -> list[Commune]:
    for town in (chamalieres, beaumont, royat):
        Commune.objects.filter(pk=town.pk).update(outline=SQUARES[town.insee])
    return list(communes())


def described(world: Panel2026, now: datetime, count: int = 1) -> list[Indicator]:
    """Indicators with values of the whole, of two towns, and a secret."""
    found = []
    for number in range(count):
        sheet = IndicatorSheet(**{**SHEET.__dict__, "slug": f"pauvrete-{number}", "rank": number})
        row = describe_indicator(policy=world.policy, sheet=sheet, now=now)
        figures = [
            whole_of(row, "2018", 14.6),
            whole_of(row, "2021", 16.2),
            Figure("63075", "2018", 9.0),
            Figure("63075", "2021", 11.0),
            Figure("63032", "2021", 7.5),
            Figure(
                "63308", "2021", None, status=ObservationStatus.WITHHELD, confidentiality=Confidentiality.CONFIDENTIAL
            ),
        ]
        publish_figures(territory=row.territory, title="Filosofi", figures=[(row, figures)], now=now)
        set_target(indicator=row, sheet=TARGET, now=now)
        found.append(row)
    return found


def page(path: str, status: int = 200, language: str = "fr") -> str:
    response = Client(headers={"accept-language": language}).get(path)
    assert response.status_code == status
    body = b"".join(response) if response.streaming else response.content
    return unescape(body.decode()).replace("\N{NO-BREAK SPACE}", " ")


def test_the_page_of_an_indicator_says_all_of_it(world: Panel2026, towns: list[Commune], now: datetime) -> None:
    described(world, now)
    shown = page("/observatoire/indicateurs/pauvrete-0/")
    for words in (
        "De 14,6 % en 2018 à 16,2 % en 2021. La cible est de 10,0 % en 2030.",
        "En 2021, de 7,5 % (Beaumont) à 11,0 % (Chamalières). 1 commune est sous secret statistique.",
        "secret statistique",
        "Insee, Filosofi",
        "licence ouverte explicite",
        "Délibération du 7 décembre 2018",
        "La fiche est écrite",
        "Même échelle pour tous",
        "Ordre alphabétique : ce n’est pas un classement.",
    ):
        assert words in shown
    assert "Troisville" not in shown


def test_the_sentence_of_a_chart_is_english_where_the_page_is(world: Panel2026, now: datetime) -> None:
    described(world, now)
    said = "From 14.6% in 2018 to 16.2% in 2021. The target is 10.0% in 2030."
    assert said in page("/observatoire/indicateurs/pauvrete-0/", language="en")


def test_each_chart_has_a_title_a_sentence_and_its_table(world: Panel2026, towns: list[Commune], now: datetime) -> None:
    found = described(world, now)[0]
    charts = indicator_page(found, towns, on=now.date()).charts
    assert {name: chart.sentence for name, chart in charts.items() if chart} == {
        "serie": "De 14,6\xa0% en 2018 à 16,2\xa0% en 2021. La cible est de 10,0\xa0% en 2030.",
        "carte": SPREAD,
        "communes": "Entre 2018 et 2021\xa0: 1 commune en hausse, 0 en baisse, "
        "0 sans changement que l’arrondi permette de dire.",
        "barres": SPREAD,
        "repartition": SPREAD,
    }
    assert [(row.head, row.cells) for row in charts["carte"].table.rows] == [  # type: ignore[union-attr]  # there is one
        ("Beaumont", ("7,5",)),
        ("Chamalières", ("11,0",)),
        ("Royat", ("secret statistique",)),
    ]
    shown = page("/observatoire/indicateurs/pauvrete-0/")
    for key in ("serie", "carte", "repartition"):
        assert f'aria-labelledby="{key}-t {key}-d"' in shown
        assert f'<desc id="{key}-d">' in shown


def test_what_the_page_said_on_a_day(world: Panel2026, towns: list[Commune], now: datetime) -> None:
    found = described(world, now)[0]
    later = now + timedelta(days=20)
    publish_figures(
        territory=found.territory, title="Révision", figures=[(found, [whole_of(found, "2021", 15)])], now=later
    )
    assert "à 15,0 % en 2021" in page("/observatoire/indicateurs/pauvrete-0/")
    past = page(f"/observatoire/indicateurs/pauvrete-0/?au={now.date().isoformat()}")
    assert "à 16,2 % en 2021" in past
    assert "Cette page telle qu’elle se lisait le lundi 23 novembre 2026" in past
    before = page(f"/observatoire/indicateurs/pauvrete-0/?au={(now - timedelta(days=9)).date().isoformat()}")
    assert "La fiche n’existait pas encore ce jour-là." in before
    assert "16,2" not in before.split("Registre des révisions")[0]
    assert "16,2 % devient 15,0 %" in page("/observatoire/indicateurs/pauvrete-0/")


@pytest.mark.parametrize("asked", ["?au=hier", "?periode=1789", "?au=2026-13-45&periode=<script>"])
def test_what_makes_no_sense_is_today(world: Panel2026, towns: list[Commune], now: datetime, asked: str) -> None:
    described(world, now)
    shown = page(f"/observatoire/indicateurs/pauvrete-0/{asked}")
    assert "En 2021, de 7,5 %" in shown
    assert "<script>alert" not in shown


def test_an_indicator_as_a_file(world: Panel2026, towns: list[Commune], now: datetime) -> None:
    described(world, now)
    rows = list(csv.DictReader(io.StringIO(page("/observatoire/indicateurs/pauvrete-0/?format=csv").lstrip("\ufeff"))))
    assert [
        (row["territoire"], row["periode"], row["valeur"], row["statut"]) for row in rows if row["periode"] == "2021"
    ] == [
        ("246300701", "2021", "16.2", "A"),
        ("63032", "2021", "7.5", "A"),
        ("63075", "2021", "11", "A"),
        ("63308", "2021", "", "Q"),
    ]


def test_a_policy_says_how_many_can_be_assessed_and_draws_each(
    world: Panel2026, towns: list[Commune], now: datetime
) -> None:
    described(world, now, 3)
    shown = page("/observatoire/politiques/mobilites/?carte=pauvrete-1")
    assert "3 indicateurs sur 3 peuvent être évalués" in shown
    assert shown.count('<figure class="figure chart-figure"') == 4
    assert "En recul" not in shown  # 14,6 → 16,2 from a base of 20: it goes the wished way
    assert "des chiffres" not in page("/observatoire/politiques/mobilites/", language="en")


def test_any_site_may_frame_a_chart_and_nothing_else(world: Panel2026, towns: list[Commune], now: datetime) -> None:
    described(world, now)
    framed = Client().get("/observatoire/indicateurs/pauvrete-0/graphiques/carte/")
    assert framed.status_code == 200
    assert "X-Frame-Options" not in framed.headers
    assert "frame-ancestors *" in framed.headers["Content-Security-Policy"]
    whole = Client().get("/observatoire/indicateurs/pauvrete-0/")
    assert whole.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in whole.headers["Content-Security-Policy"]
    page("/observatoire/indicateurs/pauvrete-0/graphiques/camembert/", 404)
    page("/observatoire/indicateurs/inconnu/", 404)
    page("/observatoire/carte/?indicateur=inconnu", 404)


def test_pages_with_nothing_to_show(world: Panel2026) -> None:
    assert "Aucun indicateur n’est encore décrit" in page("/observatoire/indicateurs/")
    assert "Rien à mettre sur la carte" in page("/observatoire/carte/")
    assert "Choisissez une commune ou plusieurs." in page("/observatoire/comparer/")
    assert "Aucun indicateur ne mesure encore cette politique." in page("/observatoire/politiques/mobilites/")
    assert "No indicator is described yet" in page("/observatoire/indicateurs/", language="en")


def test_my_commune_beside_the_whole_and_its_neighbours(world: Panel2026, towns: list[Commune], now: datetime) -> None:
    described(world, now)
    chamalieres = towns[1]
    assert [town.name for town in neighbours(chamalieres, towns)] == ["Beaumont"]
    line = figures_here(chamalieres, towns)[0].lines[0]
    assert (line.period, line.here, line.whole, line.around) == ("2021", "11,0\xa0%", "16,2\xa0%", "7,5\xa0%")
    shown = page("/communes/chamalieres/")
    assert "Les chiffres d’ici" in shown
    assert "secret statistique" in page("/communes/royat/")


def test_communes_side_by_side_in_alphabetical_order(world: Panel2026, towns: list[Commune], now: datetime) -> None:
    described(world, now)
    lines = compared_places(towns)[0].lines
    assert [(line.period, line.cells) for line in lines] == [
        ("2021", ["7,5\xa0%", "11,0\xa0%", "secret statistique", "16,2\xa0%"])
    ]
    shown = page("/observatoire/comparer/?commune=royat&commune=beaumont&commune=atlantis")
    assert shown.index(">Beaumont</a></th>") < shown.index(">Royat</a></th>")


@pytest.mark.parametrize("count", [1, 3])
def test_pages_read_as_much_with_one_indicator_as_with_three(
    world: Panel2026,
    towns: list[Commune],
    now: datetime,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    found = described(world, now, count)
    siren = world.body.territory.siren
    with django_assert_num_queries(7):
        policy_figures(world.policy.pk, siren, towns, on=now.date())
    with django_assert_num_queries(6):
        indicator_page(found[0], towns, on=now.date())
    with django_assert_num_queries(3):
        figures_here(towns[1], towns)
    with django_assert_num_queries(2):
        compared_places(towns)
