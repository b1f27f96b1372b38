"""The addresses of other sites, in the workspace."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.webhooks.actions.registering import add_webhook, remove_webhook, resume_webhook
from belvedere.platform.webhooks.forms import WebhookForm
from belvedere.platform.webhooks.models import Webhook
from belvedere.platform.webhooks.queries import addresses_of, webhook_of

agents_only = role_required(RoleKind.AGENT)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def webhooks(request: Request) -> HttpResponse:
    """Show the addresses of the body; add one."""
    role, form = role_in_action(request.role), WebhookForm(request.POST or None)
    if form.is_valid():
        add_webhook(by=role, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("L’adresse est ajoutée\u00a0: elle est prévenue à partir de maintenant."))
        return redirect("webhooks:webhooks")
    content = {"form": form, "addresses": addresses_of(role.body)}
    return render(request, "webhooks/webhooks.html", content, status=422 if form.is_bound else 200)


def _held(request: Request, uuid: UUID) -> Webhook:
    found = webhook_of(role_in_action(request.role).body, uuid)
    if found is None:
        raise Http404
    return found


@require_POST
@agents_only
def resume(request: Request, uuid: UUID) -> HttpResponse:
    resume_webhook(webhook=_held(request, uuid), by=role_in_action(request.role))
    messages.success(request, _("L’adresse est de nouveau prévenue."))
    return redirect("webhooks:webhooks")


@require_POST
@agents_only
def remove(request: Request, uuid: UUID) -> HttpResponse:
    remove_webhook(webhook=_held(request, uuid), by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("L’adresse est retirée."))
    return redirect("webhooks:webhooks")
