"""Public pages of iterations and versions, and the three questions to who contributes."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from belvedere.contexts.actionplan.actions.retrospective import answer_retrospective
from belvedere.contexts.actionplan.forms.iterations import RetrospectiveForm
from belvedere.contexts.actionplan.models import QUESTION_LABELS, Version
from belvedere.contexts.actionplan.queries import iterations as queries
from belvedere.contexts.actionplan.queries.telling import page_of, told
from belvedere.contexts.actionplan.states.iterations import IterationState
from belvedere.contexts.actionplan.views.tabs import rubrics
from belvedere.platform.accounts.request import Request
from belvedere.platform.limits.actions import spend
from belvedere.platform.limits.client import client_key

ANSWERS_BY_HOUR, HOUR = 5, 3600


@require_safe
def iterations(request: Request) -> HttpResponse:
    """The iterations and the versions of the plan, the latest first."""
    content = {"tabs": rubrics("iterations"), "iterations": queries.iterations(), "versions": queries.versions()}
    return render(request, "actionplan/iterations.html", content)


@require_safe
def iteration(request: Request, number: int) -> HttpResponse:
    """One iteration: what was reviewed, what was said, the version that it gave."""
    found = get_object_or_404(queries.iterations(), number=number)
    groups = queries.grouped_replies(found)
    content = {
        "tabs": rubrics("iterations"),
        "iteration": found,
        "reviewed": queries.how_far(found),
        "reviews": queries.reviews_of(found),
        "groups": [(QUESTION_LABELS[question], rows) for question, rows in groups.items()],
        "has_replies": any(groups.values()),
        "is_asking": found.state == IterationState.RETROSPECTIVE and timezone.localdate() <= found.replies_until,
    }
    return render(request, "actionplan/iteration.html", content)


@require_safe
def version(request: Request, number: int) -> HttpResponse:
    """One version, and what it changed, in words."""
    found = get_object_or_404(queries.versions(), number=number)
    changes, page = page_of(queries.difference_of_json(found.changes), request.GET.get("page"))
    titles = queries.titles_of(changes.changed)
    content = {
        "tabs": rubrics("iterations"),
        "version": found,
        "telling": told(changes, found.changes.get("why", {}), titles),
        "page": page,
        "before": number - 1,
    }
    return render(request, "actionplan/version.html", content)


@require_safe
def draft(request: Request) -> HttpResponse:
    """What has changed since the version in force: what the next one would adopt."""
    changes, page = page_of(queries.next_changes(), request.GET.get("page"))
    why = queries.reasons_of(changes.dropped)
    content = {
        "tabs": rubrics("iterations"),
        "telling": told(changes, why, queries.titles_of(changes.changed)),
        "page": page,
        "last": queries.versions().first(),
    }
    return render(request, "actionplan/draft.html", content)


@require_http_methods(["GET", "HEAD", "POST"])
def retrospective(request: Request, number: int) -> HttpResponse:
    """Answer the three questions, with an account or without."""
    found = get_object_or_404(queries.iterations(), number=number, state=IterationState.RETROSPECTIVE)
    form = RetrospectiveForm(request.POST or None, has_role=request.role is not None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        if request.role is None:
            key = client_key(request)
            spend(bucket="actionplan.retrospective", key=key, capacity=ANSWERS_BY_HOUR, refill_seconds=HOUR, now=now)
        answer_retrospective(words=form.words, is_anonymous=form.is_anonymous, by=request.role, now=now)
        messages.success(request, _("Merci : vos réponses sont enregistrées. Elles seront lues, puis publiées."))
        return redirect("actionplan:iteration", number)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "actionplan/retrospective.html", {"iteration": found, "form": form}, status=status)


@require_safe
def version_file(_request: Request, number: int) -> JsonResponse:
    """The plan as a version adopted it, in full: who digests its canonical form finds the journal's imprint."""
    found = get_object_or_404(Version, number=number)
    content = {"version": found.number, "act": found.act, "sha256": found.digest, "content": found.content}
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})
