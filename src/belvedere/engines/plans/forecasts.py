"""How often forecasts were right: each is kept as it was made, and judged when its day has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median


@dataclass(frozen=True, slots=True)
class Forecast:
    """What was expected on a day: done by ``expected_on``; ``done_on`` is when it was, if it was."""

    expected_on: date
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """How forecasts fared.

    Attributes
    ----------
    right : int
        Done on the day expected or before.
    wrong : int
        Done later, or not done though the day has passed.
    pending : int
        Not done, and the day has not passed: nothing can be said.
    median_days : int or None
        Among those judged, the days between the day expected and the day done (today when it is not): negative is
        sooner. None when none is judged.
    """

    right: int
    wrong: int
    pending: int
    median_days: int | None

    @property
    def judged(self) -> int:
        return self.right + self.wrong

    @property
    def percent(self) -> int | None:
        """The share of right ones among those judged, rounded down: a tenth of a point does not make a promise."""
        return 100 * self.right // self.judged if self.judged else None


def track_record(forecasts: Iterable[Forecast], *, today: date) -> TrackRecord:
    """Judge forecasts as of a day.

    Examples
    --------
    >>> kept = Forecast(date(2026, 6, 30), date(2026, 6, 12))
    >>> missed = Forecast(date(2026, 6, 30))
    >>> track_record([kept, missed, Forecast(date(2027, 1, 1))], today=date(2026, 7, 10))
    TrackRecord(right=1, wrong=1, pending=1, median_days=-4)
    """
    right, pending = 0, 0
    gaps: list[int] = []
    for forecast in forecasts:
        if forecast.done_on is None and forecast.expected_on >= today:
            pending += 1
            continue
        right += forecast.done_on is not None and forecast.done_on <= forecast.expected_on
        gaps.append(((forecast.done_on or today) - forecast.expected_on).days)
    return TrackRecord(right, len(gaps) - right, pending, int(median(gaps)) if gaps else None)
