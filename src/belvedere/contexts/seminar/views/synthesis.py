"""The synthesis desk: what waits to be read, what is not classed yet with what looks like it, clusters."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belvedere.contexts.seminar.actions import synthesis as actions
from belvedere.contexts.seminar.forms.synthesis import ClusterForm
from belvedere.contexts.seminar.models import Cluster, Seminar
from belvedere.contexts.seminar.queries.synthesis import (
    clusters_of,
    contributions_of,
    reports_of,
    suggestions,
    unclassed_of,
    waiting_of,
)
from belvedere.contexts.seminar.states import ContributionState
from belvedere.contexts.seminar.views.access import at_the_desk, desk_page, form_page
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request

SHOWN = 60


@require_safe
@at_the_desk
def synthesis(request: Request, seminar: Seminar) -> HttpResponseBase:
    """Unclassed on one side, clusters on the other; a count of what is left."""
    return _page(request, seminar)


def _page(request: Request, seminar: Seminar, failed: ClusterForm | None = None) -> HttpResponseBase:
    clusters = clusters_of(seminar)
    waiting = list(waiting_of(seminar)[:SHOWN])
    unclassed = list(unclassed_of(seminar).exclude(state=ContributionState.RECEIVED.value)[:SHOWN])
    near = suggestions(unclassed, clusters)
    content = {
        "waiting": waiting,
        "unclassed": [(row, near[row.pk]) for row in unclassed],
        "left": unclassed_of(seminar).count(),
        "total": contributions_of(seminar).count(),
        "hidden": list(contributions_of(seminar).filter(state=ContributionState.HIDDEN.value)[:SHOWN]),
        "clusters": clusters,
        "reports": reports_of(seminar),
        "form": failed or ClusterForm(),
    }
    return desk_page(request, seminar, "synthesis", content, failed=failed)


def _chosen(request: Request) -> list[int]:
    return [int(value) for value in request.POST.getlist("contribution") if value.isdigit()]


@require_POST
@at_the_desk
def classify(request: Request, seminar: Seminar) -> HttpResponseBase:
    """Put what is ticked in a cluster, or out of it."""
    asked = request.POST.get("groupe", "")
    number = int(asked) if asked.isdigit() and int(asked) else None
    if number is not None and not Cluster.objects.filter(seminar=seminar, number=number).exists():
        raise Http404
    chosen = _chosen(request)
    actions.classify(
        seminar=seminar, contributions=chosen, cluster=number, by=role_in_action(request.role), now=timezone.now()
    )
    return redirect("seminar:synthesis", seminar.slug)


@require_POST
@at_the_desk
def add_cluster(request: Request, seminar: Seminar) -> HttpResponseBase:
    """Name a new cluster, with what is ticked."""
    form = ClusterForm(request.POST)
    if not form.is_valid():
        return _page(request, seminar, form)
    actions.write_cluster(
        seminar=seminar,
        **form.cleaned_data,
        contributions=_chosen(request),
        by=role_in_action(request.role),
        now=timezone.now(),
    )
    messages.success(request, _("Le groupe est créé."))
    return redirect("seminar:synthesis", seminar.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def write_cluster(request: Request, seminar: Seminar, number: int) -> HttpResponseBase:
    """Name a cluster again, keep its minority positions."""
    cluster = Cluster.objects.filter(seminar=seminar, number=number).first()
    if cluster is None:
        raise Http404
    form = ClusterForm(request.POST or None, cluster=cluster)
    if request.method == "POST" and form.is_valid():
        by = role_in_action(request.role)
        actions.write_cluster(seminar=seminar, number=number, **form.cleaned_data, by=by, now=timezone.now())
        messages.success(request, _("C’est écrit."))
        return redirect("seminar:synthesis", seminar.slug)
    return form_page(request, seminar, _("Un groupe"), form, "seminar:synthesis")


@require_POST
@at_the_desk
def ask_map(request: Request, seminar: Seminar) -> HttpResponseBase:
    """Draw the map of opinions now."""
    actions.ask_room_map(seminar=seminar, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("La carte se dessine : le mur la montrera."))
    return redirect("seminar:synthesis", seminar.slug)


@require_POST
@at_the_desk
def moderate(request: Request, seminar: Seminar) -> HttpResponseBase:
    """Show or hide what is ticked."""
    state = ContributionState.HIDDEN if "masquer" in request.POST else ContributionState.SHOWN
    actions.moderate(
        seminar=seminar,
        contributions=_chosen(request),
        state=state,
        by=role_in_action(request.role),
        now=timezone.now(),
    )
    return redirect("seminar:synthesis", seminar.slug)
