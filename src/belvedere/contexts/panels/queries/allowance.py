"""Reads of allowances: what the règlement grants on a day, what is owed, what each file to the accountant held."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet, Sum

from belvedere.contexts.panels.models import Allowance, Panel, Seat
from belvedere.contexts.panels.states.panel import AllowanceKind, AllowanceState
from belvedere.platform.territory.models import Body, Parameter

# The numbers of the règlement, in cents; a kind whose number is not fixed is not granted.
PARAMETERS = {
    AllowanceKind.SESSION: "panel.session_allowance_cents",
    AllowanceKind.TRAVEL: "panel.travel_allowance_cents",
    AllowanceKind.CARE: "panel.care_allowance_cents",
    AllowanceKind.ACCESS: "panel.access_allowance_cents",
    AllowanceKind.MEAL: "panel.meal_allowance_cents",
}


def rates_of(body: Body, on: date) -> dict[AllowanceKind, Parameter]:
    """Return what the règlement of a body grants on a day, by kind: one statement."""
    held = Parameter.objects.filter(body=body, code__in=PARAMETERS.values(), since__lte=on)
    held = held.filter(Q(until=None) | Q(until__gt=on)).order_by("since", "pk")
    found = {row.code: row for row in held}
    return {kind: found[code] for kind, code in PARAMETERS.items() if code in found and found[code].value > 0}


def allowances_of(panel: Panel) -> QuerySet[Allowance]:
    """Return the allowances of a panel with whom they are owed to: one statement."""
    found = Allowance.objects.filter(session__panel=panel)
    return found.select_related("seat__candidate__contact", "session").order_by("session__number", "seat", "kind")


def allowances_due(panel: Panel) -> QuerySet[Allowance]:
    return allowances_of(panel).filter(state=AllowanceState.DUE.value)


def allowances_of_seat(seat: Seat) -> QuerySet[Allowance]:
    return Allowance.objects.filter(seat=seat).select_related("session").order_by("-session__starts_at", "kind")


@dataclass(frozen=True)
class Export:
    """A file given to the accountant."""

    number: int
    lines: int
    cents: int
    is_paid: bool


def exports_of(panel: Panel) -> list[Export]:
    """Return the files given to the accountant, the latest first: one statement."""
    rows = Allowance.objects.filter(session__panel=panel, export_number__isnull=False).order_by("-export_number")
    waiting = Count("pk", filter=~Q(state=AllowanceState.PAID.value))
    found = rows.values("export_number").annotate(lines=Count("pk"), cents=Sum("amount_cents"), waiting=waiting)
    return [Export(row["export_number"] or 0, row["lines"], row["cents"], row["waiting"] == 0) for row in found]


def last_export(panel: Panel) -> int:
    """Return the number of the last file, 0 before the first."""
    rows = Allowance.objects.filter(session__panel=panel)
    return int(rows.aggregate(last=Max("export_number"))["last"] or 0)
