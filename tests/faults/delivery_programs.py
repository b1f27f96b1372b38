"""What a program of a site's own does with its queue: ``run(name)``."""

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult


def deliver_again() -> None:
    """Give every job that was done to the worker a second time; print how many."""
    done = DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL).exclude(task_path__contains="schedule")
    print(done.update(status=TaskResultStatus.READY, started_at=None, finished_at=None))


def run(name: str) -> None:
    {"deliver_again": deliver_again}[name]()
