"""Background work of the consultations: thin wrappers of actions."""

from datetime import datetime

from belvedere.contexts.consultations.actions import life
from belvedere.platform.tasks.schedule import every

MINUTES = 60


@every(seconds=5 * MINUTES, name="consultations.follow_dates")
def follow_dates(now: datetime) -> None:
    """Open and close what was announced, on its day."""
    life.follow_dates(now=now)
