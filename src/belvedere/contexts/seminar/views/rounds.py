"""Rounds at the desk: opened, closed, counted; the links of tables."""

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from belvedere.contexts.seminar.actions import tables as actions
from belvedere.contexts.seminar.forms.tables import RoundForm
from belvedere.contexts.seminar.models import Seminar
from belvedere.contexts.seminar.queries.seminars import next_after, table_key, wall_key
from belvedere.contexts.seminar.queries.tables import rounds_of, tables_now
from belvedere.contexts.seminar.states import RoundState, SeminarState
from belvedere.contexts.seminar.views.access import at_the_desk, desk_page
from belvedere.contexts.seminar.words import ROUND_LABELS
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request


@require_safe
@at_the_desk
def rounds(request: Request, seminar: Seminar) -> HttpResponseBase:
    """The rounds, with what was said in each."""
    return _page(request, seminar)


def _page(request: Request, seminar: Seminar, failed: RoundForm | None = None) -> HttpResponseBase:
    rows = list(rounds_of(seminar).annotate(said=Count("contributions")))
    tables = max((row.tables for row in rows), default=0)
    open_row = next((row for row in rows if row.state == RoundState.OPEN), None)
    content = {
        "rounds": [
            (
                row,
                ROUND_LABELS[RoundState(row.state)],
                RoundForm(initial={"minutes": row.sequence.minutes}, auto_id=f"id_{row.number}_%s"),
                seminar.state == SeminarState.RUNNING and open_row is None,
            )
            for row in rows
        ],
        "now_at_tables": tables_now(open_row) if open_row is not None else [],
        "next": next_after(seminar, open_row) if open_row is not None else "",
        "tables": [(number, table_key(seminar, number)) for number in range(1, tables + 1)],
        "wall_key": wall_key(seminar),
        "now": timezone.now(),
    }
    return desk_page(request, seminar, "rounds", content, failed=failed)


@require_POST
@at_the_desk
def move(request: Request, seminar: Seminar, number: int, verb: str) -> HttpResponseBase:
    """Open or close a round."""
    if not rounds_of(seminar).filter(number=number).exists():
        raise Http404
    by, now = role_in_action(request.role), timezone.now()
    if verb == "clore":
        actions.close_round(seminar=seminar, number=number, by=by, now=now)
        messages.success(request, _("Le tour est clos."))
        return redirect("seminar:rounds", seminar.slug)
    form = RoundForm(request.POST)
    if not form.is_valid():
        return _page(request, seminar, form)
    actions.open_round(seminar=seminar, number=number, minutes=form.cleaned_data["minutes"], by=by, now=now)
    messages.success(request, _("Le tour est ouvert : les téléphones et le mur le montrent."))
    return redirect("seminar:rounds", seminar.slug)
