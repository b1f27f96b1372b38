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
from belvedere.contexts.referrals.actions import hold as holds
from belvedere.contexts.referrals.actions.criteria import check_criteria
from belvedere.contexts.referrals.actions.steps import end_step as end_step_action
from belvedere.contexts.referrals.forms import ForwardForm, RejectForm
from belvedere.contexts.referrals.forms.complement import ComplementForm
from belvedere.contexts.referrals.forms.desk import AppealAnswerForm, CriteriaForm
from belvedere.contexts.referrals.forms.regulation import OutcomeForm
from belvedere.contexts.referrals.models import Referral
from belvedere.contexts.referrals.queries.alike import said_before
from belvedere.contexts.referrals.queries.attachment import attachments_of
from belvedere.contexts.referrals.queries.complement import complements_of
from belvedere.contexts.referrals.queries.desk import (
    appeals_of,
    appeals_to_judge,
    awaited_appeal,
    findings_of,
    held_by,
    hold_of,
    holds_of,
    suggested_reason,
    transfers_from,
    transfers_of,
)
from belvedere.contexts.referrals.queries.moderation import text_to_read
from belvedere.contexts.referrals.queries.steps import steps_of
from belvedere.contexts.referrals.rules import READERS
from belvedere.contexts.referrals.states import PUBLICATION, Publication, PublicationVerb, StepVerb
from belvedere.contexts.referrals.states.desk import Criterion
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
    found, now = queries.referrals_open_to(role), timezone.now()
    working = holds_of(found, now=now)
    rows = [
        (
            row,
            working_days_left(today=today, due_on=row.decision_due_on) if row.decision_due_on else None,
            held_by(working[row.pk]) if row.pk in working else "",
        )
        for row in found
    ]
    content = {
        "body": role.body,
        "appeals": appeals_to_judge(role.body),
        "sent": transfers_from(role.body, most=20),
        "may_act": role.kind == RoleKind.AGENT,
        "bulk_reject": RejectForm(prefix="refus"),
        "bulk_forward": ForwardForm(holder=role.body, prefix="envoi"),
        "waiting": [row for row in rows if row[0].publication == Publication.RECEIVED],
        "suspended": [row for row in rows if row[0].publication == Publication.TO_COMPLETE],
        "decided": [row for row in rows if row[0].publication not in queries.UNDECIDED],
    }
    return render(request, "referrals/desk/desk.html", content)


def shown_on_the_desk(
    request: Request,
    referral: Referral,
    *,
    reject: Form | None = None,
    forward: Form | None = None,
    complement: Form | None = None,
    criteria: Form | None = None,
    appeal: Form | None = None,
) -> HttpResponse:
    """Show a referral with what may be decided; with a form that was not understood, as 422."""
    today = timezone.localdate()
    findings, now = findings_of(referral), timezone.now()
    personal_data = text_to_read(referral).kinds
    hold = hold_of(referral, now=now)
    awaited = referral.decision_due_on if referral.publication == Publication.RECEIVED else None
    content = {
        "referral": referral,
        "competent": queries.competent_bodies(referral.policy, on=today, commune=referral.commune),
        "days_left": working_days_left(today=today, due_on=awaited) if awaited else None,
        "may_decide": awaited is not None and has_perm("referrals.declarer_recevable", request.role, referral),
        "may_reject": (Publication(referral.publication), PublicationVerb.REJECT) in PUBLICATION
        and has_perm("referrals.declarer_irrecevable", request.role, referral),
        "criteria": criteria or CriteriaForm(findings=findings, seen=personal_data),
        "hold": hold,
        "held_by": held_by(hold) if hold else "",
        "is_mine": hold is not None and hold.role_id == role_in_action(request.role).pk,
        "may_hold": has_perm("referrals.hold", request.role, referral),
        "personal_data": personal_data,
        "transfers": transfers_of(referral),
        "documents": attachments_of(referral),
        "appeals": appeals_of(referral),
        "awaited_appeal": awaited_appeal(referral),
        "may_judge_appeal": has_perm("referrals.judge_appeal", request.role, referral),
        "appeal": appeal or AppealAnswerForm(),
        "next": queries.next_to_decide(referral),
        "complement": complement or ComplementForm(),
        "complements": complements_of(referral),
        "reject": reject or RejectForm(initial={"reason": suggested_reason(findings)}),
        "forward": forward or ForwardForm(holder=referral.body),
        "alike": said_before(referral.title, besides=referral.reference) if awaited else [],
        "letters": LETTERS.values(),
        "steps": steps_of(referral, on=today),
        "may_end": has_perm("referrals.end_step", request.role, referral),
    }
    status = 422 if any((reject, forward, complement, criteria, appeal)) else 200
    return render(request, "referrals/desk/referral.html", content, status=status)


