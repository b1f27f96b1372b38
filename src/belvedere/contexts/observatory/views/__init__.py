"""Pages of the observatory: the policies, one policy, the examens, one examen."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from rules import has_perm

from belvedere.contexts.observatory import actions, queries
from belvedere.contexts.observatory.exports import EXAMEN_COLUMNS, POLICY_COLUMNS
from belvedere.contexts.observatory.forms import ExamenFilterForm
from belvedere.contexts.observatory.models import Examen
from belvedere.contexts.observatory.queries.indicators import policy_figures
from belvedere.contexts.observatory.states import ExamenState, is_reached
from belvedere.contexts.observatory.states.examens import PieceKind
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.exchange.tables import table_response
from belvedere.platform.territory.choice import chosen_commune
from belvedere.platform.territory.queries import communes

ROWS_BY_PAGE = 50


@dataclass(frozen=True)
class Step:
    """A step of an examen as its page draws it: done, current or to do."""

    title: str | Promise
    state: str


@require_safe
def observatory(request: Request) -> HttpResponseBase:
    """All the policies, each with one sentence on what is open."""
    found = queries.policies()
    download = table_response(request.GET.get("format", ""), "politiques", POLICY_COLUMNS, found)
    if download is not None:
        return download
    return render(
        request, "observatory/observatory.html", {"policies": found, "figures": queries.where_examens_stand()}
    )


@require_safe
def policy(request: Request, slug: str) -> HttpResponse:
    """One policy: what it aims at, what happened, what was asked and answered."""
    found = get_object_or_404(queries.policy_page(), slug=slug)
    examens = sorted(found.examens.all(), key=lambda examen: examen.reference, reverse=True)
    shown = policy_figures(
        found.pk,
        request.territory.siren,
        list(communes()),
        on=timezone.localdate(),
        mapped=request.GET.get("carte", ""),
        mine=mine.slug if (mine := chosen_commune(request)) else "",
    )
    context = {
        "policy": found,
        "standing": queries.standing_of(examens),
        "figures": shown,
        "budget": found.budget_lines.all(),
        "evaluations": found.evaluations.all(),
        "objectives": found.objectives.all(),
        "stories": queries.stories(found),
        "examens": examens,
        "acts": queries.latest_acts(examens),
    }
    return render(request, "observatory/policy.html", context)


@require_safe
def examens(request: Request) -> HttpResponseBase:
    """All the examens, by policy and by state."""
    named = [(row.slug, row.name) for row in queries.policies()]
    filters = ExamenFilterForm(request.GET, policies=named)
    found = queries.examens_in(**filters.chosen)
    download = table_response(request.GET.get("format", ""), "examens", EXAMEN_COLUMNS, found)
    if download is not None:
        return download
    page = Paginator(found, ROWS_BY_PAGE).get_page(request.GET.get("page"))
    rows = [(examen, queries.question_of(examen)) for examen in page]
    return render(request, "observatory/examens.html", {"filters": filters, "page": page, "rows": rows})


@require_safe
def examen(request: Request, reference: str) -> HttpResponse:
    """One examen: its question, where it stands, what everyone said."""
    found = queries.examen_by_reference(reference)
    if found is None:
        raise Http404
    former, again = found.reopens, found.reopened_by.first()
    kin = [former.referral_reference, former.reference] if former else []
    matters = [m for m in (*kin, found.referral_reference, found.reference, again.reference if again else "") if m]
    pieces = list(found.pieces.all())
    may_close = found.state == ExamenState.ANSWERED and has_perm("observatory.close_examen", request.role, found.policy)
    context = {
        "examen": found,
        "question": queries.question_of(found),
        "steps": steps_of(found),
        "matters": matters,
        "acts": queries.story_of(matters),
        "may_close": may_close,
        "pieces": [piece for piece in pieces if piece.kind != PieceKind.DATE],
        "calendar": sorted((piece for piece in pieces if piece.on), key=lambda piece: (piece.on, piece.number)),
        "today": timezone.localdate(),
        "reopened_by": again,
        "may_keep": has_perm("observatory.keep_file", request.role, found.policy),
    }
    return render(request, "observatory/examen.html", context)


def steps_of(found: Examen) -> list[Step]:
    """Return the steps of an examen; the first one not reached is the current one."""
    titles = {
        ExamenState.OPENED: gettext_lazy("Examen ouvert"),
        ExamenState.OPINION_GIVEN: gettext_lazy("Avis du panel"),
        ExamenState.ANSWERED: gettext_lazy("Réponse publiée"),
        ExamenState.CLOSED: gettext_lazy("Examen clos"),
    }
    reached = [is_reached(ExamenState(found.state), state) for state in titles]
    current = reached.index(False) if False in reached else len(reached)
    words = ["done" if is_done else "todo" for is_done in reached]
    if current < len(words):
        words[current] = "current"
    return [Step(title, word) for title, word in zip(titles.values(), words, strict=True)]


@require_POST
@role_required(RoleKind.AGENT)
def close_examen(request: Request, reference: str) -> HttpResponse:
    """Close an answered examen."""
    if queries.examen_by_reference(reference) is None:
        raise Http404
    actions.close_examen(reference=reference, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("L’examen est clos. Son dossier reste public."))
    return redirect("observatory:examen", reference)
