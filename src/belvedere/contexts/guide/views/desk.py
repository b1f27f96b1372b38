"""« Règles à relire »: the lawyer's desk."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from rules import has_perm

from belvedere.contexts.guide.actions import record_rule_set
from belvedere.contexts.guide.forms import CompareForm, ReplayForm, answers_in
from belvedere.contexts.guide.models import RuleSetVersion
from belvedere.contexts.guide.queries.cards import rules_in_use
from belvedere.contexts.guide.queries.versions import (
    differences,
    is_recorded,
    recorded_versions,
    replayed,
    rules_of,
    to_read_again,
)
from belvedere.contexts.guide.rules import DESK_KINDS
from belvedere.contexts.guide.words import DISCLAIMER
from belvedere.engines.rules.law.shipped import shipped_texts
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.request import Request

at_the_desk = role_required(*sorted(DESK_KINDS))


@at_the_desk
@require_safe
def to_read_again_desk(request: Request) -> HttpResponse:
    """Show the rules, those to read again first, and the sets recorded."""
    content = {
        "rows": to_read_again(timezone.localdate()),
        "rules": rules_in_use(),
        "versions": recorded_versions(),
        "may_record": has_perm("guide.record_rule_set", request.role) and not is_recorded(shipped_texts()),
        "disclaimer": DISCLAIMER,
    }
    return render(request, "guide/desk.html", content)


@at_the_desk
@require_POST
def record(request: Request) -> HttpResponse:
    """Record the set in use."""
    recorded = record_rule_set(territory=request.territory, by=request.role, now=timezone.now())
    messages.success(request, _("Le jeu de règles %(version)s est enregistré.") % {"version": recorded.version})
    return redirect("guide:desk")


@at_the_desk
@require_safe
def compare(request: Request) -> HttpResponse:
    """Show what changed between a recorded set and the one in use, or between two recorded sets."""
    versions = recorded_versions()
    form = CompareForm(request.GET or None, versions=versions)
    rows = None
    if form.is_valid():
        before = rules_of(get_object_or_404(RuleSetVersion, pk=form.cleaned_data["avant"]))
        chosen = form.cleaned_data["apres"]
        after = rules_of(get_object_or_404(RuleSetVersion, pk=chosen)) if chosen else rules_in_use()
        rows = differences(before, after)
    return render(
        request,
        "guide/compare.html",
        {"form": form, "rows": rows, "versions": versions, "changed": [row.rule for row in rows or []]},
    )


@at_the_desk
@require_safe
def replay(request: Request) -> HttpResponse:
    """Show the verdicts of the same answers on two days; the answers are those of a questionnaire's address."""
    form = ReplayForm(request.GET or None, first=rules_in_use().covers_from)
    rows, unread = None, dict[str, str]()
    if form.is_valid():
        answers, unread = answers_in(form.answers, rules_in_use())
        rows = replayed(answers, form.cleaned_data["avant"], form.cleaned_data["apres"])
    content = {"form": form, "rows": rows, "unread": unread, "disclaimer": DISCLAIMER}
    return render(request, "guide/replay.html", content)
