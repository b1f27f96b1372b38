"""Asking for a complement, and giving it by the link of the mail."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from belvedere.contexts.referrals.actions.complement import ask_complement, give_complement
from belvedere.contexts.referrals.forms.complement import ComplementAnswerForm, ComplementForm
from belvedere.contexts.referrals.queries.complement import awaited_complement
from belvedere.contexts.referrals.refusals import ComplementNotAwaited, WrongLink
from belvedere.contexts.referrals.views.desk import agents_only, held_referral, shown_on_the_desk
from belvedere.contexts.referrals.views.support import support_named
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request


@require_POST
@agents_only
def ask(request: Request, reference: str) -> HttpResponse:
    """Suspend the clock until the depositor answers."""
    referral, form = held_referral(request, reference), ComplementForm(request.POST)
    if not form.is_valid():
        return shown_on_the_desk(request, referral, complement=form)
    question, by = form.cleaned_data["question"], role_in_action(request.role)
    ask_complement(referral=referral, question=question, by=by, now=timezone.now())
    messages.success(request, _("La question est envoyée. Le délai est suspendu jusqu’à la réponse."))
    return redirect("referrals:desk_referral", referral.reference)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows what is asked; POST records the answer, once."""
    support, page = support_named(token), reverse("referrals:referrals")
    if not support.is_depositor:
        raise WrongLink(next_url=page)
    complement = awaited_complement(support.referral)
    if complement is None:
        raise ComplementNotAwaited(next_url=page)
    form = ComplementAnswerForm(request.POST or None)
    if not form.is_valid():
        content = {"form": form, "complement": complement, "referral": support.referral}
        return render(request, "referrals/support/complement.html", content, status=422 if form.is_bound else 200)
    give_complement(support=support, answer=form.cleaned_data["answer"], now=timezone.now())
    messages.success(request, _("Votre réponse est reçue. Le délai court de nouveau."))
    return redirect("referrals:referral", support.referral.reference)
