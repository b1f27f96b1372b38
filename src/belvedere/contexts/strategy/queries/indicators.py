"""What commitments and degrees of maturity are tested by: figures computed on live data, each with its definition."""

from collections.abc import Iterable, Mapping

from belvedere.contexts.strategy.queries import figures_of_neighbours, figures_of_ours
from belvedere.contexts.strategy.queries.measuring import INDICATORS, NOTHING, Indicator, Live, Measure

__all__ = [
    "Indicator",
    "Live",
    "Measure",
    "figures_of_neighbours",
    "figures_of_ours",
    "indicator_named",
    "indicators",
    "measured",
    "measures_of",
]


def indicators() -> Mapping[str, Indicator]:
    """Return every indicator that a test may name, by code."""
    return INDICATORS


def indicator_named(code: str) -> Indicator | None:
    return INDICATORS.get(code)


def measured(code: str, live: Live) -> Measure:
    """Return what an indicator says; one that no longer exists measures nothing."""
    found = INDICATORS.get(code)
    return found.measure(live) if found is not None else NOTHING


def measures_of(codes: Iterable[str], live: Live) -> dict[str, Measure]:
    """Return what some indicators say, each computed once."""
    return {code: measured(code, live) for code in dict.fromkeys(codes)}
