"""Status of an indicator: each fault known of other rules, each answer of ours."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from belvedere.engines.indicators.comparison import Reason
from belvedere.engines.indicators.observations import (
    BadTarget,
    Flag,
    Milestone,
    NotANumber,
    Observation,
    Polarity,
    SecretTold,
    Target,
    TwoValues,
)
from belvedere.engines.indicators.status import Assessment, Reliability, assess, tally
from belvedere.engines.indicators.way import Status

AS_OF = date(2026, 11, 30)
# Poverty rates (%, at 60 % of the median), first and last published value of 2014-2021, 16 communes (Filosofi, Insee).
POVERTY = {
    "63014": (10, 12), "63019": (13, 16), "63032": (9, 11), "63042": (6, 8), "63063": (7, 10), "63069": (7, 9),
    "63070": (5, 7), "63075": (8, 9), "63099": (7, 7), "63113": (20, 25), "63124": (10, 11), "63164": (11, 13),
    "63193": (9, 10), "63284": (8, 9), "63307": (8, 9), "63308": (10, 10),
}  # fmt: skip


def year_end(year: int) -> date:
    return date(year, 12, 31)


def series(values: dict[int, str | None]) -> list[Observation]:
    return [
        Observation(
            year_end(year), None if value is None else Decimal(value), Flag.MISSING if value is None else Flag.NORMAL
        )
        for year, value in values.items()
    ]


def judged(
    values: dict[int, str | None], target: str, *, year: int = 2030, rising: bool = True, rounding: str = "0.01"
) -> Assessment:
    return assess(
        series(values),
        Target(Decimal(target), year_end(year)),
        polarity=Polarity.RISING if rising else Polarity.FALLING,
        rounding=Decimal(rounding),
        as_of=AS_OF,
    )


# Faults met in other rules, one by one.


def test_past_the_target_then_lost_is_no_success() -> None:
    assert judged({2015: "80", 2022: "70"}, "75").status is Status.LOST


def test_reached_on_the_way_then_lost_is_no_success() -> None:
    assert judged({2015: "60", 2018: "80", 2022: "70"}, "75").status is Status.LOST


def test_half_done_in_a_third_of_the_time_is_on_track() -> None:
    found = judged({2015: "12", 2020: "6"}, "0", rising=False)
    assert (found.status, found.expected, found.unbounded_progress) == (
        Status.ON_TRACK,
        Decimal("8.0000"),
        Decimal("0.5000"),
    )


def test_noise_is_no_deterioration() -> None:
    noisy = [replace(seen, margin=Decimal("0.1")) for seen in series({2015: "10.00", 2022: "10.05"})]
    target = Target(Decimal(8), year_end(2030))
    found = assess(noisy, target, polarity=Polarity.FALLING, rounding=Decimal("0.01"), as_of=AS_OF)
    assert (found.status, found.margin, found.change) == (Status.STABLE, Decimal("0.1"), Decimal("-0.05"))


def test_a_base_of_zero_is_a_base() -> None:
    assert judged({2015: "0", 2020: "5"}, "10").status is Status.ON_TRACK


def test_a_change_of_sign_is_a_change() -> None:
    assert judged({2015: "-5", 2020: "3"}, "10").status is Status.ON_TRACK


def test_no_change_with_a_target_ahead_is_no_progress() -> None:
    found = judged({2015: "5", 2022: "5"}, "10")
    assert (found.status, found.unbounded_progress) == (Status.STABLE, Decimal(0))


def test_a_reversal_shows_beside_the_bounded_progress() -> None:
    found = judged({2014: "20", 2021: "25"}, "15", rising=False, rounding="1")
    assert (found.status, found.bounded_progress, found.unbounded_progress) == (
        Status.RECEDING,
        Decimal(0),
        Decimal("-1.0000"),
    )


def test_a_target_of_zero_is_reached_at_zero_and_not_before() -> None:
    assert judged({2015: "12", 2020: "0"}, "0", rising=False).status is Status.REACHED
    assert judged({2015: "12", 2020: "0.02"}, "0", rising=False).status is not Status.REACHED


def test_a_base_equal_to_the_target_leaves_no_way_to_go() -> None:
    found = judged({2015: "10", 2020: "10"}, "10")
    assert (found.status, found.unbounded_progress, found.bounded_progress) == (Status.TO_MAINTAIN, None, None)


def test_five_of_fourteen_deteriorations_of_poverty_were_roundings() -> None:
    found = Counter(
        judged({2014: str(first), 2021: str(last)}, "5", rising=False, rounding="1").status
        for code, (first, last) in POVERTY.items()
        if code != "63070"  # starts at the target of this test
    )
    assert found == {Status.RECEDING: 8, Status.STABLE: 7}
    ceyrat = judged({2014: "5", 2021: "7"}, "5", rising=False, rounding="1")
    assert ceyrat.status is Status.LOST


def test_statuses_are_counted_and_never_averaged() -> None:
    found = tally([judged({2015: "0", 2020: "5"}, "10"), judged({}, "10"), judged({2015: "5", 2022: "5"}, "10")])
    assert (found.assessable, found.total) == (2, 3)
    assert {status: count for status, count in found.counts.items() if count} == {
        Status.NOT_ASSESSABLE: 1,
        Status.STABLE: 1,
        Status.ON_TRACK: 1,
    }
    assert list(found.counts) == list(Status)


# Each answer.


@pytest.mark.parametrize(
    ("latest", "status"),
    [
        ("100", Status.REACHED), ("99.99", Status.ON_TRACK), ("47.5", Status.ON_TRACK), ("47.49", Status.LATE),
        ("30", Status.LATE), ("29.99", Status.VERY_LATE), ("0.02", Status.VERY_LATE), ("0.01", Status.STABLE),
        ("-0.01", Status.STABLE), ("-0.02", Status.RECEDING),
    ],
)  # fmt: skip
def test_each_limit_of_the_rule(latest: str, status: Status) -> None:
    assert judged({2020: "0", 2025: latest}, "100").status is status


def test_the_whole_assessment() -> None:
    assert judged({2025: "30", 2020: "0"}, "100") == Assessment(
        Status.LATE,
        base=Milestone(year_end(2020), Decimal(0)),
        latest=Milestone(year_end(2025), Decimal(30)),
        margin=Decimal("0.01"),
        change=Decimal(30),
        expected=Decimal("50.0000"),
        distance=Decimal(70),
        unbounded_progress=Decimal("0.3000"),
        bounded_progress=Decimal("0.3000"),
        reliability=(Reliability.WITHIN_MARGIN,),
    )


def test_a_horizon_passed_without_the_target_is_overdue() -> None:
    assert judged({2015: "0", 2020: "9"}, "10", year=2020).reliability == ()
    old = judged({2015: "0", 2020: "9"}, "10", year=2022)
    assert (old.status, old.reliability) == (Status.OVERDUE, (Reliability.NOT_MEASURED_AT_HORIZON,))


def test_reached_after_the_horizon_is_reached() -> None:
    assert judged({2015: "0", 2024: "10"}, "10", year=2020).status is Status.REACHED


def test_held_within_the_margin_is_not_lost() -> None:
    assert judged({2015: "80", 2022: "74"}, "75", rounding="1").status is Status.TO_MAINTAIN
    assert judged({2015: "60", 2018: "75", 2022: "74"}, "75", rounding="1").status is Status.TO_MAINTAIN


def test_milestones_bend_the_trajectory() -> None:
    late_start = Target(Decimal(100), year_end(2030), milestones=(Milestone(year_end(2025), Decimal(10)),))
    observations = series({2020: "0", 2023: "6"})

    def found(target: Target) -> tuple[Status, Decimal | None]:
        assessment = assess(
            observations, target, polarity=Polarity.RISING, rounding=Decimal("0.1"), as_of=date(2024, 6, 1)
        )
        return assessment.status, assessment.expected

    assert found(late_start) == (Status.ON_TRACK, Decimal("6.0000"))
    assert found(replace(late_start, milestones=())) == (Status.VERY_LATE, Decimal("30.0000"))


def test_nothing_expected_yet_and_progress_is_on_track() -> None:
    flat = Target(Decimal(10), year_end(2030), milestones=(Milestone(year_end(2025), Decimal(0)),))
    found = assess(
        series({2020: "0", 2023: "2"}), flat, polarity=Polarity.RISING, rounding=Decimal(1), as_of=date(2024, 6, 1)
    )
    assert (found.status, found.expected) == (Status.ON_TRACK, Decimal(0))


@pytest.mark.parametrize(
    ("observations", "target", "reason"),
    [
        (series({2015: "1", 2020: "2"}), None, Reason.NO_TARGET),
        ([], Target(Decimal(9), year_end(2030)), Reason.NO_OBSERVATION),
        (series({2015: "1"}), Target(Decimal(9), year_end(2030)), Reason.TOO_FEW),
        (series({2015: "1", 2020: None}), Target(Decimal(9), year_end(2030)), Reason.TOO_FEW),
        (
            [*series({2015: "1", 2018: "2"}), Observation(year_end(2020), None, is_secret=True)],
            Target(Decimal(9), year_end(2030)),
            Reason.SECRET,
        ),
        (
            [*series({2015: "1"}), Observation(year_end(2020), Decimal(5), Flag.BREAK)],
            Target(Decimal(9), year_end(2030)),
            Reason.SERIES_BREAK,
        ),
        (series({2015: "1", 2020: "2"}), Target(Decimal(9), year_end(2030), year_end(2014)), Reason.NO_BASE),
        (series({2015: "1", 2020: "2"}), Target(Decimal(9), year_end(2014)), Reason.HORIZON_BEFORE_BASE),
        (
            [*series({2015: "1"}), Observation(year_end(2020), Decimal(5), Flag.FORECAST)],
            Target(Decimal(9), year_end(2030)),
            Reason.TOO_FEW,
        ),
        (series({2015: "1", 2027: "5"}), Target(Decimal(9), year_end(2030)), Reason.TOO_FEW),
    ],
)
def test_what_cannot_be_assessed_says_why(
    observations: list[Observation], target: Target | None, reason: Reason
) -> None:
    found = assess(observations, target, polarity=Polarity.RISING, rounding=Decimal(1), as_of=AS_OF)
    assert found == Assessment(Status.NOT_ASSESSABLE, reason)


def test_an_indicator_without_a_wished_direction_is_not_judged() -> None:
    found = assess(
        series({2015: "1", 2020: "2"}),
        Target(Decimal(9), year_end(2030)),
        polarity=Polarity.NEITHER,
        rounding=Decimal(1),
        as_of=AS_OF,
    )
    assert found == Assessment(Status.NOT_ASSESSABLE, Reason.NO_POLARITY)


def test_a_series_begins_again_after_a_break() -> None:
    observations = [
        *series({2010: "50"}),
        Observation(year_end(2016), Decimal(0), Flag.BREAK),
        *series({2020: "4"}),
    ]
    for base_on, expected in (
        (year_end(2016), (Status.ON_TRACK, None, Decimal(4))),
        (None, (Status.ON_TRACK, None, Decimal(4))),
        (year_end(2010), (Status.NOT_ASSESSABLE, Reason.SERIES_BREAK, None)),
    ):
        target = Target(Decimal(10), year_end(2026), base_on=base_on)
        found = assess(observations, target, polarity=Polarity.RISING, rounding=Decimal(1), as_of=AS_OF)
        assert (found.status, found.reason, found.change) == expected


def test_the_base_that_the_act_states_is_used() -> None:
    target = Target(Decimal(10), year_end(2030), base_on=year_end(2020), base_value=Decimal(2))
    found = assess(series({2024: "6"}), target, polarity=Polarity.RISING, rounding=Decimal(1), as_of=AS_OF)
    assert (found.status, found.change) == (Status.ON_TRACK, Decimal(4))


def test_what_a_value_rests_on_is_told() -> None:
    observations = [
        Observation(year_end(2015), Decimal(1), Flag.ESTIMATED),
        Observation(year_end(2022), Decimal(30), Flag.PROVISIONAL, count=8),
        Observation(year_end(2023), None, Flag.MISSING),
    ]
    found = assess(
        observations,
        Target(Decimal(50), year_end(2030)),
        polarity=Polarity.RISING,
        rounding=Decimal(1),
        as_of=AS_OF,
        smallest_count=11,
    )
    assert (found.status, found.reliability) == (
        Status.ON_TRACK,
        (Reliability.PROVISIONAL, Reliability.ESTIMATED, Reliability.SMALL_NUMBERS, Reliability.LATEST_MISSING),
    )


def test_what_no_rule_can_read_is_refused() -> None:
    twice = series({2020: "1"}) * 2
    with pytest.raises(TwoValues, match="two observations on 2020-12-31"):
        assess(twice, None, polarity=Polarity.RISING, rounding=Decimal(1), as_of=AS_OF)
    with pytest.raises(NotANumber, match="a rounding of -1"):
        judged({2020: "1"}, "9", rounding="-1")
    with pytest.raises(NotANumber, match="an unknown value is None"):
        Observation(AS_OF, Decimal("NaN"))
    with pytest.raises(SecretTold, match="leave it out"):
        Observation(AS_OF, Decimal(1), is_secret=True)
    with pytest.raises(NotANumber, match="a margin of -1"):
        Observation(AS_OF, Decimal(1), margin=Decimal(-1))
    with pytest.raises(BadTarget, match="not in order"):
        Target(Decimal(1), year_end(2020), base_on=year_end(2021))
    with pytest.raises(BadTarget, match="without its day"):
        Target(Decimal(1), year_end(2020), base_value=Decimal(1))
