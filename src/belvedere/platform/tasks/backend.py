"""Stores jobs with the territory in which they were enqueued, so that they run in the same scope."""

import uuid
from typing import Any  # django-tasks and Django 6 type the same jobs with different classes

from django_scopes import get_scope
from django_tasks.signals import task_enqueued
from django_tasks.utils import normalize_json
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from belvedere.platform.territory.models import Territory


def territory_in_scope() -> int | None:
    """Return the id of the territory in scope, if there is one."""
    territory: Territory | None = get_scope().get("territory")
    return territory.pk if territory is not None else None


class TerritoryBackend(DatabaseBackend):
    """The database backend; the row is written in the caller's transaction, so a job exists if its cause does."""

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:  # noqa: ANN401 -- see the import
        self.validate_task(task)
        arguments = normalize_json({"args": args, "kwargs": kwargs, "territory": territory_in_scope()})
        job = DBTaskResult.objects.create(
            id=uuid.uuid4(),
            args_kwargs=arguments,
            priority=task.priority,
            task_path=task.module_path,
            queue_name=task.queue_name,
            run_after=task.run_after,
            backend_name=self.alias,
        )
        task_enqueued.send(type(self), task_result=job.task_result)
        return job.task_result
