"""The life of a job: taken under a lease, then done, retried or given up; taken up again if its worker died."""

import traceback
from datetime import datetime, timedelta
from typing import Any, TypeAlias  # a job's arguments and result are its own affair
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from belvedere.platform.tasks.durations import limit_of
from belvedere.platform.tasks.models import Lease, Progress

Job: TypeAlias = DBTaskResult[..., Any]

_LONGEST_RETRY = timedelta(hours=1)


def has_ready_job(*, now: datetime) -> bool:
    """Return whether a job may be taken; reads only, so an idle worker does not trouble the writers."""
    return _ready(now).exists()


def _ready(now: datetime) -> QuerySet[Job]:
    return DBTaskResult.objects.filter(status=TaskResultStatus.READY).filter(
        Q(run_after=get_date_max()) | Q(run_after__lte=now)
    )


@transaction.atomic
def take_job(*, worker: str, now: datetime) -> Job | None:
    """Take the next job under a lease, or return None."""
    job = _ready(now).select_for_update(skip_locked=True).first()
    if job is None:
        return None
    job.status = TaskResultStatus.RUNNING
    job.started_at = now
    job.worker_ids = [*job.worker_ids, worker]
    job.save(update_fields=["status", "started_at", "worker_ids"])
    Lease.objects.update_or_create(job=job, defaults={"worker": worker, "expires_at": _lease_end(now)})
    return job


def _lease_end(now: datetime) -> datetime:
    return now + timedelta(seconds=settings.LEASE_SECONDS)


def renew_leases(*, worker: str, now: datetime) -> int:
    """Say that a worker is alive."""
    return Lease.objects.filter(worker=worker).update(expires_at=_lease_end(now))


@transaction.atomic
def complete_job(*, job_id: UUID, worker: str, now: datetime) -> bool:
    """Record that a job is done; return False if another worker took it over in the meantime."""
    job = _held_job(job_id, worker)
    if job is None:
        return False
    _finish(job, TaskResultStatus.SUCCESSFUL, now)
    return True


@transaction.atomic
def fail_job(*, job_id: UUID, worker: str, now: datetime, error: BaseException) -> bool:
    """Record a failure: the job runs again later, or is given up after the last attempt."""
    job = _held_job(job_id, worker)
    if job is None:
        return False
    job.exception_class_path = f"{type(error).__module__}.{type(error).__qualname__}"
    job.traceback = trace_without_messages(error)
    _retry_or_give_up(job, now)
    return True


@transaction.atomic
def release_lost_jobs(*, now: datetime) -> int:
    """Take up again the jobs whose worker died; return how many."""
    leases = list(Lease.objects.select_for_update(skip_locked=True).filter(expires_at__lt=now).select_related("job"))
    for lease in leases:
        job = lease.job
        job.exception_class_path = f"{__name__}.WorkerLost"
        _retry_or_give_up(job, now)
    return len(leases)


class TookTooLong(Exception):
    """The job lasted longer than its task allows."""


@transaction.atomic
def give_up_overdue_jobs(*, now: datetime) -> int:
    """Record as failed, for good, the running jobs that last longer than they may; return how many.

    What such a job does later still counts for what it commits, but no longer for the job.
    """
    # A lease that has expired is a dead worker's: its job is taken up again, however long ago it began.
    alive = Lease.objects.select_for_update(skip_locked=True, of=("self",)).filter(expires_at__gte=now)
    leases = list(alive.select_related("job"))
    overdue = [lease.job for lease in leases if _is_overdue(lease.job, now)]
    for job in overdue:
        job.exception_class_path = f"{__name__}.{TookTooLong.__name__}"
        job.traceback = f"{job.task_path}: more than {limit_of(job.task_path)}"
        _finish(job, TaskResultStatus.FAILED, now)
    return len(overdue)


def _is_overdue(job: Job, now: datetime) -> bool:
    return job.started_at is not None and now - job.started_at > limit_of(job.task_path)


def has_lost_job(*, now: datetime) -> bool:
    return Lease.objects.filter(expires_at__lt=now).exists()


class WorkerLost(Exception):
    """The worker that ran this job stopped answering."""


def trace_without_messages(error: BaseException) -> str:
    """Return where an error happened, and its class, but not its message: it may quote someone's data."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"{frames}{type(error).__module__}.{type(error).__qualname__}"


def _held_job(job_id: UUID, worker: str) -> Job | None:
    lease = Lease.objects.select_for_update().filter(job_id=job_id, worker=worker).select_related("job").first()
    return lease.job if lease is not None else None


def _retry_or_give_up(job: Job, now: datetime) -> None:
    attempts = len(job.worker_ids)
    if attempts >= settings.JOB_ATTEMPTS:
        _finish(job, TaskResultStatus.FAILED, now)
        return
    Lease.objects.filter(job=job).delete()
    job.status = TaskResultStatus.READY
    job.run_after = now + min(timedelta(seconds=settings.RETRY_SECONDS * 2 ** (attempts - 1)), _LONGEST_RETRY)
    job.save(update_fields=["status", "run_after", "exception_class_path", "traceback"])


def _finish(job: Job, status: str, now: datetime) -> None:
    Lease.objects.filter(job=job).delete()
    job.status = status
    job.finished_at = now
    job.save(update_fields=["status", "finished_at", "exception_class_path", "traceback"])


def prune_jobs(*, now: datetime, keep_days: int) -> int:
    """Delete the jobs done long ago and their progress; the ones that failed stay, to be seen."""
    limit = now - timedelta(days=keep_days)
    Progress.objects.filter(updated_at__lt=limit).delete()
    return DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=limit).delete()[0]
