"""Background work: the rule reads again each day, files are read at their address, people’s addresses are erased."""

from datetime import datetime

from django.utils.timezone import localdate
from django_scopes import get_scope
from django_tasks import task

from belvedere.contexts.observatory.actions.contests import forget_addresses
from belvedere.contexts.observatory.actions.feeds import read_feed
from belvedere.contexts.observatory.actions.readings import read_indicator
from belvedere.contexts.observatory.actions.snapshots import freeze
from belvedere.contexts.observatory.exports.snapshots import files_to_freeze
from belvedere.contexts.observatory.queries.indicators import feeds_due, slugs_with_a_target
from belvedere.contexts.observatory.queries.snapshots import is_snapshot_due
from belvedere.platform.tasks.clock import job_time
from belvedere.platform.tasks.schedule import every

DAY, HOUR = 86_400, 3_600


@task()
def read_one_feed(feed_id: int) -> None:
    """Read an address; a slow site keeps nobody else waiting."""
    read_feed(feed_id=feed_id, now=job_time())


@every(seconds=HOUR, name="observatory.feeds")
def read_feeds(now: datetime) -> None:
    """Read the addresses whose time has come."""
    for feed_id in feeds_due(now):
        read_one_feed.enqueue(feed_id)


@every(seconds=DAY, name="observatory.readings")
def read_again(now: datetime) -> None:
    """Let the rule read every indicator that has a target: a horizon passes by the calendar alone."""
    for slug in slugs_with_a_target():
        read_indicator(slug=slug, now=now)


@every(seconds=DAY, name="observatory.snapshots")
def freeze_the_year(now: datetime) -> None:
    """In January, freeze what is public, once in the year."""
    if is_snapshot_due(localdate(now)):
        territory = get_scope()["territory"]
        freeze(territory=territory, files=files_to_freeze(territory=territory, now=now), now=now)


@every(seconds=DAY, name="observatory.forget")
def forget(now: datetime) -> None:
    """Erase the addresses of those who were answered a month ago."""
    forget_addresses(now=now)
