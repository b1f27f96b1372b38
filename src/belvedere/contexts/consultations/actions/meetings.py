"""A meeting prepared; people who say that they come, are reminded, are counted; minutes and documents."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from rules import has_perm

from belvedere.contexts.consultations.actions.locking import journal, locked_consultation
from belvedere.contexts.consultations.events import meetings as events
from belvedere.contexts.consultations.models import Consultation, Meeting, MeetingDocument, Phase, Registration
from belvedere.contexts.consultations.queries.meetings import due_reminders, registrations_of, takes_registrations
from belvedere.contexts.consultations.refusals.meetings import FewerThanCame, MeetingFull, MeetingOver
from belvedere.contexts.consultations.refusals.register import NothingWritten
from belvedere.platform.accounts.models import Role
from belvedere.platform.exchange.received import received_file
from belvedere.platform.mail.actions import CONFIRMATION, post_message
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.territory.models import Commune


@dataclass(frozen=True)
class Place:
    """Where, how to get in, what is done, for how many."""

    room: str
    address: str
    access: str
    programme: str
    places: int | None


@transaction.atomic
def prepare_meeting(*, phase: Phase, place: Place, by: Role, now: datetime) -> Meeting:
    """Write where a meeting is held and what is done there."""
    locked = _run_by(phase, by)
    row, _made = Meeting.objects.update_or_create(phase=phase, defaults=asdict(place))
    journal(locked, events.PREPARED, by=by, now=now, payload={"number": phase.number})
    return row


@transaction.atomic
def register_for_meeting(
    *, meeting: Meeting, name: str, email: str, needs: str, commune: Commune | None, language: str, now: datetime
) -> Registration:
    """Say that one comes; the same address twice changes nothing, and only its mailbox is told."""
    locked = locked_consultation(meeting.phase.consultation_id)
    meeting.phase.consultation = locked
    if not takes_registrations(meeting.phase, now):
        raise MeetingOver
    known = registrations_of(meeting).filter(email__iexact=email).first()
    if known is not None:
        _confirm(known, now)
        return known
    if meeting.places is not None and registrations_of(meeting).count() >= meeting.places:
        raise MeetingFull
    made = Registration.objects.create(
        meeting=meeting,
        name=name.strip(),
        email=email.lower(),
        needs=needs.strip(),
        commune=commune,
        language=language,
        registered_at=now,
    )
    journal(locked, events.REGISTERED, by=None, now=now, payload={"number": meeting.phase.number})
    _confirm(made, now)
    return made


@transaction.atomic
def forget_registration(*, registration: Registration, now: datetime) -> None:
    """Cancel a registration: nothing is kept of it."""
    phase = registration.meeting.phase
    locked = locked_consultation(phase.consultation_id)
    Registration.objects.filter(pk=registration.pk).delete()
    journal(locked, events.LEFT, by=None, now=now, payload={"number": phase.number})


@transaction.atomic
def count_attendance(*, meeting: Meeting, came: Collection[int], present: int, by: Role, now: datetime) -> Meeting:
    """Tick who came among those registered, and count everybody in the room."""
    locked = _run_by(meeting.phase, by)
    rows = list(registrations_of(meeting))
    if present < sum(row.pk in came for row in rows):
        raise FewerThanCame
    for row in rows:
        row.came = row.pk in came
    Registration.objects.bulk_update(rows, ["came"])
    meeting.present = present
    meeting.save(update_fields=["present"])
    payload = {"number": meeting.phase.number, "present": present}
    journal(locked, events.ATTENDED, by=by, now=now, payload={**payload})
    return meeting


@transaction.atomic
def publish_minutes(*, meeting: Meeting, minutes: str, by: Role, now: datetime) -> Meeting:
    """Publish what was said."""
    locked = _run_by(meeting.phase, by)
    if not minutes.strip():
        raise NothingWritten
    meeting.minutes, meeting.minutes_at = minutes.strip(), now
    meeting.save(update_fields=["minutes", "minutes_at"])
    journal(locked, events.MINUTES, by=by, now=now, payload={"number": meeting.phase.number})
    return meeting


@transaction.atomic
def add_meeting_document(*, meeting: Meeting, title: str, content: bytes, by: Role, now: datetime) -> MeetingDocument:
    """Publish what was shown or handed out."""
    locked = _run_by(meeting.phase, by)
    file = received_file(content)
    made = MeetingDocument.objects.create(
        meeting=meeting, title=title.strip(), media_type=file.media_type, content=file.content, size=len(file.content)
    )
    journal(locked, events.DOCUMENT_ADDED, by=by, now=now, payload={"number": meeting.phase.number})
    return made


def remind_registered(*, now: datetime) -> int:
    """Remind who registered that their meeting comes, once."""
    rows = list(due_reminders(now))
    for row in rows:
        _remind(row, now)
    return len(rows)


@transaction.atomic
def _remind(row: Registration, now: datetime) -> None:
    if Registration.objects.filter(pk=row.pk, reminded_at__isnull=True).update(reminded_at=now):
        _post(row, "reminder", "meeting_reminder", now)


def _confirm(row: Registration, now: datetime) -> None:
    _post(row, "registered", CONFIRMATION, now)


def _post(row: Registration, template: str, kind: str, now: datetime) -> None:
    phase = row.meeting.phase
    consultation = phase.consultation
    key = f"{consultation.reference}-{phase.number}-{template}-{row.pk}"
    cancel = reverse("consultations:registration", args=[consultation.slug, row.key])
    page = reverse("consultations:meeting", args=[consultation.slug, phase.number])
    post_message(
        territory=consultation.territory,
        to=row.email,
        template=f"consultations/mail/{template}",
        context={
            "phase": phase,
            "meeting": row.meeting,
            "consultation": consultation,
            "page": settings.PUBLIC_URL + page,
            "cancel": settings.PUBLIC_URL + cancel,
        },
        now=now,
        language=row.language,
        kind=kind,
        key=key,
    )


def _run_by(phase: Phase, by: Role) -> Consultation:
    locked = locked_consultation(phase.consultation_id)
    if not has_perm("consultations.run", by, locked):
        raise NotAllowed
    return locked
