"""Background work of the answers: thin wrappers of actions."""

from datetime import datetime

from django.utils import timezone

from belvedere.contexts.answers import actions
from belvedere.contexts.answers.queries.instruction import rungs_due, sheets_running
from belvedere.platform.tasks.schedule import every

HOUR = 3600


@every(seconds=HOUR, name="answers.escalate")
def escalate(now: datetime) -> None:
    """Tell the right person of each answer whose time runs out; nobody is told twice."""
    today = timezone.localdate(now)
    for sheet in sheets_running().iterator():
        for rung in rungs_due(sheet, today=today):
            actions.escalate(sheet_id=sheet.pk, rung=rung, now=now)
