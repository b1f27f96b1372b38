"""What commitments and degrees of maturity are tested by: figures computed on live data, each with its definition."""

from collections.abc import Collection, Iterable, Mapping

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
    "names_of_indicators",
]


def indicators() -> Mapping[str, Indicator]:
    """Return every indicator that a test may name, by code."""
    return INDICATORS


def indicator_named(code: str) -> Indicator | None:
    return INDICATORS.get(code)


def names_of_indicators(codes: Collection[str]) -> Mapping[str, str]:
    """Return the names of indicators, by code, in the language of the page; one that no longer exists has none."""
    return {code: str(indicator.title) for code, indicator in INDICATORS.items() if code in codes}


def measured(code: str, live: Live) -> Measure:
    """Return what an indicator says; one that no longer exists measures nothing."""
    found = INDICATORS.get(code)
    return found.measure(live) if found is not None else NOTHING


def measures_of(codes: Iterable[str], live: Live) -> dict[str, Measure]:
    """Return what some indicators say, each computed once."""
    return {code: measured(code, live) for code in dict.fromkeys(codes)}
