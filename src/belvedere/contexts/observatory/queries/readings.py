"""Reads of the readings: the last one of each reader, today or at an instant."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet

from belvedere.contexts.observatory.models import Assessment, Indicator
from belvedere.contexts.observatory.states.figures import LATE_STATUSES, Reader
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind


def latest_assessment(indicator: Indicator, reader: Reader) -> Assessment | None:
    """Return the last reading of a reader, or None: one statement."""
    return Assessment.objects.filter(indicator=indicator, reader=reader).order_by("-made_at", "-pk").first()


def latest_readings(
    indicators: Iterable[Indicator], *, at: datetime | None = None
) -> dict[int, dict[Reader, Assessment]]:
    """Return the last reading of each reader on each of these indicators: one statement."""
    found = Assessment.objects.filter(indicator__in=[row.pk for row in indicators]).order_by("made_at", "pk")
    if at is not None:
        found = found.filter(made_at__lte=at)
    readings: dict[int, dict[Reader, Assessment]] = {}
    for row in found:
        readings.setdefault(row.indicator_id, {})[Reader(row.reader)] = row
    return readings


def owned_by(role: Role) -> QuerySet[Indicator]:
    """Return the indicators that a role answers for: its department's; for an agent, those of no department."""
    found = Indicator.objects.filter(body=role.body_id)
    if role.kind == RoleKind.DEPARTMENT:
        return found.filter(department=role.department_id)
    return found.filter(department=None) if role.kind == RoleKind.AGENT else found.none()


def late_without_a_word(role: Role) -> list[Indicator]:
    """Return the indicators of a department that are late and of which it has said nothing since: two statements."""
    if role.kind != RoleKind.DEPARTMENT:
        return []
    owned = list(owned_by(role).order_by("policy__name", "rank", "slug"))
    readings = latest_readings(owned)
    return [row for row in owned if _waits_for_a_word(readings.get(row.pk, {}))]


def _waits_for_a_word(read: dict[Reader, Assessment]) -> bool:
    computed, department = read.get(Reader.COMPUTED), read.get(Reader.DEPARTMENT)
    if computed is None or computed.verdict not in LATE_STATUSES:
        return False
    return department is None or department.made_at < computed.made_at


def overdue_of(role: Role, *, on: date) -> QuerySet[Indicator]:
    """Return the indicators of a role of which a new value was expected before a day."""
    return owned_by(role).filter(next_due_on__lt=on).order_by("next_due_on", "slug")
