"""The desk of an indicator: its sheet, its target, the word on an alert."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from rules import has_perm

from belvedere.contexts.observatory.actions.alerts import answer_alert
from belvedere.contexts.observatory.actions.indicators import describe_indicator, set_target
from belvedere.contexts.observatory.forms.sheets import AlertForm, SheetForm, TargetForm
from belvedere.contexts.observatory.models import Indicator, Policy
from belvedere.contexts.observatory.queries import pictures, policies
from belvedere.contexts.observatory.queries.alerts import alerts, said_alert
from belvedere.contexts.observatory.queries.figures import wholes_of
from belvedere.contexts.observatory.queries.indicators import indicator_by_slug, targets_of
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.territory.models import Department
from belvedere.platform.territory.queries import departments_of

KEEPERS = (RoleKind.AGENT, RoleKind.DEPARTMENT)
EITHER = ["GET", "HEAD", "POST"]
UNPROCESSABLE = 422


def kept_indicator(request: Request, slug: str) -> Indicator:
    """Return an indicator that this role keeps."""
    found = indicator_by_slug(slug)
    if found is None:
        raise Http404
    if not has_perm("observatory.keep_figures", request.role, found):
        raise NotAllowed
    return found


def kept_policy(request: Request, slug: str) -> Policy:
    """Return a policy that this role keeps."""
    found = get_object_or_404(policies(), slug=slug)
    if not has_perm("observatory.keep_policy", request.role, found):
        raise NotAllowed
    return found


def _sheet_form(request: Request, policy: Policy, indicator: Indicator | None) -> SheetForm:
    is_agent = role_in_action(request.role).kind == RoleKind.AGENT
    return SheetForm(
        request.POST or None,
        indicator=indicator,
        objectives=[(row.number, row.wording) for row in policy.objectives.all()],
        departments=[(row.pk, row.name) for row in departments_of(policy.body)] if is_agent else [],
    )


def _written(request: Request, policy: Policy, form: SheetForm) -> Indicator:
    department = form.indicator.department if form.indicator else None
    if "department" in form.fields:
        chosen = form.cleaned_data["department"]
        department = Department.objects.get(pk=chosen) if chosen else None
    return describe_indicator(
        policy=policy,
        sheet=form.sheet,
        department=department,
        by=role_in_action(request.role),
        reason=form.cleaned_data.get("reason", ""),
        now=timezone.now(),
    )


@require_http_methods(EITHER)
@role_required(RoleKind.AGENT)
def describe(request: Request, slug: str) -> HttpResponse:
    """Describe a new indicator of a policy."""
    policy = kept_policy(request, slug)
    form = _sheet_form(request, policy, None)
    if request.method == "POST" and form.is_valid():
        made = _written(request, policy, form)
        messages.success(request, _("L’indicateur est décrit. Apportez maintenant ses chiffres."))
        return redirect("observatory:bring", made.slug)
    content = {"form": form, "policy": policy}
    return render(request, "observatory/sheet.html", content, status=UNPROCESSABLE if form.errors else 200)


@require_http_methods(EITHER)
@role_required(*KEEPERS)
def rewrite(request: Request, slug: str) -> HttpResponse:
    """Write the sheet of an indicator again; the former one stays readable."""
    indicator = kept_indicator(request, slug)
    form = _sheet_form(request, indicator.policy, indicator)
    if request.method == "POST" and form.is_valid():
        _written(request, indicator.policy, form)
        messages.success(request, _("La fiche est écrite ; la version d’avant reste lisible."))
        return redirect("observatory:indicator", slug)
    content = {"form": form, "policy": indicator.policy, "indicator": indicator}
    return render(request, "observatory/sheet.html", content, status=UNPROCESSABLE if form.errors else 200)


@require_http_methods(EITHER)
@role_required(*KEEPERS)
def target(request: Request, slug: str) -> HttpResponse:
    """Set a target or move it, before the chart of those that were set."""
    indicator = kept_indicator(request, slug)
    former = targets_of([indicator]).get(indicator.pk, [])
    form = TargetForm(request.POST or None, is_first=not former)
    if request.method == "POST" and form.is_valid():
        set_target(indicator=indicator, sheet=form.sheet, by=role_in_action(request.role), now=timezone.now())
        messages.success(request, _("La cible est fixée ; celles d’avant restent sur le graphique."))
        return redirect("observatory:indicator", slug)
    whole = wholes_of([indicator.pk], indicator.territory.siren).get(indicator.pk, [])
    content = {
        "form": form,
        "indicator": indicator,
        "targets": [(pictures.said_target(indicator, row), row) for row in former],
        "figure": pictures.series_figure(indicator, whole, former, key="serie"),
    }
    return render(request, "observatory/target.html", content, status=UNPROCESSABLE if form.errors else 200)


@require_http_methods(EITHER)
@role_required(*KEEPERS)
def alert(request: Request, pk: int) -> HttpResponse:
    """Say what is seen and done about a value beyond its threshold."""
    found = get_object_or_404(alerts(), pk=pk)
    indicator = kept_indicator(request, found.indicator.slug)
    form = AlertForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        word = form.cleaned_data["word"]
        answer_alert(alert_id=pk, word=word, by=role_in_action(request.role), now=timezone.now())
        messages.success(request, _("Votre réponse se lit sur la page de l’indicateur."))
        return redirect("observatory:indicator", indicator.slug)
    content = {"form": form, "indicator": indicator, "alert": found, "words": said_alert(found)}
    return render(request, "observatory/alert.html", content, status=UNPROCESSABLE if form.errors else 200)
