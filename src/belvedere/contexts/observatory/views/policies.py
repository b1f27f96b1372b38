"""The desk of a policy: its budget, its evaluations, the indicators that measure it."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from belvedere.contexts.observatory.actions import policies as actions
from belvedere.contexts.observatory.forms.policies import BudgetLineForm, EvaluationForm
from belvedere.contexts.observatory.queries.indicators import indicators
from belvedere.contexts.observatory.views.sheets import EITHER, UNPROCESSABLE, kept_policy
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.accounts.states import RoleKind


@require_http_methods(EITHER)
@role_required(RoleKind.AGENT)
def keep(request: Request, slug: str) -> HttpResponse:
    """Keep what a policy costs and how it was evaluated."""
    policy = kept_policy(request, slug)
    asked = request.POST.get("do", "") if request.method == "POST" else ""
    if asked in {"remove_line", "remove_evaluation"}:
        return _removed(request, slug, asked)
    budget = BudgetLineForm(request.POST if asked == "budget" else None, auto_id="budget-%s")
    evaluation = EvaluationForm(request.POST if asked == "evaluation" else None, auto_id="evaluation-%s")
    form: Form = evaluation if asked == "evaluation" else budget
    if asked and form.is_valid():
        return _written(request, slug, budget if asked == "budget" else evaluation)
    content = {
        "policy": policy,
        "budget": policy.budget_lines.all(),
        "evaluations": policy.evaluations.all(),
        "budget_form": budget,
        "evaluation_form": evaluation,
        "indicators": indicators().filter(policy=policy),
    }
    return render(request, "observatory/keep_policy.html", content, status=UNPROCESSABLE if form.errors else 200)


def _written(request: Request, slug: str, form: BudgetLineForm | EvaluationForm) -> HttpResponse:
    by, now = role_in_action(request.role), timezone.now()
    if isinstance(form, BudgetLineForm):
        actions.write_budget_line(policy_slug=slug, sheet=form.sheet, by=by, now=now)
    else:
        actions.write_evaluation(policy_slug=slug, sheet=form.sheet, by=by, now=now)
    messages.success(request, _("C’est écrit, et public sur la page de la politique."))
    return redirect("observatory:keep_policy", slug)


def _removed(request: Request, slug: str, asked: str) -> HttpResponse:
    by, now, number = role_in_action(request.role), timezone.now(), request.POST.get("id", "")
    pk = int(number) if number.isdecimal() and len(number) < 19 else 0  # noqa: PLR2004 -- what a key holds
    if asked == "remove_line":
        actions.remove_budget_line(policy_slug=slug, line_id=pk, by=by, now=now)
    else:
        actions.remove_evaluation(policy_slug=slug, evaluation_id=pk, by=by, now=now)
    messages.success(request, _("C’est retiré ; le journal garde qu’il y a eu un changement."))
    return redirect("observatory:keep_policy", slug)
