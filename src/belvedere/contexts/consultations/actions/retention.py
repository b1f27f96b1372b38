"""What was kept to write to people, erased once its time has passed."""

from datetime import datetime

from django.db import transaction

from belvedere.contexts.consultations.actions.locking import journal, locked_consultation
from belvedere.contexts.consultations.events import report as events
from belvedere.contexts.consultations.models import Consultation, Contribution, Meeting, Registration


@transaction.atomic
def forget_contacts(*, consultation: Consultation, now: datetime) -> int:
    """Erase the addresses of contributors and who registered for meetings; what was said and counted stays."""
    locked = locked_consultation(consultation.pk)
    contributions = Contribution.objects.filter(consultation=locked).exclude(email="").update(email="")
    registered = Registration.objects.filter(meeting__phase__consultation=locked).delete()[0]
    if contributions or registered:
        payload = {"contributions": contributions, "registrations": registered}
        journal(locked, events.CONTACTS_FORGOTTEN, by=None, now=now, payload={**payload})
    return contributions + registered


@transaction.atomic
def forget_needs(*, meeting: Meeting) -> int:
    """Erase what people needed to take part in a meeting that is over."""
    return Registration.objects.filter(meeting=meeting).exclude(needs="").update(needs="")
