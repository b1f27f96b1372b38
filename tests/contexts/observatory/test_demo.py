"""The policies of the demonstration: eight, real where they say so."""

from datetime import date

import pytest

from belvedere.contexts.observatory import demo as observatory
from belvedere.contexts.observatory.models import Objective, Policy, PolicyFact
from belvedere.platform.territory import demo as territory_demo
from belvedere.platform.territory.demo import Demo
from belvedere.platform.territory.models import Territory


@pytest.fixture
def demo(territory: Territory) -> Demo:
    frame = Demo(territory=territory, today=date(2026, 11, 23))
    territory_demo.load(demo=frame)
    observatory.load(demo=frame)
    return frame


def test_eight_policies_each_with_a_competence_and_objectives(demo: Demo) -> None:
    found = Policy.objects.order_by("slug").select_related("competence").prefetch_related("objectives")
    assert [policy.slug for policy in found] == [
        "climat",
        "culture",
        "dechets",
        "eau",
        "economie",
        "habitat",
        "mobilites",
        "urbanisme",
    ]
    assert all(policy.competence is not None for policy in found)
    assert {len(policy.objectives.all()) for policy in found} <= {2, 3, 4}


def test_what_has_no_source_is_marked_as_invented(demo: Demo) -> None:
    assert set(Objective.objects.filter(source="").values_list("is_demonstration", flat=True)) == {True}
    assert set(Objective.objects.exclude(source="").values_list("is_demonstration", flat=True)) == {False}


def test_facts_are_those_of_the_sources(demo: Demo) -> None:
    assert list(
        PolicyFact.objects.filter(policy__slug="climat").values_list("happened_on", flat=True).order_by("happened_on")
    ) == [date(2021, 11, 1), date(2022, 6, 1), date(2022, 12, 1), date(2025, 8, 29), date(2025, 12, 1)]
    assert PolicyFact.objects.filter(text__contains="280 à 325 millions").count() == 1


def test_loaded_twice_it_says_the_same(demo: Demo) -> None:
    before = list(Objective.objects.values_list("policy__slug", "wording"))
    observatory.load(demo=demo)
    assert list(Objective.objects.values_list("policy__slug", "wording")) == before
