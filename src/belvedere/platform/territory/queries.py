"""Reads of the territory: where we are, who decides, which parameter holds on a date."""

from datetime import date

from django.db.models import Q

from belvedere.platform.territory.models import Body, Parameter, Territory


class NoTerritory(Exception):
    """The database holds no territory yet: run `belvedere demo` or `belvedere territory import`."""


class NoParameterInForce(Exception):
    """No règlement fixes this parameter on this date: add it, with its source, in the workspace."""

    def __init__(self, body: Body, code: str, on: date) -> None:
        super().__init__(f"{body.slug}: no value of {code} in force on {on.isoformat()}")


def current_territory() -> Territory:
    """Return the territory that this installation serves."""
    territory = Territory.objects.order_by("pk").first()
    if territory is None:
        raise NoTerritory
    return territory


def parameter_in_force(*, body: Body, code: str, on: date) -> Parameter:
    """Return the parameter of a body that holds on a date; the latest one wins where two overlap."""
    parameter = (
        Parameter.objects.filter(body=body, code=code, since__lte=on)
        .filter(Q(until=None) | Q(until__gt=on))
        .order_by("-since")
        .first()
    )
    if parameter is None:
        raise NoParameterInForce(body, code, on)
    return parameter
