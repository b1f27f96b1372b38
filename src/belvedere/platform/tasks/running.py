"""Runs one job in this process, in the territory that it was enqueued in."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any  # the stubs name Django 6's class of results

from django_scopes import scope
from django_tasks.base import TaskContext

from belvedere.platform.tasks.actions import Job, complete_job, fail_job
from belvedere.platform.tasks.clock import job_time
from belvedere.platform.territory.models import Territory

logger = logging.getLogger("belvedere.tasks")

_CURRENT: ContextVar[str] = ContextVar("current_job", default="")


def current_job() -> str:
    """Return the id of the job that is running, or nothing."""
    return _CURRENT.get()


def run_job(job: Job, *, worker: str) -> Exception | None:
    """Run a job that this worker has taken, outside any transaction; record its end and return its error."""
    try:
        _call(job)
    except Exception as error:  # noqa: BLE001 -- whatever a job raises is recorded and retried
        fail_job(job_id=job.pk, worker=worker, now=job_time(), error=error)
        logger.error("job %s (%s) failed: %s", job.pk, job.task_path, type(error).__qualname__)
        return error
    complete_job(job_id=job.pk, worker=worker, now=job_time())
    return None


def _call(job: Job) -> None:
    task = job.task
    arguments = job.args_kwargs
    context: list[TaskContext] = []
    if task.takes_context:
        result: Any = job.task_result
        context.append(TaskContext(task_result=result))
    with _current(str(job.pk)), _territory_of(job):
        task.call(*context, *arguments["args"], **arguments["kwargs"])


@contextmanager
def _current(job_id: str) -> Iterator[None]:
    token = _CURRENT.set(job_id)
    try:
        yield
    finally:
        _CURRENT.reset(token)


@contextmanager
def _territory_of(job: Job) -> Iterator[None]:
    territory_id = job.args_kwargs.get("territory")
    if territory_id is None:
        yield
        return
    with scope(territory=Territory.objects.get(pk=territory_id)):
        yield
