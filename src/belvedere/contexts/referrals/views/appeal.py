"""Contesting a refusal by the depositor's link, and judging it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from belvedere.contexts.referrals.actions.appeal import appeal_refusal, decide_appeal
from belvedere.contexts.referrals.forms.desk import AppealAnswerForm, AppealForm
from belvedere.contexts.referrals.queries.desk import last_day_of_appeal, may_appeal
from belvedere.contexts.referrals.refusals import AppealNotOpen, WrongLink
from belvedere.contexts.referrals.rules import READERS
from belvedere.contexts.referrals.states.desk import AppealVerb
from belvedere.contexts.referrals.views.desk import held_referral, shown_on_the_desk
from belvedere.contexts.referrals.views.support import support_named
from belvedere.contexts.referrals.words import letter_of
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the refusal and a field; POST asks that it be looked at again."""
    found = support_named(token)
    if not found.is_depositor:
        raise WrongLink
    referral, form = found.referral, AppealForm(request.POST or None)
    if form.is_valid():
        appeal_refusal(support=found, words=form.cleaned_data["words"], now=timezone.now())
        messages.success(
            request, _("Votre recours est déposé. Une autre personne que celle qui a refusé vous répondra.")
        )
        return redirect("referrals:referral", referral.reference)
    if not may_appeal(referral, on=timezone.localdate()):
        raise AppealNotOpen
    content = {
        "form": form,
        "referral": referral,
        "letter": letter_of(referral.rejection_reason),
        "last_day": last_day_of_appeal(referral),
    }
    return render(request, "referrals/support/appeal.html", content, status=422 if form.is_bound else 200)


@require_POST
@role_required(*READERS)
def judge(request: Request, reference: str) -> HttpResponse:
    """Answer an appeal."""
    referral, form = held_referral(request, reference), AppealAnswerForm(request.POST)
    verb = next((verb for verb in AppealVerb if verb == request.POST.get("verb")), None)
    if verb is None:
        raise Http404
    if not form.is_valid():
        return shown_on_the_desk(request, referral, appeal=form)
    by, now = role_in_action(request.role), timezone.now()
    decide_appeal(referral=referral, verb=verb, answer=form.cleaned_data["answer"], by=by, now=now)
    messages.success(request, _("La personne reçoit votre réponse."))
    return redirect("referrals:desk_referral", referral.reference)
