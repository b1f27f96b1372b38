"""The supports of a referral, for who answers for them: paper, removals, mergers, samples."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rules import has_perm

from belvedere.contexts.referrals import queries
from belvedere.contexts.referrals.actions import audit as audits
from belvedere.contexts.referrals.actions import counting, merger, paper, removal
from belvedere.contexts.referrals.exports.supports import SUPPORT_COLUMNS
from belvedere.contexts.referrals.forms.checking import AuditForm, MergerForm, RemovalForm, SheetForm
from belvedere.contexts.referrals.models import Referral
from belvedere.contexts.referrals.queries.audit import audit_under_way, checks_of, published_audits
from belvedere.contexts.referrals.queries.merger import carried_count, mergeable_alike, merger_of
from belvedere.contexts.referrals.queries.paper import batches_of, compared, lines_of
from belvedere.contexts.referrals.queries.removal import previewed, removals_of, resembling_count, support_rows
from belvedere.contexts.referrals.states.paper import CheckResult
from belvedere.contexts.referrals.words import CHECK_LABELS, LEVEL_LABELS
from belvedere.engines.rules.regulation import Level
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.exchange.tables import csv_response

agents_only = role_required(RoleKind.AGENT)


def _referral(request: Request, reference: str) -> Referral:
    """Return a referral whose supports this role answers for; for anyone else it does not exist."""
    found = queries.referral_by_reference(reference)
    if found is None or not has_perm("referrals.check_supports", request.role, found):
        raise Http404
    return found


@require_safe
@agents_only
def supports(request: Request, reference: str) -> HttpResponseBase:
    """Show the counts, and what was done to supports; ``?format=csv`` gives each, without anybody's mark."""
    referral = _referral(request, reference)
    if request.GET.get("format") == "csv":
        return csv_response(f"soutiens-{referral.reference}.csv", SUPPORT_COLUMNS, support_rows(referral))
    tally, held = queries.tally_of(referral), merger_of(referral)
    content = {
        "referral": referral,
        "tally": tally,
        "levels": [(LEVEL_LABELS[Level(level)], count) for level, count in sorted(tally.by_level.items())],
        "verified_at": queries.counts_verified_at(referral),
        "batches": batches_of(referral),
        "removals": removals_of(referral),
        "resembling": resembling_count(referral),
        "merger": held,
        "carried": carried_count(held) if held else 0,
        "audits": published_audits(referral),
        "audit": audit_under_way(referral),
    }
    return render(request, "referrals/checks/supports.html", content)


@require_POST
@agents_only
def recount(request: Request, reference: str) -> HttpResponse:
    """Recount now."""
    is_right = counting.verify_counts(referral=_referral(request, reference), now=timezone.now())
    said = (
        _("Le compte est juste.")
        if is_right
        else _("Le compte était faux : il est corrigé, et c’est dans le registre.")
    )
    messages.success(request, said)
    return redirect("referrals:supports", reference)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def sheet(request: Request, reference: str) -> HttpResponse:
    """Type a sheet, see what each line becomes, count it."""
    referral, form = _referral(request, reference), SheetForm(request.POST or None)
    lines = compared(referral, lines_of(referral, form.cleaned_data["lines"])) if form.is_valid() else []
    if lines and "count" in request.POST:
        by = role_in_action(request.role)
        batch = paper.count_sheet(
            referral=referral, sheet=form.cleaned_data["sheet"], lines=lines, by=by, now=timezone.now()
        )
        said = {"counted": batch.counted, "lines": batch.lines}
        words = ngettext(
            "Feuille comptée : %(counted)s soutien nouveau, sur les %(lines)s lignes lues.",
            "Feuille comptée : %(counted)s soutiens nouveaux, sur les %(lines)s lignes lues.",
            batch.counted,
        )
        messages.success(request, words % said)
        return redirect("referrals:supports", reference)
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(
        request, "referrals/checks/sheet.html", {"referral": referral, "form": form, "lines": lines}, status=status
    )


