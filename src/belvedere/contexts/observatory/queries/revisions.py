"""The register of revisions: every change of a value, a sheet or a target, with its day and its reason."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any  # a sheet as JSON

from django.utils.translation import gettext as _

from belvedere.contexts.observatory.models import Indicator, Observation, SheetVersion, Target
from belvedere.contexts.observatory.queries.editions import revisions_of
from belvedere.contexts.observatory.queries.pictures import said_value
from belvedere.contexts.observatory.words import written

SHOWN = 50


@dataclass(frozen=True)
class Change:
    """A line of the register: when, what, why."""

    at: datetime
    what: str
    why: str


def register_of(indicator: Indicator) -> list[Change]:
    """Return the last changes of an indicator, the latest first: four statements."""
    changes = [*_values(indicator), *_sheets(indicator), *_targets(indicator)]
    return sorted(changes, key=lambda change: change.at, reverse=True)[:SHOWN]


def _values(indicator: Indicator) -> list[Change]:
    revised = list(revisions_of(indicator.pk)[:SHOWN])
    before = {
        (row.series_id, row.period, row.revision): row
        for row in Observation.objects.filter(
            series__in={row.series_id for row in revised}, period__in={row.period for row in revised}
        )
    }
    return [
        Change(
            row.recorded_at,
            _("%(place)s, %(period)s : %(before)s devient %(after)s")
            % {
                "place": row.series.commune.name if row.series.commune else _("Ensemble du territoire"),
                "period": row.period,
                "before": said_value(indicator, before.get((row.series_id, row.period, row.revision - 1))),
                "after": said_value(indicator, row),
            },
            _("%(why)s (édition %(edition)s)")
            % {"why": row.note or row.edition.title, "edition": row.edition.reference},
        )
        for row in revised
    ]


def _sheets(indicator: Indicator) -> list[Change]:
    rows = SheetVersion.objects.filter(indicator=indicator).order_by("number")
    return [
        Change(
            row.written_at,
            _("La fiche est écrite") if row.number == 1 else _("La fiche change (version %(n)s)") % {"n": row.number},
            row.reason,
        )
        for row in rows
    ]


def _targets(indicator: Indicator) -> list[Change]:
    rows = Target.objects.filter(indicator=indicator).order_by("number")
    return [
        Change(
            row.set_at,
            _("Cible n° %(number)s : %(value)s en %(due)s")
            % {
                "number": row.number,
                "value": written(row.value, indicator.decimals, indicator.unit),
                "due": row.due_period,
            },
            row.reason or row.act,
        )
        for row in rows
    ]


def sheet_at(indicator: Indicator, at: datetime | None) -> dict[str, Any]:
    """Return what the sheet said at an instant (today when None); empty before the first one."""
    found = SheetVersion.objects.filter(indicator=indicator).order_by("-number")
    row = (found if at is None else found.filter(written_at__lte=at)).first()
    return dict(row.said) if row else {}
