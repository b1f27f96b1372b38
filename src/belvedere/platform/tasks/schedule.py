"""Periodic work: ``@every(seconds=3600, name="referrals.close")`` on a ``function(now)``.

Our own worker keeps the appointments, for each territory and in its scope; no cron that the operator forgets. A
function never runs twice at once: its next run is not enqueued while the last one is waiting or running.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from django.db import transaction
from django_scopes import scope
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from belvedere.platform.tasks.clock import job_time
from belvedere.platform.tasks.models import Appointment
from belvedere.platform.territory.models import Territory

Periodic: TypeAlias = Callable[[datetime], None]

_SCHEDULE: dict[str, "Entry"] = {}


@dataclass(frozen=True)
class Entry:
    """A periodic function under the name that its appointments keep."""

    name: str
    seconds: int
    run: Periodic


def every(*, seconds: int, name: str) -> Callable[[Periodic], Periodic]:
    """Register a function that the worker calls every so many seconds, the first time at once."""

    def register(function: Periodic) -> Periodic:
        if name in _SCHEDULE:
            raise ValueError(f"the periodic work {name} is registered twice")
        _SCHEDULE[name] = Entry(name, seconds, function)
        return function

    return register


def scheduled() -> tuple[Entry, ...]:
    return tuple(_SCHEDULE[name] for name in sorted(_SCHEDULE))


@task()
def run_scheduled(name: str) -> None:
    entry = _SCHEDULE.get(name)
    if entry is not None:
        entry.run(job_time())


def enqueue_due(now: datetime) -> int:
    """Enqueue what is due in each territory; return how many jobs."""
    return sum(
        _keep_appointment(territory, _SCHEDULE[name], now)
        for territory in Territory.objects.all()
        for name in _due_names(territory, now)
    )


def _due_names(territory: Territory, now: datetime) -> list[str]:
    later = set(Appointment.objects.filter(territory=territory, next_at__gt=now).values_list("name", flat=True))
    return [name for name in sorted(_SCHEDULE) if name not in later]


@transaction.atomic
def _keep_appointment(territory: Territory, entry: Entry, now: datetime) -> int:
    Appointment.objects.get_or_create(territory=territory, name=entry.name, defaults={"next_at": now})
    row = Appointment.objects.select_for_update().get(territory=territory, name=entry.name)
    if row.next_at > now:
        return 0
    row.next_at = now + timedelta(seconds=entry.seconds)
    is_still_running = DBTaskResult.objects.filter(
        pk__in=[row.job_id] if row.job_id else [], status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING]
    ).exists()
    if not is_still_running:
        with scope(territory=territory):
            row.job_id = run_scheduled.enqueue(entry.name).id
    row.save(update_fields=["next_at", "job_id"])
    return 0 if is_still_running else 1
