"""Background work of the strategy: thin wrappers of actions."""

from datetime import datetime

from belvedere.contexts.strategy import actions
from belvedere.platform.tasks.schedule import every
from belvedere.platform.territory.queries import current_territory

HOUR = 3600


@every(seconds=HOUR, name="strategy.measure")
def measure(now: datetime) -> None:
    """Test the commitments in force; what has not turned is not written again."""
    actions.measure_commitments(territory=current_territory(), now=now)
