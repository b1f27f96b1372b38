"""An indicator, its series and its editions, for the tests of the observatory."""

from datetime import date, datetime
from typing import Any

from belvedere.contexts.observatory.models import Edition, Indicator, Observation, Policy, Series
from belvedere.contexts.observatory.states.figures import EditionState, Frequency, IndicatorKind, Polarity, Reuse
from belvedere.contexts.observatory.states.sheets import Figure, IndicatorSheet, TargetSheet
from belvedere.platform.territory.models import Commune, Territory

SHEET = IndicatorSheet(
    slug="pauvrete",
    name="Taux de pauvreté",
    kind=IndicatorKind.RESULT,
    definition="Part des personnes sous le seuil de 60 % du niveau de vie médian.",
    unit="%",
    polarity=Polarity.LESS_IS_BETTER,
    decimals=1,
    lower_bound=0.0,
    upper_bound=100.0,
    source="Insee, Filosofi",
    licence="Licence Ouverte 2.0",
    reuse=Reuse.OPEN,
    frequency=Frequency.ANNUAL,
)
TARGET = TargetSheet(
    base_period="2018",
    base_value=20.0,
    due_period="2030",
    value=10.0,
    act="Délibération du 7 décembre 2018",
    source="Recueil des actes",
)


def whole_of(indicator: Indicator, period: str, value: float) -> Figure:
    """A value of the whole territory."""
    return Figure(indicator.territory.siren, period, value)


def an_indicator(policy: Policy, slug: str = "pauvrete", **said: Any) -> Indicator:
    facts = {
        "name": "Taux de pauvreté",
        "kind": IndicatorKind.RESULT,
        "definition": "Part des personnes sous le seuil de 60 % du niveau de vie médian.",
        "unit": "%",
        "polarity": Polarity.LESS_IS_BETTER,
        "lower_bound": 0.0,
        "upper_bound": 100.0,
        "source": "Insee, Filosofi",
        "licence": "Licence Ouverte 2.0",
        "reuse": Reuse.OPEN,
        "frequency": Frequency.ANNUAL,
    } | said
    return Indicator.objects.create(territory=policy.territory, policy=policy, body=policy.body, slug=slug, **facts)


def an_edition(territory: Territory, now: datetime, number: int = 1) -> Edition:
    return Edition.objects.create(
        territory=territory,
        reference=f"D-2026-{number:04d}",
        title="Filosofi",
        state=EditionState.PUBLISHED,
        received_at=now,
        moved_at=now,
        published_at=now,
    )


def a_series(indicator: Indicator, commune: Commune | None = None) -> Series:
    area = commune.insee if commune else indicator.territory.siren
    return Series.objects.create(indicator=indicator, area=area, commune=commune)


def values_of(series: Series, edition: Edition, now: datetime, **by_year: float | None) -> list[Observation]:
    """Record values by year (``y2021=12.0``); None is missing."""
    return Observation.objects.bulk_create(
        Observation(
            series=series,
            edition=edition,
            period=name[1:],
            period_on=date(int(name[1:]), 12, 31),
            value=value,
            status="A" if value is not None else "M",
            recorded_at=now,
        )
        for name, value in by_year.items()
    )
