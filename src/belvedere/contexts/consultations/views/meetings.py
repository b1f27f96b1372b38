"""Meetings: for all, with the way to say that one comes; at the desk, prepared, counted, told."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from belvedere.contexts.consultations.actions import meetings as actions
from belvedere.contexts.consultations.exports.meetings import MEDIA_TYPE, meeting_as_ics
from belvedere.contexts.consultations.forms.meetings import RegistrationForm
from belvedere.contexts.consultations.models import Consultation, Phase
from belvedere.contexts.consultations.queries.meetings import (
    document_of,
    meeting_of,
    meeting_phase,
    registration_by_key,
    takes_registrations,
)
from belvedere.contexts.consultations.views.access import BAD, OK, shown_consultation
from belvedere.contexts.consultations.views.register import crumbs
from belvedere.platform.exchange.downloads import as_download
from belvedere.platform.languages import Data
from belvedere.platform.limits.actions import spend
from belvedere.platform.limits.client import client_key
from belvedere.platform.territory.queries import communes

REGISTRATIONS_BY_DAY, ONE_DAY = 20, 24 * 3600
EITHER = ["GET", "HEAD", "POST"]


def phase_of_meeting(found: Consultation, number: int) -> Phase:
    """Return the phase of a meeting; 404 when there is none."""
    phase = meeting_phase(found, number)
    if phase is None:
        raise Http404
    return phase


@require_http_methods(EITHER)
def meeting(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show a meeting, and let people say that they come."""
    found, now = shown_consultation(slug), timezone.now()
    phase = phase_of_meeting(found, number)
    row = meeting_of(phase)
    form = RegistrationForm(request.POST or None, communes=list(communes()))
    if request.method == "POST" and row is not None and form.is_valid():
        spend(
            bucket="consultations.registrations",
            key=client_key(request),
            capacity=REGISTRATIONS_BY_DAY,
            refill_seconds=ONE_DAY,
            now=now,
        )
        row.phase = phase
        actions.register_for_meeting(
            meeting=row,
            name=form.cleaned_data["name"],
            email=form.cleaned_data["email"],
            needs=form.cleaned_data["needs"],
            commune=form.commune_given,
            language=(get_language() or "fr")[:2],
            now=now,
        )
        messages.success(request, _("C’est noté. Un courriel vous le confirme."))
        return redirect("consultations:meeting", slug, number)
    content = {
        "consultation": found,
        "phase": phase,
        "meeting": row,
        "form": form,
        "may_register": row is not None and takes_registrations(phase, now),
        "breadcrumb": crumbs(found, (Data(phase.title), "")),
    }
    return render(request, "consultations/public/meeting.html", content, status=BAD if form.errors else OK)


@require_safe
def meeting_ics(_request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give a meeting for a diary."""
    phase = phase_of_meeting(shown_consultation(slug), number)
    content = meeting_as_ics(phase, meeting_of(phase), now=timezone.now())
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="reunion-{slug}-{number}.ics"'
    return response


@require_safe
def meeting_document(_request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Give a document of a meeting: never shown in the page, never guessed by the browser."""
    row = meeting_of(phase_of_meeting(shown_consultation(slug), number))
    file = document_of(row, pk) if row is not None else None
    if file is None:
        raise Http404
    return as_download(bytes(file.content), file.media_type, title=file.title)


@require_http_methods(EITHER)
def registration(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Cancel one's registration, by the link of its mail: a button, since mail scanners follow links."""
    found = shown_consultation(slug)
    row = registration_by_key(found, key)
    if row is None:
        raise Http404
    if request.method == "POST":
        actions.forget_registration(registration=row, now=timezone.now())
        messages.success(request, _("Votre inscription est annulée, et rien n’en est gardé."))
        return redirect("consultations:meeting", slug, row.meeting.phase.number)
    content = {"consultation": found, "phase": row.meeting.phase, "breadcrumb": crumbs(found)}
    return render(request, "consultations/public/registration.html", content)
