"""The register at the desk: what waits to be read, paper and mails entered."""

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belvedere.contexts.consultations.actions import register as actions
from belvedere.contexts.consultations.forms.register import MailboxForm, ModerationForm, PaperForm
from belvedere.contexts.consultations.models import Consultation, Contribution, Phase
from belvedere.contexts.consultations.queries.consultations import phase_numbered
from belvedere.contexts.consultations.queries.mailbox import read_mails
from belvedere.contexts.consultations.queries.register import (
    contribution_numbered,
    contributions_of,
    register_counts,
    register_of,
    takes_paper,
)
from belvedere.contexts.consultations.refusals.register import NotAMailbox, RegisterClosed
from belvedere.contexts.consultations.states import ToolKind
from belvedere.contexts.consultations.states.register import ContributionState, Source
from belvedere.contexts.consultations.views.access import (
    BAD,
    OK,
    agents_only,
    desk_page,
    own_consultation,
    readers_only,
)
from belvedere.contexts.consultations.views.register import attached, words_form
from belvedere.contexts.consultations.words.register import CONTRIBUTION_BADGES, CONTRIBUTION_STATES, SOURCES
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request

ROWS_BY_PAGE = 30


@readers_only
@require_safe
def register_desk(request: Request, slug: str) -> HttpResponse:
    """Show what came, what waits to be read first."""
    found = own_consultation(request, slug)
    rows = contributions_of(found).order_by("-state", "number")
    if request.GET.get("etat") in {state.value for state in ContributionState}:
        rows = rows.filter(state=request.GET["etat"])
    page = Paginator(rows, ROWS_BY_PAGE).get_page(request.GET.get("page"))
    content = {
        "page": page,
        "rows": [_row(row) for row in page],
        "counts": register_counts(found),
        "moderation": ModerationForm(),
        "takes_paper": takes_paper(found),
    }
    return desk_page(request, found, "register", content)


def _row(row: Contribution) -> tuple[Contribution, object, object, str]:
    state = ContributionState(row.state)
    return row, SOURCES[Source(row.source)], CONTRIBUTION_STATES[state], CONTRIBUTION_BADGES[state]


def _phase(found: Consultation, number: str = "") -> Phase:
    """Return the phase that paper goes to: the one asked for, the register, or the first one when there is none."""
    asked = phase_numbered(found, int(number)) if number.isdecimal() else None
    phase = asked or register_of(found) or next(iter(found.phases.all()), None)
    if phase is None:
        raise RegisterClosed
    return phase


@agents_only
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: Request, slug: str) -> HttpResponse:
    """Type a sheet of paper, or what was said in a meeting."""
    found = own_consultation(request, slug)
    form = cast("PaperForm", words_form(request, PaperForm))
    phase = _phase(found, request.GET.get("phase", ""))
    form.fields["source"].initial = (Source.MEETING if phase.tool == ToolKind.MEETING else Source.PAPER).value
    if request.method == "POST" and form.is_valid():
        made = actions.enter_contribution(
            phase=phase,
            source=Source(form.cleaned_data["source"]),
            words=form.words((get_language() or "fr")[:2]),
            received_at=form.cleaned_data["received_at"],
            files=form.joined,
            by=role_in_action(request.role),
            now=timezone.now(),
        )
        messages.success(request, _("La contribution n° %(number)s est au registre.") % {"number": made.number})
        return redirect("consultations:register_desk", slug)
    return desk_page(request, found, "enter", {"form": form}, BAD if form.errors else OK)


@agents_only
@require_http_methods(["GET", "HEAD", "POST"])
def import_mails(request: Request, slug: str) -> HttpResponse:
    """Enter mails from a file of a mailbox."""
    found = own_consultation(request, slug)
    form = MailboxForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        mails = read_mails(form.cleaned_data["file"].read())
        if not mails:
            raise NotAMailbox
        by = role_in_action(request.role)
        made = actions.import_mails(phase=_phase(found), mails=mails, by=by, now=timezone.now())
        words = ngettext(
            "%(made)s courriel importé, à lire ; %(known)s déjà au registre.",
            "%(made)s courriels importés, à lire ; %(known)s déjà au registre.",
            len(made),
        )
        messages.success(request, words % {"made": len(made), "known": len(mails) - len(made)})
        return redirect("consultations:register_desk", slug)
    return desk_page(request, found, "mails", {"form": form}, BAD if form.errors else OK)


@agents_only
@require_POST
def moderate(request: Request, slug: str, number: int) -> HttpResponse:
    """Show a contribution, or set it aside."""
    found = own_consultation(request, slug)
    row, form = contribution_numbered(found, number), ModerationForm(request.POST)
    if row is None or not form.is_valid():
        raise Http404
    actions.moderate_contribution(
        contribution=row,
        verb=form.verb_given,
        ground=form.ground_given,
        by=role_in_action(request.role),
        now=timezone.now(),
    )
    messages.success(request, _("La contribution n° %(number)s est à jour.") % {"number": number})
    return redirect("consultations:register_desk", slug)


@readers_only
@require_safe
def desk_document(request: Request, slug: str, number: int, pk: int) -> HttpResponse:
    """Give a document of any contribution to who keeps the register."""
    return attached(contribution_numbered(own_consultation(request, slug), number), pk)
