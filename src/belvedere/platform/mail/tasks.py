"""Jobs of the mail."""

from datetime import datetime

from django_tasks import TaskContext, task

from belvedere.platform.mail.delivery import deliver_message
from belvedere.platform.mail.retention import erase_old_messages
from belvedere.platform.tasks.clock import job_time
from belvedere.platform.tasks.schedule import every


@task(takes_context=True)
def deliver(context: TaskContext, message_id: int) -> None:
    deliver_message(message_id=message_id, attempt=context.attempt, now=job_time())


@every(seconds=24 * 3600, name="mail.erase")
def erase(now: datetime) -> None:
    erase_old_messages(now=now)
