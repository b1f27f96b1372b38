"""What the database itself refuses about figures, readings and contests."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from belvedere.contexts.observatory.models import (
    Assessment,
    BudgetLine,
    Edition,
    ExamenPiece,
    Indicator,
    Observation,
    Series,
    Target,
)
from tests.contexts.examens import Panel2026
from tests.contexts.figures import a_series, an_edition, an_indicator


@pytest.fixture
def indicator(world: Panel2026) -> Indicator:
    return an_indicator(world.policy)


@pytest.fixture
def edition(world: Panel2026, now: datetime) -> Edition:
    return an_edition(world.body.territory, now)


@pytest.fixture
def series(indicator: Indicator) -> Series:
    return a_series(indicator)


def observation(series: Series, edition: Edition, now: datetime, **said: Any) -> Observation:
    values = {"period": "2021", "period_on": date(2021, 12, 31), "value": 12.0, "recorded_at": now} | said
    return Observation.objects.create(series=series, edition=edition, **values)


def test_an_observation_is_neither_changed_nor_removed(series: Series, edition: Edition, now: datetime) -> None:
    kept = observation(series, edition, now)
    for change in (
        lambda: Observation.objects.filter(pk=kept.pk).update(value=13.0),
        lambda: Observation.objects.filter(pk=kept.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="revised by adding"), transaction.atomic():
            change()
    observation(series, edition, now, revision=2, value=13.0)
    assert list(Observation.objects.values_list("revision", "value")) == [(1, 12.0), (2, 13.0)]


@pytest.mark.parametrize(
    "said",
    [
        {"value": 3.0, "confidentiality": "C"},
        {"value": None},
        {"margin": -1.0},
        {"revision": 0},
    ],
)
def test_what_no_observation_may_be(series: Series, edition: Edition, now: datetime, said: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        observation(series, edition, now, **said)


def test_an_absent_value_says_why_and_is_not_zero(series: Series, edition: Edition, now: datetime) -> None:
    absent = observation(series, edition, now, value=None, status="M")
    secret = observation(series, edition, now, value=None, status="Q", confidentiality="C", period="2022")
    assert (absent.value, secret.value) == (None, None)


@pytest.mark.parametrize(
    "said",
    [
        {"source": ""},
        {"number": 2},
        {"due_period": "2020"},
    ],
)
def test_what_no_target_may_be(indicator: Indicator, now: datetime, said: dict[str, Any]) -> None:
    good = {
        "number": 1,
        "base_period": "2021",
        "base_value": 12.0,
        "due_period": "2030",
        "value": 10.0,
        "act": "Délibération du 7 décembre 2018",
        "source": "Recueil des actes",
        "set_at": now,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Target.objects.create(indicator=indicator, **{**good, **said})
    assert Target.objects.create(indicator=indicator, **good).number == 1


@pytest.mark.parametrize(
    "said",
    [
        {"reader": "calcul", "verdict": "late"},
        {"reader": "service", "verdict": "fragile"},
        {"reader": "panel", "verdict": "fragile", "reason": "Trop lent."},
        {"reader": "expert", "verdict": "fragile", "reason": "Trop lent."},
    ],
)
def test_a_reading_says_whose_it_is_and_why(indicator: Indicator, now: datetime, said: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.create(indicator=indicator, made_at=now, **said)


def test_an_indicator_without_source_or_with_bounds_upside_down_is_refused(indicator: Indicator) -> None:
    for said in ({"source": ""}, {"lower_bound": 100.0, "upper_bound": 0.0}, {"kind": "autre"}, {"polarity": 2}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Indicator.objects.filter(pk=indicator.pk).update(**said)


def test_a_real_budget_line_has_its_source(world: Panel2026) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetLine.objects.create(policy=world.policy, year=2026, label="Bus", planned_euros=1)


@pytest.mark.parametrize("said", [{"kind": "audition"}, {"kind": "fait"}, {"kind": "rumeur"}])
def test_a_piece_of_a_file_has_what_its_kind_needs(world: Panel2026, now: datetime, said: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ExamenPiece.objects.create(examen=world.examen, number=1, title="Le bus", added_at=now, **said)
