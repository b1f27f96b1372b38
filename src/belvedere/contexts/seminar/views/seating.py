"""The tables at the desk: drawn by a job, judged by its report, mended after absences."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from belvedere.contexts.seminar.actions.seating import ask_tables
from belvedere.contexts.seminar.models import Seminar
from belvedere.contexts.seminar.queries.seating import plans_of, tables_of
from belvedere.contexts.seminar.queries.tables import rounds_of
from belvedere.contexts.seminar.states import PlanKind, PlanState, RoundState, SeminarState
from belvedere.contexts.seminar.tasks import tables_key
from belvedere.contexts.seminar.views.access import at_the_desk, desk_page
from belvedere.contexts.seminar.words import PLAN_LABELS, ROUND_LABELS
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.tasks.progress import progress_of

PREPARED = frozenset({SeminarState.DRAFT, SeminarState.CONVENED, SeminarState.RUNNING})


@require_safe
@at_the_desk
def seating(request: Request, seminar: Seminar) -> HttpResponseBase:
    """The drawings, and who sits where in one round."""
    rounds, plans = list(rounds_of(seminar)), plans_of(seminar)
    asked = request.GET.get("tour", "")
    shown = next((row for row in rounds if str(row.number) == asked), rounds[0] if rounds else None)
    waiting = next((plan for plan in plans if plan.state == PlanState.ASKED), None)
    content = {
        "rounds": [(row, ROUND_LABELS[RoundState(row.state)]) for row in rounds],
        "shown": shown,
        "tables": tables_of(shown) if shown else [],
        "plans": [(plan, PLAN_LABELS[PlanState(plan.state)]) for plan in plans],
        "waiting": waiting,
        "progress": progress_of(tables_key(waiting.pk)) if waiting else None,
        "may_change": SeminarState(seminar.state) in PREPARED,
        "may_draw": any(row.opened_at is None for row in rounds),
        "has_begun": any(row.opened_at is not None for row in rounds),
        "has_places": any(plan.state == PlanState.DONE for plan in plans),
    }
    return desk_page(request, seminar, "seating", content)


@require_POST
@at_the_desk
def ask(request: Request, seminar: Seminar) -> HttpResponseBase:
    """Draw the tables, or mend those that are left."""
    kind = PlanKind.REPAIR if "reparer" in request.POST else PlanKind.DRAW
    plan = ask_tables(seminar=seminar, kind=kind, by=role_in_action(request.role), now=timezone.now())
    words = _("Calcul %(number)s demandé, graine %(seed)s. Cette page dira où il en est.")
    messages.success(request, words % {"number": plan.number, "seed": plan.seed})
    return redirect("seminar:seating", seminar.slug)
