"""Electoral reserves in the workspace."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from belvedere.contexts.referrals.actions.reserve import plan_reserve
from belvedere.contexts.referrals.forms.checking import ReserveForm
from belvedere.contexts.referrals.queries.reserve import reserves_of
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.accounts.states import RoleKind

agents_only = role_required(RoleKind.AGENT)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def reserves(request: Request) -> HttpResponse:
    """Show the reserves of the body; plan one, its days computed backwards."""
    role, form = role_in_action(request.role), ReserveForm(request.POST or None)
    if form.is_valid():
        planned = plan_reserve(body=role.body, by=role, now=timezone.now(), **form.cleaned_data)
        said = {"start": planned.starts_on, "deposit": planned.last_deposit_on}
        messages.success(request, _("Réserve du %(start)s ; dernier jour pour déposer : %(deposit)s.") % said)
        return redirect("referrals:reserves")
    content = {"form": form, "reserves": reserves_of(role.body), "today": timezone.localdate()}
    return render(request, "referrals/desk/reserves.html", content, status=422 if form.is_bound else 200)
