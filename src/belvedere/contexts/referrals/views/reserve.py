"""Electoral reserves in the workspace."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from belvedere.contexts.referrals.actions.reserve import plan_reserve, withdraw_reserve
from belvedere.contexts.referrals.forms.checking import ReserveForm
from belvedere.contexts.referrals.queries.reserve import reserves_of
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.ui.templatetags.ui import plain_day

agents_only = role_required(RoleKind.AGENT)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def reserves(request: Request) -> HttpResponse:
    """Show the reserves of the body; plan one, its days computed backwards."""
    role, form = role_in_action(request.role), ReserveForm(request.POST or None)
    if form.is_valid():
        planned = plan_reserve(body=role.body, by=role, now=timezone.now(), **form.cleaned_data)
        said = {"start": plain_day(planned.starts_on), "deposit": plain_day(planned.last_deposit_on)}
        messages.success(request, _("Réserve du %(start)s ; dernier jour pour déposer : %(deposit)s.") % said)
        return redirect("referrals:reserves")
    content = {"form": form, "reserves": reserves_of(role.body), "today": timezone.localdate(), "body": role.body}
    return render(request, "referrals/desk/reserves.html", content, status=422 if form.is_bound else 200)


@require_POST
@agents_only
def withdraw(request: Request, key: int) -> HttpResponse:
    """Take back a reserve of the body."""
    role = role_in_action(request.role)
    found = get_object_or_404(reserves_of(role.body), pk=key)
    withdraw_reserve(reserve=found, by=role, now=timezone.now())
    messages.success(request, _("La réserve est annulée. Les collectes qu’elle suspendait reprennent."))
    return redirect("referrals:reserves")