@require_safe
@readers_only
def desk_referral(request: Request, reference: str) -> HttpResponse:
    return shown_on_the_desk(request, held_referral(request, reference))


@require_POST
@agents_only
def admit(request: Request, reference: str) -> HttpResponse:
    referral = held_referral(request, reference)
    form = CriteriaForm(request.POST, findings={})
    if not form.is_valid():
        return shown_on_the_desk(request, referral, criteria=form)
    by, now = role_in_action(request.role), timezone.now()
    if request.POST.get("verb") == "noter" or form.met != frozenset(Criterion):
        return _noted(request, referral, form)
    decide.admit_referral(referral=referral, criteria=form.met, by=by, now=now)
    messages.success(request, _("Recevable : la collecte de soutiens est ouverte. La personne est prévenue."))
    return redirect("referrals:desk_referral", referral.reference)


def _noted(request: Request, referral: Referral, form: CriteriaForm) -> HttpResponse:
    """Keep what was found of the criteria; when it was meant to admit, say what still stops it."""
    check_criteria(referral=referral, findings=form.findings, by=role_in_action(request.role), now=timezone.now())
    if request.POST.get("verb") == "noter":
        messages.success(request, _("C’est noté. Rien n’est encore décidé."))
        return redirect("referrals:desk_referral", referral.reference)
    for criterion in Criterion:
        if criterion not in form.met:
            form.add_error(criterion.value, _("Ce critère doit être rempli pour que la saisine soit recevable."))
    return shown_on_the_desk(request, referral, criteria=form)


@require_POST
@agents_only
def hold(request: Request, reference: str) -> HttpResponse:
    """Work on a referral alone, take it over, or let it go."""
    referral, by, now = held_referral(request, reference), role_in_action(request.role), timezone.now()
    match request.POST.get("verb"):
        case "prendre":
            holds.hold_referral(referral=referral, by=by, now=now)
            messages.success(request, _("Vous vous en occupez, pour vingt minutes."))
        case "reprendre":
            holds.take_over_referral(referral=referral, by=by, now=now)
            messages.success(request, _("Vous vous en occupez, à la place de votre collègue."))
        case "laisser":
            holds.release_referral(referral=referral, by=by)
            messages.success(request, _("Un autre peut s’en occuper."))
        case _:
            raise Http404
    return redirect("referrals:desk_referral", referral.reference)


@require_POST
@agents_only
def reject(request: Request, reference: str) -> HttpResponse:
    referral, form = held_referral(request, reference), RejectForm(request.POST)
    if not form.is_valid():
        return shown_on_the_desk(request, referral, reject=form)
    decide.reject_referral(referral=referral, by=role_in_action(request.role), now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Irrecevable : la personne reçoit le motif et la porte suivante."))
    return redirect("referrals:desk_referral", referral.reference)


@require_POST
@agents_only
def forward(request: Request, reference: str) -> HttpResponse:
    referral = held_referral(request, reference)
    form = ForwardForm(request.POST, holder=referral.body)
    if not form.is_valid():
        return shown_on_the_desk(request, referral, forward=form)
    decide.forward_referral(referral=referral, by=role_in_action(request.role), now=timezone.now(), **form.cleaned_data)
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
