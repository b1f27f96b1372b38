"""The desk: the consultations of a body, a mandate written, phases planned, the life of each."""

from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rules import has_perm

from belvedere.contexts.consultations.actions import life, mandate, phases
from belvedere.contexts.consultations.forms.mandate import (
    DatesForm,
    EndForm,
    MandateForm,
    PhaseForm,
    ProlongForm,
    ReasonForm,
    written,
)
from belvedere.contexts.consultations.models import Consultation, Phase
from belvedere.contexts.consultations.queries.consultations import consultations_of, phase_numbered
from belvedere.contexts.consultations.queries.mandates import mandate_from, projects_of
from belvedere.contexts.consultations.queries.readiness import law_points, rule_points, rules_of
from belvedere.contexts.consultations.queries.tools import cards_of
from belvedere.contexts.consultations.states import ConsultationState, ToolKind
from belvedere.contexts.consultations.views.access import (
    BAD,
    OK,
    agents_only,
    desk_page,
    own_consultation,
    readers_only,
)
from belvedere.contexts.consultations.words import BADGES, STATES
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.territory.models import Competence
from belvedere.platform.territory.queries import communes

ROWS_BY_PAGE = 30


@readers_only
@require_safe
def desk(request: Request) -> HttpResponse:
    """Show the consultations of the role's body, the last written first."""
    role = role_in_action(request.role)
    page = Paginator(consultations_of(role), ROWS_BY_PAGE).get_page(request.GET.get("page"))
    rows = [(row, STATES[ConsultationState(row.state)], BADGES[ConsultationState(row.state)]) for row in page]
    content = {"rows": rows, "page": page, "may_draft": has_perm("consultations.draft", role, role.body)}
    return render(request, "consultations/desk/desk.html", content)


def _mandate_form(request: Request, initial: dict[str, object]) -> MandateForm:
    return MandateForm(
        request.POST or None,
        communes=list(communes()),
        competences=list(Competence.objects.order_by("label")),
        projects=projects_of(role_in_action(request.role)),
        initial=initial,
    )


@agents_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Begin a consultation; ``?projet=`` takes what the gates of a project already fixed."""
    by, now = role_in_action(request.role), timezone.now()
    form = _mandate_form(request, mandate_from(request.GET.get("projet", ""), by, timezone.localdate(now)))
    if request.method == "POST" and form.is_valid():
        found = mandate.draft_consultation(body=by.body, mandate=form.mandate, by=by, now=now)
        return redirect("consultations:consultation_desk", found.slug)
    content = {"form": form}
    return render(request, "consultations/desk/new.html", content, status=BAD if form.errors else OK)


@readers_only
@require_safe
def consultation_desk(request: Request, slug: str) -> HttpResponse:
    """Show what is ready, what is missing and what comes next."""
    return _page(request, own_consultation(request, slug))


def _page(request: Request, found: Consultation, failed: Form | None = None) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    checked = rules_of(found, today)
    cards = cards_of(found, now)
    is_draft = found.state == ConsultationState.DRAFT
    content = {
        "failed": failed,
        "law": law_points(found, today),
        "rules": rule_points(checked),
        "checked": checked,
        "phases": [
            (card, _dates_form(card.phase, failed, is_draft=is_draft), _end_form(card.phase, failed)) for card in cards
        ],
        "phase_form": failed if isinstance(failed, PhaseForm) else PhaseForm(),
        "reason_form": failed if isinstance(failed, ReasonForm) else ReasonForm(),
        "is_draft": is_draft,
        "may_open": _has_come(found, now),
        "may_close": found.state == ConsultationState.OPEN and all(card.is_over for card in cards),
        "may_prolong": found.state in {ConsultationState.ANNOUNCED, ConsultationState.OPEN},
    }
    return desk_page(request, found, "consultation", content, BAD if failed is not None else OK)


def _has_come(found: Consultation, now: datetime) -> bool:
    announced = found.state == ConsultationState.ANNOUNCED
    return announced and any(phase.starts_at <= now for phase in found.phases.all())


def _dates_form(phase: Phase, failed: Form | None, *, is_draft: bool) -> Form:
    """Return the form of a phase's dates; the one that was just refused keeps what was typed."""
    fresh: Form = DatesForm(phase=phase) if is_draft else ProlongForm(phase=phase)
    return failed if failed is not None and failed.prefix == fresh.prefix else fresh


