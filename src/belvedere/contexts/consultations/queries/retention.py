"""What is held about people, and whose time has passed: dated numbers say how long."""

from datetime import datetime, time, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from belvedere.contexts.consultations.models import Consultation, Contribution, Meeting, Registration
from belvedere.contexts.consultations.queries.numbers import number_in_force
from belvedere.contexts.consultations.states import ConsultationState


def consultations_with_contacts_due(now: datetime) -> list[Consultation]:
    """Return the consultations that hold addresses of contributors or names of registered people for too long."""
    left = Contribution.objects.filter(consultation=OuterRef("pk")).exclude(email="")
    came = Registration.objects.filter(meeting__phase__consultation=OuterRef("pk"))
    rows = Consultation.objects.select_related("body").filter(announced_at__isnull=False)
    return [row for row in rows.filter(Exists(left) | Exists(came)).order_by("pk") if _is_past(row, now)]


def _is_past(consultation: Consultation, now: datetime) -> bool:
    """Say whether accounts were rendered long enough ago; never rendered, the promised day is not waited for ever."""
    if consultation.accounted_at is None:
        return consultation.state == ConsultationState.ABANDONED or is_waited_for_no_more(consultation, now)
    days = number_in_force(consultation.body, "contact_days", timezone.localdate(now)).value
    return consultation.accounted_at + timedelta(days=days) < now


def is_waited_for_no_more(consultation: Consultation, now: datetime) -> bool:
    """Say whether accounts that were never rendered were promised so long ago that nothing is kept for them."""
    if consultation.answer_on is None:
        return False
    days = number_in_force(consultation.body, "contact_late_days", timezone.localdate(now)).value
    return timezone.make_aware(datetime.combine(consultation.answer_on, time.max)) + timedelta(days=days) < now


def meetings_with_needs_due(now: datetime) -> list[Meeting]:
    """Return the meetings that are long over and still hold what people needed to take part."""
    needed = Registration.objects.filter(meeting=OuterRef("pk")).exclude(needs="")
    rows = Meeting.objects.select_related("phase__consultation__body").filter(Exists(needed), phase__ends_at__lt=now)
    on = timezone.localdate(now)
    return [
        row
        for row in rows.order_by("pk")
        if row.phase.ends_at
        + timedelta(days=number_in_force(row.phase.consultation.body, "meeting_needs_days", on).value)
        < now
    ]
