"""Follows the journal for each subscription: one job by event that it wants, in order, none forgotten."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django_scopes import scope
from django_tasks import task

from belvedere.platform.journal.models import Bookmark, ChainHead, Event
from belvedere.platform.journal.subscriptions import Subscription, registered_subscriptions, subscription_named
from belvedere.platform.tasks.clock import job_time
from belvedere.platform.tasks.worker_hooks import on_tick
from belvedere.platform.territory.models import Territory

_EVENTS_BY_TRANSACTION = 500


@task()
def react(subscription_name: str, event_id: str) -> None:
    """Call a subscription's function with an event; the name may be gone since, after an upgrade."""
    subscription = subscription_named(subscription_name)
    if subscription is not None:
        subscription.react(Event.objects.get(pk=UUID(event_id)), job_time())


@on_tick
def dispatch_everywhere(now: datetime) -> int:
    """Dispatch the events of every territory; return how many jobs were enqueued."""
    return sum(dispatch_events(territory, now) for territory in Territory.objects.all())


def dispatch_events(territory: Territory, now: datetime) -> int:
    """Enqueue one job by subscription and event after its bookmark; return how many.

    A subscription seen for the first time starts from the first event.
    """
    with scope(territory=territory):
        head = ChainHead.objects.filter(territory=territory).first()
        if head is None:
            return 0
        bookmarks = dict(Bookmark.objects.filter(territory=territory).values_list("name", "sequence"))
        return sum(
            _catch_up(territory, subscription, head.sequence, now)
            for subscription in registered_subscriptions()
            if bookmarks.get(subscription.name, 0) < head.sequence
        )


def _catch_up(territory: Territory, subscription: Subscription, last: int, now: datetime) -> int:
    count, position = 0, 0
    while position < last:
        position, jobs = _follow(territory, subscription, last, now)
        count += jobs
    return count


@transaction.atomic
def _follow(territory: Territory, subscription: Subscription, last: int, now: datetime) -> tuple[int, int]:
    """Move a bookmark forward, with the jobs of the events that it passes; return where it is and how many jobs."""
    Bookmark.objects.get_or_create(territory=territory, name=subscription.name, defaults={"moved_at": now})
    bookmark = Bookmark.objects.select_for_update().get(territory=territory, name=subscription.name)
    upto = max(bookmark.sequence, min(last, bookmark.sequence + _EVENTS_BY_TRANSACTION))
    wanted = (
        Event.objects.filter(
            territory=territory,
            sequence__gt=bookmark.sequence,
            sequence__lte=upto,
            kind__in=subscription.kinds,
        )
        .order_by("sequence")
        .values_list("pk", flat=True)
    )
    jobs = [react.enqueue(subscription.name, str(event_id)) for event_id in wanted]
    bookmark.sequence, bookmark.moved_at = upto, now
    bookmark.save(update_fields=["sequence", "moved_at"])
    return upto, len(jobs)
