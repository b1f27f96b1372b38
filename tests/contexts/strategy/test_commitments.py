"""A commitment is kept or not by live figures; its word changes with the data, once, and is written."""

from datetime import datetime, timedelta

import pytest

from belvedere.contexts.strategy import actions
from belvedere.contexts.strategy.models import Measurement
from belvedere.contexts.strategy.queries.commitments import commitment_on, commitments_on
from belvedere.contexts.strategy.queries.indicators import Live, indicators, measured
from belvedere.contexts.strategy.queries.maturity import dimensions, standings
from belvedere.contexts.strategy.queries.settings import values_on
from belvedere.contexts.strategy.refusals import UnknownIndicator
from belvedere.contexts.strategy.states import Comparison, Keeping
from belvedere.platform.journal.models import Event
from tests.contexts.strategy.conftest import TODAY, World, at


def words(world: World) -> list[tuple[str, str]]:
    return list(Measurement.objects.order_by("pk").values_list("element", "keeping"))


def test_commitment_turns_when_the_data_change(world: World, now: datetime) -> None:
    version = world.version()
    world.commitment(version, "maires-prevenus", 90)
    world.adopt(version)
    measure = {"territory": world.metropole.territory}
    actions.measure_commitments(**measure, now=now)
    world.ask(60)
    actions.measure_commitments(**measure, now=now)
    actions.measure_commitments(**measure, now=now + timedelta(hours=1))
    world.ask(5, told=False)
    [turned] = actions.measure_commitments(**measure, now=now + timedelta(hours=2))
    assert words(world) == [("E1", "non_mesurable"), ("E1", "tenu"), ("E1", "non_tenu")]
    assert (turned.value, turned.numerator, turned.denominator) == (50, 2, 4)
    assert Event.objects.filter(kind="strategy.commitment_turned").count() == 3


def test_missed_target_counts_from_its_date(world: World) -> None:
    version = world.version()
    world.commitment(version, "panels-au-travail", 1, days=10)
    world.adopt(version)
    found = commitment_on("E1", TODAY)
    later = commitment_on("E1", TODAY + timedelta(days=10))
    assert found is not None
    assert later is not None
    assert (found.keeping, later.keeping) == (Keeping.NOT_DUE, Keeping.NOT_KEPT)


def test_commitment_without_a_test_is_not_measurable(world: World) -> None:
    version = world.version()
    element = world.commitment(version, "panels-au-travail", 1)
    element.test.delete()
    world.adopt(version)
    assert [row.keeping for row in commitments_on(TODAY)] == [Keeping.NOT_MEASURABLE]
    assert commitment_on("E9", TODAY) is None


def test_unknown_indicator_is_refused(world: World, now: datetime) -> None:
    version = world.version()
    element = world.commitment(version, "panels-au-travail", 1)
    with pytest.raises(UnknownIndicator):
        actions.set_test(
            version=version, key=element.key, indicator="rien", comparison=Comparison.AT_LEAST, target=1,
            due_on=TODAY, by=world.agent, now=now,
        )  # fmt: skip


def test_each_indicator_measures_an_empty_territory(world: World) -> None:
    live = Live(TODAY, values_on(TODAY))
    found = {code: measured(code, live).value for code in indicators()}
    assert {code: value for code, value in found.items() if value is not None and code != "jeux-de-donnees"} == {
        "communes-oubliees": 2,
        "publics-oublies": 100,
        "panels-au-travail": 0,
        "competences-couvertes": 0,
        "strategie-adoptee": 0,
        "regles-enregistrees": 0,
        "indicateurs-suivis": 0,
        "agents-de-participation": 3,
    }


def test_degrees_are_granted_by_what_exists_and_say_what_is_missing(world: World) -> None:
    assert [len(one.degrees) for one in dimensions()] == [4] * 8
    before = {one.dimension.code: one for one in standings(TODAY)}
    assert before["mandat-politique"].granted.number == 1
    assert [proof.indicator.code for proof in before["mandat-politique"].missing] == ["strategie-adoptee"]
    world.adopt(world.version())
    after = {one.dimension.code: one for one in standings(TODAY)}
    assert after["mandat-politique"].granted.number == 2
    assert [proof.indicator.code for proof in after["mandat-politique"].missing] == ["organismes-auteurs"]


def test_higher_degree_is_not_granted_over_a_missing_one(world: World) -> None:
    world.ask(-60)
    world.ask(-30)
    communes = next(one for one in standings(TODAY) if one.dimension.code == "communes")
    proven = [(degree.number, degree.is_granted) for degree in communes.degrees]
    assert proven == [(1, True), (2, True), (3, True), (4, True), (5, True)]
    for days in (-20, -15, -12):
        world.ask(days, told=False)
    communes = next(one for one in standings(TODAY) if one.dimension.code == "communes")
    assert [proof.is_met for proof in communes.degrees[3].proofs] == [True]
    assert communes.granted.number == 1


def test_days_are_those_of_the_world() -> None:
    assert at(0).date() == TODAY
