"""« Ce qui arrive dans ma commune »: for a mayor, on a phone first."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from rules import has_perm

from belvedere.contexts.projects.actions.project import react
from belvedere.contexts.projects.forms.project import ReactionForm
from belvedere.contexts.projects.queries.agenda import WEEKS_AHEAD, coming_to, project_told_to
from belvedere.contexts.projects.views.access import OK, UNPROCESSABLE
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.accounts.states import RoleKind

communes_only = role_required(RoleKind.ELECTED, RoleKind.AGENT)


@communes_only
@require_safe
def my_commune(request: Request) -> HttpResponse:
    """Show what arrives in the commune in the twelve weeks to come, what waits for a reaction first."""
    role = role_in_action(request.role)
    content = {"body": role.body, "rows": coming_to(role.body, timezone.localdate()), "weeks": WEEKS_AHEAD}
    return render(request, "projects/desk/my_commune.html", content)


@communes_only
@require_http_methods(["GET", "HEAD", "POST"])
def reaction(request: Request, slug: str) -> HttpResponse:
    """Say what the commune thinks of a project."""
    role = role_in_action(request.role)
    found = project_told_to(slug, role.body)
    if found is None:
        raise Http404
    form = ReactionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        react(project=found, text=form.cleaned_data["text"], by=role, now=timezone.now())
        messages.success(request, _("Votre réaction est transmise au service qui conduit le projet."))
        return redirect("projects:my_commune")
    content = {"project": found, "form": form, "may_react": has_perm("projects.react", role)}
    return render(request, "projects/desk/reaction.html", content, status=UNPROCESSABLE if form.errors else OK)