def _end_form(phase: Phase, failed: Form | None) -> Form:
    fresh = EndForm(phase=phase)
    return failed if failed is not None and failed.prefix == fresh.prefix else fresh


@agents_only
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request, slug: str) -> HttpResponse:
    """Write a mandate again."""
    found = own_consultation(request, slug)
    form = _mandate_form(request, written(found))
    if request.method == "POST" and form.is_valid():
        by = role_in_action(request.role)
        mandate.write_mandate(consultation=found, mandate=form.mandate, by=by, now=timezone.now())
        messages.success(request, _("Le mandat est enregistré."))
        return redirect("consultations:consultation_desk", slug)
    return desk_page(request, found, "write", {"form": form}, BAD if form.errors else OK)


@agents_only
@require_POST
def add_phase(request: Request, slug: str) -> HttpResponse:
    """Add a phase."""
    found, form = own_consultation(request, slug), PhaseForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    given = dict(form.cleaned_data)
    tool = ToolKind(given.pop("tool"))
    by = role_in_action(request.role)
    phase = phases.plan_phase(consultation=found, tool=tool, **given, by=by, now=timezone.now())
    messages.success(request, _("La phase %(number)s est prévue.") % {"number": phase.number})
    return redirect("consultations:consultation_desk", slug)


def _phase(found: Consultation, number: int) -> Phase:
    phase = phase_numbered(found, number)
    if phase is None:
        raise Http404
    return phase


@agents_only
@require_POST
def date_phase(request: Request, slug: str, number: int) -> HttpResponse:
    """Move a phase of a draft, or prolong an announced one."""
    found = own_consultation(request, slug)
    phase, by, now = _phase(found, number), role_in_action(request.role), timezone.now()
    is_draft = found.state == ConsultationState.DRAFT
    form: Form = DatesForm(request.POST, phase=phase) if is_draft else ProlongForm(request.POST, phase=phase)
    if not form.is_valid():
        return _page(request, found, form)
    if is_draft:
        phases.move_phase(phase=phase, **form.cleaned_data, by=by, now=now)
    else:
        phases.prolong_phase(phase=phase, **form.cleaned_data, by=by, now=now)
    messages.success(request, _("Les dates sont changées."))
    return redirect("consultations:consultation_desk", slug)


@agents_only
@require_POST
def end_phase(request: Request, slug: str, number: int) -> HttpResponse:
    """End an open phase now, with a public reason."""
    found = own_consultation(request, slug)
    phase = _phase(found, number)
    form = EndForm(request.POST, phase=phase)
    if not form.is_valid():
        return _page(request, found, form)
    phases.end_phase(phase=phase, **form.cleaned_data, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("La phase est finie. La raison est sur la page publique."))
    return redirect("consultations:consultation_desk", slug)


@agents_only
@require_POST
def drop_phase(request: Request, slug: str, number: int) -> HttpResponse:
    """Take a phase off a draft."""
    found = own_consultation(request, slug)
    phases.drop_phase(phase=_phase(found, number), by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("La phase est retirée."))
    return redirect("consultations:consultation_desk", slug)


@agents_only
@require_POST
def announce(request: Request, slug: str) -> HttpResponse:
    """Make a consultation public."""
    found = own_consultation(request, slug)
    life.announce_consultation(consultation=found, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("La concertation est annoncée : sa page est publique."))
    return redirect("consultations:consultation_desk", slug)


@agents_only
@require_POST
def open_(request: Request, slug: str) -> HttpResponse:
    """Open a consultation."""
    found = own_consultation(request, slug)
    life.open_consultation(consultation=found, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("La concertation est ouverte."))
    return redirect("consultations:consultation_desk", slug)


@agents_only
@require_POST
def close(request: Request, slug: str) -> HttpResponse:
    """Close a consultation."""
    found = own_consultation(request, slug)
    life.close_consultation(consultation=found, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("La concertation est close."))
    return redirect("consultations:consultation_desk", slug)


@agents_only
@require_POST
def abandon(request: Request, slug: str) -> HttpResponse:
    """Give up a consultation before it opens."""
    found, form = own_consultation(request, slug), ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    by = role_in_action(request.role)
    life.abandon_consultation(consultation=found, reason=form.cleaned_data["reason"], by=by, now=timezone.now())
    messages.success(request, _("La concertation est abandonnée."))
    return redirect("consultations:consultation_desk", slug)
