"""The people of a body, for its administrators."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.actions import end_role, grant_role
from belvedere.platform.accounts.exports import PEOPLE
from belvedere.platform.accounts.forms import GrantRoleForm
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.queries import role_in_action, roles_of_body
from belvedere.platform.accounts.request import Request
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.accounts.words import POWERS, TITLES
from belvedere.platform.exchange.tables import csv_response, json_response


@require_safe
@role_required(RoleKind.ADMINISTRATOR)
def people(request: Request) -> HttpResponseBase:
    by = role_in_action(request.role)
    roles = roles_of_body(body=by.body, on=timezone.localdate())
    name, form = f"personnes-{by.body.slug}", request.GET.get("format", "")
    if form == "csv":
        return csv_response(f"{name}.csv", PEOPLE, roles)
    if form == "json":
        return json_response(f"{name}.json", PEOPLE, roles, licence="")  # people are no open data
    return render(request, "accounts/people.html", {"roles": roles, "body": by.body})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(RoleKind.ADMINISTRATOR)
def grant(request: Request) -> HttpResponse:
    by = role_in_action(request.role)
    form = GrantRoleForm(request.POST or None, body=by.body)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        content = {"form": form, "body": by.body, "powers": [(TITLES[kind], POWERS[kind]) for kind in RoleKind]}
        return render(request, "accounts/grant_role.html", content, status=status)
    role = grant_role(by=by, now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Rôle donné : %(role)s.") % {"role": role.title})
    return redirect("people")


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(RoleKind.ADMINISTRATOR)
def end(request: Request, role_id: int) -> HttpResponse:
    by = role_in_action(request.role)
    role = get_object_or_404(Role.objects.select_related("user"), pk=role_id, body=by.body)
    if request.method != "POST":
        return render(request, "accounts/end_role.html", {"ending": role})
    end_role(by=by, role=role, now=timezone.now())
    messages.success(request, _("Le rôle a pris fin aujourd’hui."))
    return redirect("people")
