"""Supporting, confirming, withdrawing: a link opens a page whose button acts, for mail scanners follow links."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from belvedere.contexts.referrals import queries
from belvedere.contexts.referrals.actions.deposit import confirm_deposit as confirm_deposit_action
from belvedere.contexts.referrals.actions.support import confirm_support as confirm_support_action
from belvedere.contexts.referrals.actions.support import refuse_if_closed, request_support
from belvedere.contexts.referrals.actions.support import withdraw_support as withdraw_support_action
from belvedere.contexts.referrals.forms import SupportForm
from belvedere.contexts.referrals.models import Support
from belvedere.contexts.referrals.queries.regulation import minimum_age_of, residence_asked_by
from belvedere.contexts.referrals.refusals import LinkExpired, WrongLink
from belvedere.contexts.referrals.views.deposit import form_methods
from belvedere.contexts.referrals.views.public import public_referral
from belvedere.platform.accounts.request import Request
from belvedere.platform.limits.client import client_key
from belvedere.platform.territory.choice import chosen_commune


@form_methods
def support(request: Request, reference: str) -> HttpResponse:
    """Ask for a mailbox and a commune; the same page is shown to all once sent."""
    referral = queries.gathering_referral(request.territory, reference)
    if referral is None:
        raise Http404
    now = timezone.now()
    refuse_if_closed(referral, now)
    age = minimum_age_of(referral, on=timezone.localdate(now))
    mine = chosen_commune(request)
    form = SupportForm(
        request.POST or None,
        minimum_age_years=age,
        residence=residence_asked_by(referral),
        territory=request.territory,
        initial={"commune": mine.slug if mine else None},
    )
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "referrals/support/form.html", {"form": form, "referral": referral}, status=status)
    request_support(
        referral=referral,
        commune=form.cleaned_data["commune"],
        email=form.cleaned_data["email"],
        language=translation.get_language() or "fr",
        now=now,
        caller=client_key(request),
    )
    return redirect("referrals:support_sent", reference)


@require_safe
def support_sent(request: HttpRequest, reference: str) -> HttpResponse:
    return render(request, "referrals/support/sent.html", {"referral": public_referral(reference)})


@require_safe
def deposit_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "referrals/deposit/envoyee.html")


def support_named(token: str) -> Support:
    """Return the support that a link names; a forged or spent one is refused."""
    found = queries.support_of(token)
    if found is None:
        raise LinkExpired(next_url=reverse("referrals:referrals"))
    return found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_deposit(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the button; POST confirms the deposit."""
    found = support_named(token)
    if not found.is_depositor:
        raise WrongLink(next_url=reverse("referrals:referrals"))
    if request.method != "POST":
        return render(request, "referrals/support/confirm_deposit.html", {"support": found, "referral": found.referral})
    referral = confirm_deposit_action(support=found, now=timezone.now())
    messages.success(
        request, _("Votre saisine est déposée. Elle porte le numéro %(reference)s.") % {"reference": referral.reference}
    )
    return redirect("referrals:referral", referral.reference)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_support(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the button; POST counts the support, once."""
    found = support_named(token)
    if found.is_depositor:
        raise WrongLink(next_url=reverse("referrals:referrals"))
    if request.method != "POST":
        return render(
            request, "referrals/support/confirm.html", {"support": found, "referral": found.referral, "token": token}
        )
    confirmed = confirm_support_action(support=found, now=timezone.now())
    messages.success(
        request, _("Votre soutien est compté. Merci. Le lien du courriel reste bon : il donne votre reçu.")
    )
    return redirect("referrals:referral", confirmed.referral.reference)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_support(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the button; POST takes the support back."""
    found = support_named(token)
    if request.method != "POST":
        return render(request, "referrals/support/withdraw.html", {"support": found, "referral": found.referral})
    reference = found.referral.reference
    withdraw_support_action(support=found, now=timezone.now())
    messages.success(request, _("Votre soutien est retiré et votre adresse est effacée."))
    return redirect("referrals:referral", reference)
