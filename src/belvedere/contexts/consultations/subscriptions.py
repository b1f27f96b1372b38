"""What consultations do after what happened."""

from datetime import datetime

from belvedere.contexts.consultations.actions.report import tell_participants
from belvedere.platform.journal.models import Event
from belvedere.platform.journal.subscriptions import subscribe


@subscribe("consultations.tell_participants", ["consultations.accounted"])
def tell_who_left_an_address(event: Event, now: datetime) -> None:
    tell_participants(reference=event.subject_id, now=now)
