"""Forecasts judged when their day has come; the plan counted day after day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from belvedere.engines.plans.burn_up import Level, burn_up
from belvedere.engines.plans.forecasts import Forecast, TrackRecord, track_record

TODAY = date(2026, 11, 23)
DAYS = st.integers(-40, 40).map(lambda count: TODAY + timedelta(days=count))
PAST = st.integers(-40, 0).map(lambda count: TODAY + timedelta(days=count))


def test_nothing_is_said_before_the_day() -> None:
    found = track_record([Forecast(TODAY), Forecast(TODAY + timedelta(days=1))], today=TODAY)
    assert found == TrackRecord(right=0, wrong=0, pending=2, median_days=None)
    assert found.percent is None


def test_done_sooner_is_right_and_done_later_is_wrong() -> None:
    day = date(2026, 6, 30)
    made = [Forecast(day, day), Forecast(day, date(2026, 6, 1)), Forecast(day, date(2026, 7, 1)), Forecast(day)]
    found = track_record(made, today=TODAY)
    assert (found.right, found.wrong, found.pending, found.percent) == (2, 2, 0, 50)


@given(st.lists(st.builds(Forecast, DAYS, st.none() | PAST)))
def test_each_forecast_is_counted_once(made: list[Forecast]) -> None:
    found = track_record(made, today=TODAY)
    assert found.right + found.wrong + found.pending == len(made)
    assert found.right == sum(row.done_on is not None and row.done_on <= row.expected_on for row in made)


@given(st.lists(PAST, max_size=12), st.data())
def test_levels_are_what_one_counts_by_hand(entered: list[date], data: st.DataObject) -> None:
    left = data.draw(st.lists(st.sampled_from(entered), max_size=3)) if entered else []
    done = data.draw(st.lists(PAST, max_size=5))
    days = [TODAY - timedelta(days=count) for count in (40, 10, 0)]
    assert burn_up(entered=entered, left=left, done=done, days=days) == [
        Level(
            day,
            sum(each <= day for each in entered) - sum(each <= day for each in left),
            sum(each <= day for each in done),
        )
        for day in days
    ]
