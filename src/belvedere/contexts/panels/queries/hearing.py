"""Reads of hearings: asked, answered or not yet, and how long each answer took."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from belvedere.contexts.panels.models import Hearing, Panel
from belvedere.contexts.panels.states.panel import HearingState


@dataclass(frozen=True)
class HearingRow:
    """A hearing as lists show it, with the days that its answer took or has taken so far."""

    hearing: Hearing
    days: int
    days_late: int

    @property
    def is_answered(self) -> bool:
        return self.hearing.answered_at is not None


def hearings_of(panel: Panel) -> QuerySet[Hearing]:
    """Return the hearings of a panel, the latest first: one statement."""
    found = Hearing.objects.filter(panel=panel).select_related("body", "session", "mission")
    return found.order_by("-requested_at", "-pk")


def public_hearings(panel: Panel, today: date) -> list[HearingRow]:
    """Return what the panel asked officially, with the delays; a member's proposal is not public yet."""
    return [_row(hearing, today) for hearing in hearings_of(panel).filter(due_on__isnull=False)]


def proposed_hearings(panel: Panel) -> list[Hearing]:
    """Return what members asked for and nobody has sent on yet."""
    return list(hearings_of(panel).filter(due_on=None, state=HearingState.REQUESTED.value))


def _row(hearing: Hearing, today: date) -> HearingRow:
    end = timezone.localdate(hearing.answered_at) if hearing.answered_at else today
    late = (end - hearing.due_on).days if hearing.due_on else 0
    return HearingRow(hearing, (end - timezone.localdate(hearing.requested_at)).days, max(0, late))
