"""A meeting at the desk: prepared, who comes and who came, minutes and documents."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from belvedere.contexts.consultations.actions import meetings as actions
from belvedere.contexts.consultations.forms.meetings import AttendanceForm, DocumentForm, MinutesForm, PlaceForm
from belvedere.contexts.consultations.models import Meeting
from belvedere.contexts.consultations.queries.meetings import meeting_of, registrations_of
from belvedere.contexts.consultations.views.access import (
    BAD,
    OK,
    agents_only,
    desk_page,
    own_consultation,
    readers_only,
)
from belvedere.contexts.consultations.views.meetings import phase_of_meeting
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request

FIELDS = ("room", "address", "access", "programme", "places")


@readers_only
@require_safe
def meeting_desk(request: Request, slug: str, number: int) -> HttpResponse:
    """Show all that a meeting needs."""
    return _page(request, slug, number)


def _page(request: Request, slug: str, number: int, failed: Form | None = None) -> HttpResponse:
    found = own_consultation(request, slug)
    phase = phase_of_meeting(found, number)
    row = meeting_of(phase)
    place = PlaceForm(initial={name: getattr(row, name) for name in FIELDS} if row is not None else {})
    attendance = AttendanceForm(initial={"present": row.present} if row is not None else {})
    minutes = MinutesForm(initial={"minutes": row.minutes} if row is not None else {})
    content = {
        "phase": phase,
        "meeting": row,
        "registrations": list(registrations_of(row)) if row is not None else [],
        "place_form": failed if isinstance(failed, PlaceForm) else place,
        "attendance_form": failed if isinstance(failed, AttendanceForm) else attendance,
        "minutes_form": failed if isinstance(failed, MinutesForm) else minutes,
        "document_form": failed if isinstance(failed, DocumentForm) else DocumentForm(),
    }
    return desk_page(request, found, "meeting", content, BAD if failed is not None else OK)


def _meeting(request: Request, slug: str, number: int) -> Meeting:
    phase = phase_of_meeting(own_consultation(request, slug), number)
    row = meeting_of(phase)
    if row is None:
        raise Http404
    row.phase = phase
    return row


@agents_only
@require_POST
def prepare(request: Request, slug: str, number: int) -> HttpResponse:
    """Write where a meeting is held."""
    form = PlaceForm(request.POST)
    phase = phase_of_meeting(own_consultation(request, slug), number)
    if not form.is_valid():
        return _page(request, slug, number, form)
    actions.prepare_meeting(phase=phase, place=form.place, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("La réunion est à jour."))
    return redirect("consultations:meeting_desk", slug, number)


@agents_only
@require_POST
def attendance(request: Request, slug: str, number: int) -> HttpResponse:
    """Count who came."""
    row, form = _meeting(request, slug, number), AttendanceForm(request.POST)
    if not form.is_valid():
        return _page(request, slug, number, form)
    came = {int(pk) for pk in request.POST.getlist("came") if pk.isdecimal()}
    by = role_in_action(request.role)
    actions.count_attendance(meeting=row, came=came, **form.cleaned_data, by=by, now=timezone.now())
    messages.success(request, _("Les présences sont comptées."))
    return redirect("consultations:meeting_desk", slug, number)


@agents_only
@require_POST
def minutes(request: Request, slug: str, number: int) -> HttpResponse:
    """Publish what was said."""
    row, form = _meeting(request, slug, number), MinutesForm(request.POST)
    if not form.is_valid():
        return _page(request, slug, number, form)
    by = role_in_action(request.role)
    actions.publish_minutes(meeting=row, **form.cleaned_data, by=by, now=timezone.now())
    messages.success(request, _("Le compte rendu est publié."))
    return redirect("consultations:meeting_desk", slug, number)


@agents_only
@require_POST
def document(request: Request, slug: str, number: int) -> HttpResponse:
    """Publish a document."""
    row, form = _meeting(request, slug, number), DocumentForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, slug, number, form)
    actions.add_meeting_document(
        meeting=row,
        title=form.cleaned_data["title"],
        content=form.cleaned_data["file"].read(),
        by=role_in_action(request.role),
        now=timezone.now(),
    )
    messages.success(request, _("Le document est publié."))
    return redirect("consultations:meeting_desk", slug, number)
