"""Laws of the status that hold on any series: monotone, blind to units and to direction, never decided by rounding."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from belvedere.engines.indicators.observations import Observation, Polarity, Target
from belvedere.engines.indicators.status import Assessment, assess
from belvedere.engines.indicators.way import Status

AS_OF = date(2026, 11, 30)


def year_end(year: int) -> date:
    return date(year, 12, 31)


VALUES = st.decimals(-1000, 1000, places=1, allow_nan=False)
POLARITIES = st.sampled_from([Polarity.RISING, Polarity.FALLING])
RANKS = {
    False: [Status.RECEDING, Status.STABLE, Status.VERY_LATE, Status.LATE, Status.ON_TRACK, Status.REACHED],
    True: [Status.LOST, Status.TO_MAINTAIN, Status.REACHED],
}


@st.composite
def situations(draw: st.DrawFn) -> tuple[list[Decimal], Decimal, Decimal, Polarity]:
    values = draw(st.lists(VALUES, min_size=2, max_size=5))
    return values, draw(VALUES), draw(st.decimals(0, 20, places=1)), draw(POLARITIES)


def of(
    values: list[Decimal], target: Decimal, margin: Decimal, polarity: Polarity, *, horizon: int = 2030
) -> Assessment:
    seen = [Observation(year_end(2015 + rank), value) for rank, value in enumerate(values)]
    return assess(seen, Target(target, year_end(horizon)), polarity=polarity, rounding=margin, as_of=AS_OF)


@given(situations(), VALUES)
def test_a_better_value_never_has_a_worse_status(
    situation: tuple[list[Decimal], Decimal, Decimal, Polarity], other: Decimal
) -> None:
    values, target, margin, polarity = situation
    worse, better = sorted([values[-1], other], key=lambda value: polarity.value * value)
    statuses = [of([*values[:-1], value], target, margin, polarity).status for value in (worse, better)]
    [ranks] = [found for found in RANKS.values() if set(statuses) <= set(found)][:1]
    assert ranks.index(statuses[0]) <= ranks.index(statuses[1])


@given(situations(), st.decimals("0.001", 1000, places=3), VALUES)
def test_a_change_of_unit_changes_nothing(
    situation: tuple[list[Decimal], Decimal, Decimal, Polarity], factor: Decimal, shift: Decimal
) -> None:
    values, target, margin, polarity = situation
    here = of(values, target, margin, polarity)
    there = of([value * factor + shift for value in values], target * factor + shift, margin * factor, polarity)
    assert (here.status, here.bounded_progress, here.unbounded_progress, here.reliability) == (
        there.status,
        there.bounded_progress,
        there.unbounded_progress,
        there.reliability,
    )


@given(situations())
def test_seen_in_a_mirror_nothing_changes(situation: tuple[list[Decimal], Decimal, Decimal, Polarity]) -> None:
    values, target, margin, polarity = situation
    here = of(values, target, margin, polarity)
    there = of([-value for value in values], -target, margin, Polarity(-polarity.value))
    assert (here.status, here.change, here.distance, here.unbounded_progress) == (
        there.status,
        there.change,
        there.distance,
        there.unbounded_progress,
    )


@given(VALUES, VALUES, VALUES, st.sampled_from(["1", "0.5", "5", "10"]), POLARITIES)
def test_no_verdict_comes_from_rounding_alone(
    start: Decimal, end: Decimal, target: Decimal, step: str, polarity: Polarity
) -> None:
    rounding = Decimal(step)
    published = [round(value / rounding) * rounding for value in (start, end)]
    status = of(published, target, rounding, polarity).status
    truly = polarity.value * (end - start)
    if status is Status.RECEDING:
        assert truly < 0
    if status in {Status.ON_TRACK, Status.LATE, Status.VERY_LATE}:
        assert truly > 0
    if status is Status.LOST:
        assert polarity.value * (target - end) > 0


@given(situations())
def test_progress_and_distance_agree(situation: tuple[list[Decimal], Decimal, Decimal, Polarity]) -> None:
    values, target, margin, polarity = situation
    found = of(values, target, margin, polarity)
    way = polarity.value * (target - values[0])
    assert found.distance == polarity.value * (target - values[-1])
    if way <= 0:
        assert (found.unbounded_progress, found.status in {Status.LOST, Status.TO_MAINTAIN}) == (None, True)
    else:
        exact = 1 - Fraction(found.distance) / Fraction(way)
        assert abs(Fraction(found.unbounded_progress) - exact) <= Fraction(1, 20_000)
        assert found.bounded_progress == min(max(found.unbounded_progress, Decimal(0)), Decimal(1))


@given(situations(), st.randoms())
def test_the_order_of_the_file_does_not_matter(
    situation: tuple[list[Decimal], Decimal, Decimal, Polarity], shuffling: object
) -> None:
    values, target, margin, polarity = situation
    seen = [Observation(year_end(2015 + rank), value) for rank, value in enumerate(values)]
    goal = Target(target, year_end(2030))
    shuffled = list(seen)
    shuffling.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    here, there = (
        assess(given_order, goal, polarity=polarity, rounding=margin, as_of=AS_OF) for given_order in (seen, shuffled)
    )
    assert here == there
