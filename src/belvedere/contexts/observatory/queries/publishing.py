"""An indicator as one file, from which a stranger computes its statuses again; editions as they were published."""

from datetime import date, datetime
from decimal import Decimal

from belvedere.contexts.observatory.models import Edition, Indicator, Observation, Target
from belvedere.contexts.observatory.queries.assessing import aimed, seen
from belvedere.contexts.observatory.queries.figures import observations, values_of
from belvedere.contexts.observatory.queries.indicators import targets_of
from belvedere.contexts.observatory.queries.revisions import sheet_at
from belvedere.engines.indicators.indicator_file import Series, Terms, indicator_file
from belvedere.engines.indicators.observations import Polarity

TOLD = ("name", "definition", "unit", "numerator", "denominator", "method", "limits", "source", "licence")


def all_values(indicator: Indicator, *, at: datetime | None = None) -> list[Observation]:
    """Return every value of an indicator, groups of people included, with its series: one statement."""
    found = observations(at=at).filter(series__indicator=indicator).select_related("series__commune")
    return list(found.order_by("series__area", "series__breakdown", "period_on", "period"))


def file_of(indicator: Indicator, *, on: date, at: datetime | None = None, address: str = "") -> str:
    """Return the file of an indicator as it is read on a day, or as it was said at an instant: five statements."""
    said = sheet_at(indicator, at) or {name: getattr(indicator, name) for name in (*TOLD, "polarity", "decimals")}
    targets = targets_of([indicator], at=at).get(indicator.pk, [])
    about = {"id": indicator.slug, "url": address or None} | {name: said.get(name) or None for name in TOLD}
    terms = Terms(Polarity(said["polarity"]), Decimal(1).scaleb(-int(said["decimals"])), on)
    return indicator_file(about, _series(indicator, at, targets[-1] if targets else None), terms)


def _series(indicator: Indicator, at: datetime | None, target: Target | None) -> list[Series]:
    """Return the whole territory, with the target that is set for it, then each place and group."""
    siren = indicator.territory.siren
    places = list(indicator.series.order_by("area", "breakdown"))
    values = values_of(places, at=at)
    found = {
        (place.area, place.breakdown): tuple(seen(row) for row in values[place.pk])
        for place in places
        if place.pk in values
    }
    whole = Series(siren, found.pop((siren, ""), ()), aimed(target) if target else None)
    return [whole, *(Series(area, values, None, dimensions(group)) for (area, group), values in found.items())]


def dimensions(breakdown: str) -> dict[str, str]:
    """Return a group of people dimension by dimension.

    >>> dimensions("sexe=F;age=65+")
    {'sexe': 'F', 'age': '65+'}
    """
    return dict(part.split("=", 1) for part in breakdown.split(";") if part)


def published_editions(indicator: Indicator) -> list[Edition]:
    """Return the editions that changed an indicator, the latest first: one statement."""
    said = Observation.objects.filter(series__indicator=indicator).order_by().values("edition").distinct()
    return list(Edition.objects.defer("content").filter(pk__in=said).order_by("-published_at", "-pk"))


def published_at(indicator: Indicator, reference: str) -> datetime | None:
    """Return the hour at which an edition said something of an indicator, or None: one statement."""
    return next((row.published_at for row in published_editions(indicator) if row.reference == reference), None)
