"""The desk of analysis: themes, readings, disagreements, proposals and their answers."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belvedere.contexts.consultations.actions import analysis as actions
from belvedere.contexts.consultations.forms.analysis import (
    AnswerForm,
    MergeForm,
    ProposalForm,
    ThemeForm,
    choices_from,
)
from belvedere.contexts.consultations.models import Consultation, GroupedProposal, Theme
from belvedere.contexts.consultations.queries.analysis import (
    disputed,
    progress_of,
    proposal_numbered,
    proposals_of,
    theme_numbered,
    themes_of,
    unread_by,
)
from belvedere.contexts.consultations.states.register import Stance
from belvedere.contexts.consultations.views.access import (
    BAD,
    OK,
    agents_only,
    desk_page,
    own_consultation,
    readers_only,
)
from belvedere.contexts.consultations.words.register import STANCE_BADGES, STANCES
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request

ROWS_BY_PAGE = 20


@readers_only
@require_safe
def analysis(request: Request, slug: str) -> HttpResponse:
    """Show what I have not read, with the theme that its words propose and why."""
    found = own_consultation(request, slug)
    page = Paginator(unread_by(found, role_in_action(request.role)), ROWS_BY_PAGE).get_page(request.GET.get("page"))
    content = {
        "page": page,
        "themes": list(themes_of(found)),
        "progress": progress_of(found),
        "disputed": list(disputed(found)[:ROWS_BY_PAGE]),
    }
    return desk_page(request, found, "analysis", content)


def _said(request: Request, count: int) -> None:
    words = ngettext("%(count)s contribution classée.", "%(count)s contributions classées.", count)
    messages.success(request, words % {"count": count})


@agents_only
@require_POST
def read(request: Request, slug: str) -> HttpResponse:
    """Class what was read on this page."""
    found = own_consultation(request, slug)
    choices = choices_from(request.POST, list(themes_of(found)))
    by = role_in_action(request.role)
    _said(request, actions.class_contributions(consultation=found, choices=choices, by=by, now=timezone.now()))
    return redirect("consultations:analysis", slug)


@agents_only
@require_POST
def settle(request: Request, slug: str) -> HttpResponse:
    """Decide between readers."""
    found = own_consultation(request, slug)
    choices = choices_from(request.POST, list(themes_of(found)))
    by = role_in_action(request.role)
    _said(request, actions.settle_readings(consultation=found, choices=choices, by=by, now=timezone.now()))
    return redirect("consultations:analysis", slug)


@agents_only
@require_POST
def propose(request: Request, slug: str) -> HttpResponse:
    """Propose themes from the words."""
    found = own_consultation(request, slug)
    count = actions.propose_themes(consultation=found, by=role_in_action(request.role), now=timezone.now())
    words = ngettext("%(count)s thème proposé.", "%(count)s thèmes proposés.", count)
    messages.success(request, words % {"count": count})
    return redirect("consultations:analysis", slug)


def _theme(found: Consultation, number: int) -> Theme:
    theme = theme_numbered(found, number)
    if theme is None:
        raise Http404
    return theme


@agents_only
@require_http_methods(["GET", "HEAD", "POST"])
def write_theme(request: Request, slug: str, number: int = 0) -> HttpResponse:
    """Add a theme, or write one again: its name, what was said."""
    found = own_consultation(request, slug)
    theme = _theme(found, number) if number else None
    initial = {"name": theme.name, "said": theme.said, "minority": theme.minority} if theme is not None else {}
    form = ThemeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        by, now = role_in_action(request.role), timezone.now()
        actions.write_theme(consultation=found, theme=theme, **form.cleaned_data, by=by, now=now)
        return redirect("consultations:analysis", slug)
    others = [row for row in themes_of(found) if theme is None or row.pk != theme.pk]
    content = {
        "form": form,
        "theme": theme,
        "merge": MergeForm(themes=others) if theme is not None and others else None,
    }
    return desk_page(request, found, "theme", content, BAD if form.errors else OK)


@agents_only
@require_POST
def merge(request: Request, slug: str, number: int) -> HttpResponse:
    """Put a theme in another one."""
    found = own_consultation(request, slug)
    form = MergeForm(request.POST, themes=list(themes_of(found)))
    if not form.is_valid():
        raise Http404
    into = _theme(found, form.cleaned_data["into"])
    by = role_in_action(request.role)
    actions.merge_themes(theme=_theme(found, number), into=into, by=by, now=timezone.now())
    messages.success(request, _("Les deux thèmes n’en font plus qu’un."))
    return redirect("consultations:analysis", slug)


@readers_only
@require_http_methods(["GET", "HEAD", "POST"])
def proposals(request: Request, slug: str) -> HttpResponse:
    """Show the grouped proposals with their answers; group another one."""
    found = own_consultation(request, slug)
    themes = list(themes_of(found))
    form = ProposalForm(request.POST or None, themes=themes)
    if request.method == "POST" and form.is_valid():
        actions.group_proposal(
            consultation=found,
            theme=_theme(found, form.cleaned_data["theme"]),
            text=form.cleaned_data["text"],
            numbers=form.numbers_given,
            by=role_in_action(request.role),
            now=timezone.now(),
        )
        return redirect("consultations:proposals", slug)
    rows = [(row, *_answered(row)) for row in proposals_of(found)]
    return desk_page(
        request, found, "proposals", {"form": form, "rows": rows, "themes": themes}, BAD if form.errors else OK
    )


def _answered(row: GroupedProposal) -> tuple[object, str]:
    return (STANCES[Stance(row.stance)], STANCE_BADGES[Stance(row.stance)]) if row.stance else (_("À répondre"), "due")


@agents_only
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Request, slug: str, number: int) -> HttpResponse:
    """Answer a grouped proposal."""
    found = own_consultation(request, slug)
    proposal = proposal_numbered(found, number)
    if proposal is None:
        raise Http404
    initial = {"stance": proposal.stance, "reason": proposal.reason, "change": proposal.change}
    form = AnswerForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        by = role_in_action(request.role)
        actions.answer_proposal(proposal=proposal, **form.answer, by=by, now=timezone.now())
        return redirect("consultations:proposals", slug)
    return desk_page(request, found, "answer", {"form": form, "proposal": proposal}, BAD if form.errors else OK)
