"""What consultations do after what happened."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from belvedere.contexts.consultations.events import debate
from belvedere.contexts.consultations.states.debate import Moderation
from belvedere.contexts.consultations.tasks import tell_participants
from belvedere.platform.journal.kinds import spell
from belvedere.platform.journal.models import Event
from belvedere.platform.journal.subscriptions import subscribe

# Acts tell their codes in words: events and words do not know each other.
spell(debate.DEBATE_SET, "moderation", {Moderation.BEFORE.value: _("avant"), Moderation.AFTER.value: _("après")})


@subscribe("consultations.tell_participants", ["consultations.accounted"])
def tell_who_left_an_address(event: Event, now: datetime) -> None:  # noqa: ARG001 -- a job has its own time
    tell_participants.enqueue(event.subject_id)
