"""Jobs of the short messages."""

from datetime import datetime

from django_tasks import TaskContext, task

from belvedere.platform.sms.delivery import erase_texts, send_text
from belvedere.platform.tasks.clock import job_time
from belvedere.platform.tasks.schedule import every


@task(takes_context=True)
def deliver_text(context: TaskContext, message_id: int) -> None:
    send_text(message_id=message_id, attempt=context.attempt, now=job_time())


@every(seconds=3600, name="sms.erase")
def erase(now: datetime) -> None:
    erase_texts(now=now)
