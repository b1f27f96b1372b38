"""How long a job may last: each task may declare it, the installation says it for the others."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar  # a task is typed by its function's arguments, of no use here

from django.conf import settings

AnyTask = TypeVar("AnyTask", bound=Any)

_LIMITS: dict[str, timedelta] = {}


def lasts_at_most(*, seconds: int) -> Callable[[AnyTask], AnyTask]:
    """Declare, above ``@task()``, after how long a job of this task is given up."""

    def declare(declared: AnyTask) -> AnyTask:
        _LIMITS[declared.module_path] = timedelta(seconds=seconds)
        return declared

    return declare


def limit_of(task_path: str) -> timedelta:
    return _LIMITS.get(task_path) or timedelta(seconds=settings.JOB_LIMIT_SECONDS)
