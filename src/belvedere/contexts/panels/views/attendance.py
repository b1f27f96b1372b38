"""The attendance sheet of a session: one page for all members."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from belvedere.contexts.panels.actions.attendance import record_attendance
from belvedere.contexts.panels.forms.standing import AttendanceForm
from belvedere.contexts.panels.queries.allowance import rates_of
from belvedere.contexts.panels.queries.attendance import sheet_of
from belvedere.contexts.panels.views.access import own_session, recruiters_only
from belvedere.contexts.panels.words import ALLOWANCE_KIND_LABELS
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@recruiters_only
def attendance(request: Request, slug: str, number: int) -> HttpResponse:
    """Who comes, who came, who needs what."""
    panel, session = own_session(request, slug, number)
    has_begun = session.starts_at <= timezone.now()
    form = AttendanceForm(request.POST or None, rows=sheet_of(session), has_begun=has_begun)
    if not form.is_valid():
        rates = rates_of(panel.body, timezone.localdate(session.starts_at))
        content = {
            "panel": panel,
            "session": session,
            "form": form,
            "has_begun": has_begun,
            "rates": [(ALLOWANCE_KIND_LABELS[kind], row) for kind, row in rates.items()],
        }
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        return render(request, "panels/standing/attendance.html", content, status=status)
    record_attendance(
        slug=slug, number=number, presences=form.presences, by=role_in_action(request.role), now=timezone.now()
    )
    messages.success(request, _("La feuille de présence est enregistrée."))
    return redirect("panels:session", slug, number)
