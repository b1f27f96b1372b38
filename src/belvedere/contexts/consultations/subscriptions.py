"""What consultations do after what happened."""

from datetime import datetime

from belvedere.contexts.consultations.tasks import tell_participants
from belvedere.platform.journal.models import Event
from belvedere.platform.journal.subscriptions import subscribe


@subscribe("consultations.tell_participants", ["consultations.accounted"])
def tell_who_left_an_address(event: Event, now: datetime) -> None:  # noqa: ARG001 -- a job has its own time
    tell_participants.enqueue(event.subject_id)
