"""Polls at the desk: prepared, opened, closed; their results and ballots."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belvedere.contexts.seminar.actions import polls as actions
from belvedere.contexts.seminar.exports import ballot_columns
from belvedere.contexts.seminar.forms.polls import PollForm
from belvedere.contexts.seminar.models import Seminar
from belvedere.contexts.seminar.queries.polls import cast_in, polls_of, with_turnout
from belvedere.contexts.seminar.queries.seminars import public_seminars
from belvedere.contexts.seminar.states import PollState, SeminarState
from belvedere.contexts.seminar.views.access import at_the_desk, desk_page, form_page
from belvedere.contexts.seminar.views.results import shown_result
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.exchange.tables import csv_response


@require_safe
@at_the_desk
def polls(request: Request, seminar: Seminar) -> HttpResponseBase:
    """The polls and their results."""
    rows = [(shown_result(poll), poll) for poll in with_turnout(polls_of(seminar))]
    return desk_page(request, seminar, "polls", {"rows": rows, "may_act": seminar.state == SeminarState.RUNNING})


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def write(request: Request, seminar: Seminar) -> HttpResponseBase:
    """Prepare a poll."""
    form = PollForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = role_in_action(request.role)
        actions.write_poll(seminar=seminar, terms=form.terms, by=by, now=timezone.now())
        messages.success(request, _("Le vote est prêt. Ouvrez-le quand la salle y est."))
        return redirect("seminar:polls", seminar.slug)
    return form_page(request, seminar, _("Préparer un vote"), form, "seminar:polls")


@require_POST
@at_the_desk
def move(request: Request, seminar: Seminar, number: int, verb: str) -> HttpResponseBase:
    """Open or close a poll."""
    if not polls_of(seminar).filter(number=number).exists():
        raise Http404
    by, now = role_in_action(request.role), timezone.now()
    act = actions.open_poll if verb == "ouvrir" else actions.close_poll
    act(seminar=seminar, number=number, by=by, now=now)
    return redirect("seminar:polls", seminar.slug)


@require_safe
def ballots(_request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """The ballots of a poll that is closed, for who wants to count again; nothing tells whose they are."""
    seminar = get_object_or_404(public_seminars(), slug=slug, state=SeminarState.PUBLISHED.value)
    poll = get_object_or_404(polls_of(seminar), number=number, state=PollState.CLOSED.value)
    cast = cast_in(poll)
    rows = list(zip(cast.colleges, cast.choices, strict=True))
    return csv_response(f"{seminar.slug}-vote-{number}.csv", ballot_columns(poll), rows)
