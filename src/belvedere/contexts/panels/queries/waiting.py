"""Reads of what waits for whoever runs the panels of a body."""

from datetime import datetime

from django.db.models import QuerySet

from belvedere.contexts.panels.models import Hearing, Session
from belvedere.contexts.panels.states.panel import HearingState, PanelState, SessionState
from belvedere.platform.territory.models import Body


def sessions_to_close(body: Body, now: datetime) -> QuerySet[Session]:
    """Return the sessions that are over and of which nobody has said whether they were held: one statement."""
    found = Session.objects.filter(panel__body=body, panel__state=PanelState.ACTIVE.value)
    return found.filter(state=SessionState.PLANNED.value, ends_at__lte=now).select_related("panel").order_by("ends_at")


def hearings_to_follow(body: Body) -> QuerySet[Hearing]:
    """Return the hearings to send on, or whose answer is awaited: one statement."""
    found = Hearing.objects.filter(panel__body=body, panel__state=PanelState.ACTIVE.value)
    return found.filter(state=HearingState.REQUESTED.value).select_related("panel").order_by("requested_at", "pk")
