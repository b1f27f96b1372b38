"""What the seminar becomes, at the desk: parts of the strategy, actions of the plan, lessons, evaluations."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belvedere.contexts.seminar.actions.outcomes import carry_out
from belvedere.contexts.seminar.actions.preparing import conclude_seminar
from belvedere.contexts.seminar.forms.synthesis import LessonsForm, OutcomeForm
from belvedere.contexts.seminar.models import Cluster, Seminar
from belvedere.contexts.seminar.queries.outcomes import doors, outcomes_of, url_of
from belvedere.contexts.seminar.queries.reading import evaluation_of, ranked_clusters
from belvedere.contexts.seminar.states import OutcomeKind
from belvedere.contexts.seminar.views.access import at_the_desk, desk_page, form_page
from belvedere.contexts.seminar.words import OUTCOME_LABELS
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request


@require_safe
@at_the_desk
def outcomes(request: Request, seminar: Seminar) -> HttpResponseBase:
    """The clusters, the chosen ones first, and what each became."""
    found: dict[int, list[tuple[object, str, str]]] = {}
    for row in outcomes_of(seminar):
        label = str(OUTCOME_LABELS[OutcomeKind(row.kind)])
        found.setdefault(row.cluster_id, []).append((row, label, url_of(row)))
    content = {
        "clusters": [(row, is_chosen, found.get(row.pk, [])) for row, is_chosen in ranked_clusters(seminar)],
        "doors": doors(),
        "lessons_form": LessonsForm(initial={"lessons": seminar.lessons}),
        "evaluation": evaluation_of(seminar),
    }
    return desk_page(request, seminar, "outcomes", content)


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def carry(request: Request, seminar: Seminar, number: int) -> HttpResponseBase:
    """Write a cluster in the strategy or in the plan."""
    cluster = Cluster.objects.filter(seminar=seminar, number=number).first()
    if cluster is None:
        raise Http404
    form = OutcomeForm(request.POST or None, cluster=cluster, doors=doors())
    if request.method == "POST" and form.is_valid():
        by = role_in_action(request.role)
        outcome = carry_out(
            seminar=seminar, cluster=number, kind=form.chosen_kind, wording=form.wording, by=by, now=timezone.now()
        )
        words = _("C’est écrit : %(reference)s. Son origine mène à ce groupe.")
        messages.success(request, words % {"reference": outcome.reference})
        return redirect("seminar:outcomes", seminar.slug)
    return form_page(request, seminar, _("Ce que le groupe devient"), form, "seminar:outcomes")


@require_POST
@at_the_desk
def conclude(request: Request, seminar: Seminar) -> HttpResponseBase:
    """Write what the seminar concludes."""
    form = LessonsForm(request.POST)
    if form.is_valid():
        by = role_in_action(request.role)
        conclude_seminar(seminar=seminar, lessons=form.cleaned_data["lessons"], by=by, now=timezone.now())
        messages.success(request, _("C’est écrit."))
    return redirect("seminar:outcomes", seminar.slug)
