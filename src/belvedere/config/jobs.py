"""The workspace's page of background work: it joins the service of jobs and that of accounts, so it lives here."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.request import Request
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.tasks.queries import jobs_page
from belvedere.platform.ui.desks import DeskGroup, desk

desk(_("Travaux"), "jobs", group=DeskGroup.SETTINGS, order=90, kinds=frozenset(RoleKind))


@require_safe
@role_required()
def jobs(request: Request) -> HttpResponse:
    """Show what the server does in the background."""
    return render(request, "tasks/jobs.html", {"jobs": jobs_page(territory=request.territory, now=timezone.now())})
