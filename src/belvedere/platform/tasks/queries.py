"""Reads of background work: what is under way, what ended, what failed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any  # a job is typed by its function's arguments, of no use here

from django.db.models import QuerySet
from django_tasks_db.models import DBTaskResult

from belvedere.platform.tasks.models import Progress, ProgressState
from belvedere.platform.territory.models import Territory

_SHOWN = 50


@dataclass(frozen=True)
class JobsPage:
    """Background work as a person follows it."""

    long_jobs: list[Progress]
    is_running: bool
    waiting: int
    failed: list[DBTaskResult[Any, Any]]


def long_jobs(territory: Territory) -> QuerySet[Progress]:
    """Return the jobs that show how far they are, the latest first."""
    return Progress.objects.filter(territory=territory).order_by("-updated_at", "-pk")


def jobs_page(*, territory: Territory, now: datetime) -> JobsPage:
    """Return the long jobs, how many short ones wait, and those that failed for good."""
    jobs = list(long_jobs(territory)[:_SHOWN])
    ours = DBTaskResult.objects.filter(args_kwargs__territory=territory.pk)
    return JobsPage(
        long_jobs=jobs,
        is_running=any(job.state == ProgressState.RUNNING for job in jobs),
        waiting=ours.ready().filter(enqueued_at__lte=now).count(),
        failed=list(ours.failed().order_by("-finished_at")[:_SHOWN]),
    )
