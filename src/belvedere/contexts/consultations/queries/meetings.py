"""Meetings, and who says that they come."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from belvedere.contexts.consultations.models import Consultation, Meeting, MeetingDocument, Phase, Registration
from belvedere.contexts.consultations.states import ConsultationState, ToolKind

REMINDED = timedelta(hours=48)  # before the meeting begins


def meeting_phase(consultation: Consultation, number: int) -> Phase | None:
    """Return the phase of a meeting, by its number."""
    return next(
        (phase for phase in consultation.phases.all() if phase.number == number and phase.tool == ToolKind.MEETING),
        None,
    )


def meeting_of(phase: Phase) -> Meeting | None:
    """Return what was written of a meeting, with its documents' titles: two statements."""
    return Meeting.objects.filter(phase=phase).prefetch_related("documents").first()


def registrations_of(meeting: Meeting) -> QuerySet[Registration]:
    return Registration.objects.filter(meeting=meeting).select_related("commune").order_by("registered_at", "pk")


def registration_by_key(consultation: Consultation, key: UUID) -> Registration | None:
    rows = Registration.objects.select_related("meeting__phase__consultation__territory")
    return rows.filter(meeting__phase__consultation=consultation, key=key).first()


def registrations_from(email: str) -> QuerySet[Registration]:
    """Return the registrations left with an address."""
    rows = Registration.objects.select_related("meeting__phase__consultation__territory", "commune")
    return rows.filter(email__iexact=email).order_by("pk")


def document_of(meeting: Meeting, pk: int) -> MeetingDocument | None:
    return next((document for document in meeting.documents.all() if document.pk == pk), None)


def takes_registrations(phase: Phase, now: datetime) -> bool:
    """Return whether people may say that they come: from the announcement to the end."""
    return phase.consultation.state in {ConsultationState.ANNOUNCED, ConsultationState.OPEN} and now < phase.ends_at


def due_reminders(now: datetime) -> QuerySet[Registration]:
    """Return who is to be reminded that a meeting comes, and was not."""
    rows = Registration.objects.select_related("meeting__phase__consultation__territory")
    coming = {"meeting__phase__starts_at__gt": now, "meeting__phase__starts_at__lte": now + REMINDED}
    return rows.filter(reminded_at__isnull=True, **coming).order_by("pk")