@require_POST
@agents_only
def undo_sheet(request: Request, reference: str, number: int) -> HttpResponse:
    """Take a sheet back."""
    referral, by = _referral(request, reference), role_in_action(request.role)
    paper.undo_sheet(referral=referral, number=number, by=by, now=timezone.now())
    messages.success(request, _("La feuille est annulée : ses soutiens ne comptent plus."))
    return redirect("referrals:supports", reference)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def remove(request: Request, reference: str) -> HttpResponse:
    """Preview what would be set aside, then set it aside."""
    referral, form = _referral(request, reference), RemovalForm(request.POST or None)
    is_valid = form.is_valid()
    if is_valid and "run" in request.POST:
        done = removal.remove_supports(
            referral=referral,
            conditions=form.conditions,
            reason=form.reason_chosen,
            by=role_in_action(request.role),
            now=timezone.now(),
        )
        messages.success(request, _("Soutiens écartés : %(n)s. Cela peut être annulé.") % {"n": done.count})
        return redirect("referrals:supports", reference)
    total = queries.tally_of(referral).total
    preview = previewed(referral, form.conditions, total=total) if is_valid else None
    content = {"referral": referral, "form": form, "preview": preview}
    return render(
        request, "referrals/checks/remove.html", content, status=422 if form.is_bound and not is_valid else 200
    )


@require_POST
@agents_only
def undo_removal(request: Request, reference: str, number: int) -> HttpResponse:
    """Count again what was set aside."""
    referral, by = _referral(request, reference), role_in_action(request.role)
    removal.undo_removal(referral=referral, number=number, by=by, now=timezone.now())
    messages.success(request, _("Les soutiens écartés comptent de nouveau."))
    return redirect("referrals:supports", reference)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def merge(request: Request, reference: str) -> HttpResponse:
    """Merge a referral into another."""
    referral = _referral(request, reference)
    form = MergerForm(request.POST or None, duplicate=referral, initial={"mother": request.GET.get("avec", "")})
    if form.is_valid():
        mother, by = form.cleaned_data["mother"], role_in_action(request.role)
        merger.merge_referral(duplicate=referral, mother=mother, by=by, now=timezone.now())
        messages.success(request, _("Regroupée. Chaque soutien est invité à se reporter, par courriel."))
        return redirect("referrals:supports", reference)
    content = {"referral": referral, "form": form, "alike": mergeable_alike(referral)}
    return render(request, "referrals/checks/merge.html", content, status=422 if form.is_bound else 200)


@require_POST
@agents_only
def unmerge(request: Request, reference: str) -> HttpResponse:
    """Undo a merger."""
    referral, by = _referral(request, reference), role_in_action(request.role)
    merger.unmerge_referral(duplicate=referral, by=by, now=timezone.now())
    messages.success(request, _("Le regroupement est annulé : la collecte reprend ici."))
    return redirect("referrals:supports", reference)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def audit(request: Request, reference: str) -> HttpResponse:
    """Draw a sample; note each check."""
    referral, by = _referral(request, reference), role_in_action(request.role)
    current = audit_under_way(referral)
    form = AuditForm(request.POST or None) if current is None else None
    if form is not None and form.is_valid():
        audits.draw_audit(referral=referral, by=by, now=timezone.now(), **form.cleaned_data)
        return redirect("referrals:audit", reference)
    content = {
        "referral": referral,
        "form": form,
        "audit": current,
        "checks": checks_of(current) if current else [],
        "results": CHECK_LABELS.items(),
    }
    is_wrong = form is not None and form.is_bound
    return render(request, "referrals/checks/audit.html", content, status=422 if is_wrong else 200)


@require_POST
@agents_only
def note_check(request: Request, reference: str, rank: int) -> HttpResponse:
    """Note what one check found."""
    referral, said = _referral(request, reference), request.POST.get("result", "")
    result = next((result for result in CHECK_LABELS if result == said), None)
    if result is None:
        raise Http404
    by = role_in_action(request.role)
    audits.note_check(referral=referral, rank=rank, result=CheckResult(result), by=by, now=timezone.now())
    return redirect("referrals:audit", reference)


@require_POST
@agents_only
def publish_audit(request: Request, reference: str) -> HttpResponse:
    """Publish the estimate."""
    referral, by = _referral(request, reference), role_in_action(request.role)
    audits.publish_audit(referral=referral, by=by, now=timezone.now())
    messages.success(request, _("La vérification est publiée sur la page de la saisine."))
    return redirect("referrals:supports", reference)
