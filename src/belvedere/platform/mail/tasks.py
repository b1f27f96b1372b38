"""Jobs of the mail."""

from datetime import datetime

from django_scopes import scope
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from belvedere.platform.mail.delivery import deliver_due_messages, has_due_messages
from belvedere.platform.mail.retention import erase_old_messages
from belvedere.platform.tasks.clock import job_time
from belvedere.platform.tasks.schedule import every
from belvedere.platform.tasks.worker_hooks import on_tick
from belvedere.platform.territory.models import Territory

BY_JOB = 100  # other jobs wait no longer than this takes


@task()
def deliver() -> None:
    """Send what is due in the outbox."""
    deliver_due_messages(now=job_time(), most=BY_JOB)


@on_tick
def deliver_everywhere(now: datetime) -> int:
    """Enqueue a delivery for each territory whose outbox has something due; return how many jobs were enqueued."""
    return sum(_deliver_soon(territory, now) for territory in Territory.objects.all())


def _deliver_soon(territory: Territory, now: datetime) -> int:
    with scope(territory=territory):
        if not has_due_messages(now=now) or _is_queued(territory):
            return 0
        deliver.enqueue()
        return 1


def _is_queued(territory: Territory) -> bool:
    queued = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=deliver.module_path)
    return queued.filter(args_kwargs__territory=territory.pk).exists()


@every(seconds=24 * 3600, name="mail.erase")
def erase(now: datetime) -> None:
    erase_old_messages(now=now)
