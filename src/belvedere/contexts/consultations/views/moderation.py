"""The desk of a debate: its settings, its statements, what was brought from elsewhere, the crowds of one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belvedere.contexts.consultations.actions import crowds as removing
from belvedere.contexts.consultations.actions import debate as running
from belvedere.contexts.consultations.forms.debate import DebateForm, JudgementForm, PolisForm, RemovalForm, SeedForm
from belvedere.contexts.consultations.models import Consultation, Debate
from belvedere.contexts.consultations.queries.consultations import debate_phase
from belvedere.contexts.consultations.queries.crowds import (
    removal_by_pk,
    removals_of,
    suspicion_again,
    suspicions_in,
)
from belvedere.contexts.consultations.queries.debates import (
    debate_of,
    figures_of,
    read_statements_of,
    statements_of,
    statements_to_read,
)
from belvedere.contexts.consultations.refusals import CrowdChanged
from belvedere.contexts.consultations.states.debate import Ground, Moderation, StatementState, StatementVerb
from belvedere.contexts.consultations.views.access import (
    BAD,
    OK,
    agents_only,
    desk_page,
    own_consultation,
    readers_only,
)
from belvedere.contexts.consultations.words import GROUNDS, REFUSED, STATEMENT_STATES
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request

ROWS_BY_PAGE = 50
SHOWN = 200  # participants of a preview


@readers_only
@require_safe
def desk(request: Request, slug: str) -> HttpResponse:
    """Show a debate to those who run it: what to read first."""
    return _page(request, own_consultation(request, slug))


def _page(request: Request, found: Consultation, failed: Form | None = None) -> HttpResponse:
    if debate_phase(found) is None:
        raise Http404
    debate = debate_of(found.slug)
    content: dict[str, object] = {
        "debate": debate,
        "failed": failed,
        "debate_form": failed if isinstance(failed, DebateForm) else DebateForm(initial=_settings(debate)),
        "seed_form": failed if isinstance(failed, SeedForm) else SeedForm(),
        "polis_form": failed if isinstance(failed, PolisForm) else PolisForm(),
    }
    if debate is not None:
        figures = figures_of(debate)
        page = Paginator(read_statements_of(debate), ROWS_BY_PAGE).get_page(request.GET.get("page"))
        content |= {
            "to_read": list(statements_to_read(debate)[:ROWS_BY_PAGE]),
            "rows": [(row, STATEMENT_STATES[StatementState(row.state)]) for row in page],
            "page": page,
            "figures": figures,
            "refused": [(REFUSED[kind], count) for kind, count in figures.refused.items()],
        }
    return desk_page(request, found, "debate", content, BAD if failed is not None else OK)


def _settings(debate: Debate | None) -> dict[str, object] | None:
    if debate is None:
        return None
    return {"moderation": debate.moderation, "takes_statements": debate.takes_statements}


def _debate(slug: str) -> Debate:
    found = debate_of(slug)
    if found is None:
        raise Http404
    return found


@agents_only
@require_POST
def set_up(request: Request, slug: str) -> HttpResponse:
    """Say how a debate is moderated."""
    found, form = own_consultation(request, slug), DebateForm(request.POST)
    phase = debate_phase(found)
    if phase is None:
        raise Http404
    if not form.is_valid():
        return _page(request, found, form)
    running.set_debate(
        phase=phase,
        moderation=Moderation(form.cleaned_data["moderation"]),
        takes_statements=form.cleaned_data["takes_statements"],
        by=role_in_action(request.role),
        now=timezone.now(),
    )
    messages.success(request, _("Les réglages du débat sont enregistrés."))
    return redirect("consultations:debate_desk", slug)


@agents_only
@require_POST
def seed(request: Request, slug: str) -> HttpResponse:
    """Add statements to begin with."""
    found, form = own_consultation(request, slug), SeedForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    by, now = role_in_action(request.role), timezone.now()
    added = running.seed_statements(debate=_debate(slug), **form.cleaned_data, by=by, now=now)
    said = ngettext("%(n)s propos est ajouté.", "%(n)s propos sont ajoutés.", added)
    messages.success(request, said % {"n": added})
    return redirect("consultations:debate_desk", slug)


@agents_only
@require_POST
def judge(request: Request, slug: str, number: int) -> HttpResponse:
    """Accept a statement, or reject it with a reason."""
    found, form = own_consultation(request, slug), JudgementForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    running.judge_statement(
        statement=get_object_or_404(statements_of(_debate(slug)), number=number),
        verb=StatementVerb(form.cleaned_data["verb"]),
        reason=form.cleaned_data["reason"],
        by=role_in_action(request.role),
        now=timezone.now(),
    )
    messages.success(request, _("Votre décision est enregistrée."))
    return redirect("consultations:debate_desk", slug)


@agents_only
@require_POST
def bring(request: Request, slug: str) -> HttpResponse:
    """Bring in a debate held elsewhere, from its files."""
    from belvedere.contexts.consultations.actions.moving import import_polis  # noqa: PLC0415 -- arrays take a while to load: only who needs them waits

    found, form = own_consultation(request, slug), PolisForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, form)
    given = form.cleaned_data
    import_polis(
        debate=_debate(slug),
        comments=given["comments"].read(),
        votes=given["votes"].read(),
        by=role_in_action(request.role),
        now=timezone.now(),
    )
    messages.success(request, _("Le débat est repris ; sa carte se dessine dans la minute."))
    return redirect("consultations:debate_desk", slug)


@readers_only
@require_safe
def crowds(request: Request, slug: str) -> HttpResponse:
    """Show what a crowd does not do, and what was removed."""
    found, debate = own_consultation(request, slug), _debate(slug)
    content = {
        "debate": debate,
        "suspicions": [(one, GROUNDS[one.ground]) for one in suspicions_in(debate, now=timezone.now())],
        "removals": [(row, GROUNDS[Ground(row.ground)]) for row in removals_of(debate)],
    }
    return desk_page(request, found, "crowds", content)


@agents_only
@require_http_methods(["GET", "HEAD", "POST"])
def crowd(request: Request, slug: str, ground: str, mark: str) -> HttpResponse:
    """Preview participations, then remove them together with a public reason."""
    found, debate, now = own_consultation(request, slug), _debate(slug), timezone.now()
    if ground not in set(Ground):
        raise Http404
    suspicion = suspicion_again(debate, Ground(ground), mark, now=now)
    if suspicion is None:
        raise Http404
    seen = {"votes": suspicion.votes, "participants": len(suspicion.numbers)}
    form = RemovalForm(request.POST or None, initial=seen)
    if request.method == "POST" and form.is_valid():
        if {name: form.cleaned_data[name] for name in seen} != seen:
            raise CrowdChanged
        by, reason = role_in_action(request.role), form.cleaned_data["reason"]
        removing.remove_participations(debate=debate, suspicion=suspicion, reason=reason, by=by, now=now)
        messages.success(request, _("Ces participations sont retirées ; la carte se redessine dans la minute."))
        return redirect("consultations:crowds", slug)
    content = {
        "debate": debate,
        "suspicion": suspicion,
        "ground": GROUNDS[suspicion.ground],
        "numbers": suspicion.numbers[:SHOWN],
        "form": form,
    }
    return desk_page(request, found, "crowd", content, BAD if form.errors else OK)


@agents_only
@require_POST
def restore(request: Request, slug: str, pk: int) -> HttpResponse:
    """Give back what was removed."""
    own_consultation(request, slug)
    removal = removal_by_pk(_debate(slug), pk)
    if removal is None:
        raise Http404
    removing.restore_participations(removal=removal, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Ces participations sont rendues."))
    return redirect("consultations:crowds", slug)
