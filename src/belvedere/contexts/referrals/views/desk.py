"""The desk of admissibility."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from rules import has_perm

from belvedere.contexts.referrals import queries
from belvedere.contexts.referrals.actions import decide
from belvedere.contexts.referrals.actions.steps import end_step as end_step_action
from belvedere.contexts.referrals.forms import ForwardForm, RejectForm
from belvedere.contexts.referrals.forms.complement import ComplementForm
from belvedere.contexts.referrals.forms.regulation import OutcomeForm
from belvedere.contexts.referrals.models import Referral
from belvedere.contexts.referrals.queries.complement import complements_of
from belvedere.contexts.referrals.queries.steps import steps_of
from belvedere.contexts.referrals.rules import READERS
from belvedere.contexts.referrals.states import PUBLICATION, Publication, PublicationVerb, StepVerb
from belvedere.contexts.referrals.words import LETTERS
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.calendar import working_days_left

readers_only = role_required(*READERS)
agents_only = role_required(RoleKind.AGENT)


def held_referral(request: Request, reference: str) -> Referral:
    """Return a referral that this role's body holds; for anyone else it does not exist."""
    found = queries.referral_by_reference(reference)
    if found is None or not has_perm("referrals.read", request.role, found):
        raise Http404
    return found


@require_safe
@readers_only
def desk(request: Request) -> HttpResponse:
    """Show the referrals that the body holds, those to decide first by deadline."""
    role, today = role_in_action(request.role), timezone.localdate()
    rows = [
        (row, working_days_left(today=today, due_on=row.decision_due_on) if row.decision_due_on else None)
        for row in queries.referrals_open_to(role)[:200]
    ]
    content = {
        "body": role.body,
        "waiting": [row for row in rows if row[0].publication == Publication.RECEIVED],
        "suspended": [row for row in rows if row[0].publication == Publication.TO_COMPLETE],
        "decided": [row for row in rows if row[0].publication not in (Publication.RECEIVED, Publication.TO_COMPLETE)],
    }
    return render(request, "referrals/desk/desk.html", content)


def shown_on_the_desk(
    request: Request,
    referral: Referral,
    *,
    reject: Form | None = None,
    forward: Form | None = None,
    complement: Form | None = None,
) -> HttpResponse:
    """Show a referral with what may be decided; with a form that was not understood, as 422."""
    today = timezone.localdate()
    awaited = referral.decision_due_on if referral.publication == Publication.RECEIVED else None
    content = {
        "referral": referral,
        "competent": queries.competent_bodies(referral.policy_id, on=today),
        "days_left": working_days_left(today=today, due_on=awaited) if awaited else None,
        "may_decide": awaited is not None and has_perm("referrals.declarer_recevable", request.role, referral),
        "may_reject": (Publication(referral.publication), PublicationVerb.REJECT) in PUBLICATION
        and has_perm("referrals.declarer_irrecevable", request.role, referral),
        "complement": complement or ComplementForm(),
        "complements": complements_of(referral),
        "reject": reject or RejectForm(),
        "forward": forward or ForwardForm(holder=referral.body),
        "letters": LETTERS.values(),
        "steps": steps_of(referral, on=today),
        "may_end": has_perm("referrals.end_step", request.role, referral),
    }
    status = 422 if reject or forward or complement else 200
    return render(request, "referrals/desk/referral.html", content, status=status)


@require_safe
@readers_only
def desk_referral(request: Request, reference: str) -> HttpResponse:
    return shown_on_the_desk(request, held_referral(request, reference))


@require_POST
@agents_only
def admit(request: Request, reference: str) -> HttpResponse:
    referral = decide.admit_referral(
        referral=held_referral(request, reference), by=role_in_action(request.role), now=timezone.now()
    )
    messages.success(request, _("Recevable : la collecte de soutiens est ouverte. La personne est prévenue."))
    return redirect("referrals:desk_referral", referral.reference)


@require_POST
@agents_only
def reject(request: Request, reference: str) -> HttpResponse:
    referral, form = held_referral(request, reference), RejectForm(request.POST)
    if not form.is_valid():
        return shown_on_the_desk(request, referral, reject=form)
    decide.reject_referral(referral=referral, by=role_in_action(request.role), now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Irrecevable : la personne reçoit le motif et la porte suivante."))
    return redirect("referrals:desk_referral", referral.reference)


@require_POST
@agents_only
def forward(request: Request, reference: str) -> HttpResponse:
    referral = held_referral(request, reference)
    form = ForwardForm(request.POST, holder=referral.body)
    if not form.is_valid():
        return shown_on_the_desk(request, referral, forward=form)
    decide.forward_referral(
        referral=referral, to=form.cleaned_data["to"], by=role_in_action(request.role), now=timezone.now()
    )
    messages.success(
        request, _("Transmise à %(body)s. La personne est prévenue.") % {"body": form.cleaned_data["to"].name}
    )
    return redirect("referrals:desk")


@require_POST
@agents_only
def end_step(request: Request, reference: str, code: str) -> HttpResponse:
    """Say what was done of what a step opened, or why it is declined."""
    referral, form = held_referral(request, reference), OutcomeForm(request.POST)
    verb = next((verb for verb in (StepVerb.FINISH, StepVerb.DECLINE) if verb == request.POST.get("verb")), None)
    if verb is None:
        raise Http404
    form.is_valid()
    outcome, by = form.cleaned_data.get("outcome", ""), role_in_action(request.role)
    end_step_action(referral=referral, code=code, verb=verb, outcome=outcome, by=by, now=timezone.now())
    messages.success(request, _("C’est écrit sur la page de la saisine."))
    return redirect("referrals:desk_referral", referral.reference)
