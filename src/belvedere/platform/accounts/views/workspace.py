"""The workspace's first page and the choice of a role."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.forms import SwitchRoleForm
from belvedere.platform.accounts.inbox import inbox_page
from belvedere.platform.accounts.middleware import SESSION_KEY
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.refusals import NotOneOfYourRoles
from belvedere.platform.accounts.request import Request


@require_safe
@role_required()
def workspace(request: Request) -> HttpResponse:
    role = role_in_action(request.role)
    inbox = inbox_page(role=role, now=timezone.now(), kind=request.GET.get("genre", ""))
    return render(request, "accounts/inbox.html", {"inbox": inbox})


@require_POST
@role_required()
def switch_role(request: Request) -> HttpResponse:
    form = SwitchRoleForm(request.POST, roles=request.roles)
    if not form.is_valid():
        raise NotOneOfYourRoles
    request.session[SESSION_KEY] = form.cleaned_data["role"]
    chosen = next(role for role in request.roles if role.pk == form.cleaned_data["role"])
    messages.success(
        request, _("Vous agissez maintenant comme %(role)s, %(body)s.") % {"role": chosen.title, "body": chosen.body}
    )
    return redirect("workspace")
