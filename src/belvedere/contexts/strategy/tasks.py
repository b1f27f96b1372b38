"""Background work of the strategy: thin wrappers of actions."""

from datetime import datetime

from django_tasks import task

from belvedere.contexts.strategy import actions
from belvedere.contexts.strategy.queries.agenda import calendar_addresses_due
from belvedere.platform.tasks.clock import job_time
from belvedere.platform.tasks.durations import lasts_at_most
from belvedere.platform.tasks.schedule import every
from belvedere.platform.territory.queries import current_territory

HOUR = 3600


@every(seconds=HOUR, name="strategy.measure")
def measure(now: datetime) -> None:
    """Test the commitments in force; what has not turned is not written again."""
    actions.measure_commitments(territory=current_territory(), now=now)


@lasts_at_most(seconds=60)
@task()
def read_one_calendar(address_id: int) -> None:
    """Read an address; a slow site keeps nobody else waiting."""
    actions.read_calendar_address(address_id=address_id, now=job_time())


@every(seconds=HOUR, name="strategy.calendars")
def read_calendars(now: datetime) -> None:
    """Read the calendars whose time has come."""
    for address_id in calendar_addresses_due(now):
        read_one_calendar.enqueue(address_id)
