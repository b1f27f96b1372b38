"""Being known more surely, from the page that only the supporter's links open."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from belvedere.contexts.referrals.actions.proof import ask_phone_code, confirm_phone_code
from belvedere.contexts.referrals.forms.proof import CodeForm, PhoneForm
from belvedere.contexts.referrals.models import Support
from belvedere.contexts.referrals.queries.proof import may_prove_by_phone
from belvedere.contexts.referrals.views.deposit import form_methods
from belvedere.contexts.referrals.views.support import support_named
from belvedere.platform.limits.actions import spend
from belvedere.platform.limits.client import client_key

CODES, CODES_REFILL_SECONDS = 3, 3600
CODES_BY_ADDRESS, ADDRESS_REFILL_SECONDS = 20, 3600


def _provable(token: str) -> Support:
    """Return the support of a link that a telephone can still confirm, or 404."""
    found = support_named(token)
    if not may_prove_by_phone(found):
        raise Http404
    return found


@never_cache
@form_methods
def phone(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for a telephone, and send it a code."""
    found = _provable(token)
    form = PhoneForm(request.POST or None)
    content = {"form": form, "referral": found.referral, "token": token}
    if not form.is_valid():
        return render(request, "referrals/support/phone.html", content, status=422 if form.is_bound else 200)
    now, number = timezone.now(), form.cleaned_data["phone"]
    limits = (("phone", number, CODES), ("phone-support", str(found.uuid), CODES))
    for bucket, key, capacity in limits:
        spend(bucket=f"referrals.{bucket}", key=key, capacity=capacity, refill_seconds=CODES_REFILL_SECONDS, now=now)
    spend(
        bucket="referrals.phone-address",
        key=client_key(request),
        capacity=CODES_BY_ADDRESS,
        refill_seconds=ADDRESS_REFILL_SECONDS,
        now=now,
    )
    ask_phone_code(support=found, number=number, language=translation.get_language() or "fr", now=now)
    return redirect("referrals:phone_code", token)


@never_cache
@form_methods
def phone_code(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the code, and count the support at its new level."""
    found = _provable(token)
    form = CodeForm(request.POST or None)
    content = {"form": form, "referral": found.referral, "token": token}
    if form.is_valid():
        if confirm_phone_code(support=found, code=form.cleaned_data["code"], now=timezone.now()):
            messages.success(request, _("Votre soutien compte maintenant avec un téléphone confirmé. Merci."))
            return redirect("referrals:receipt", token)
        form.add_error("code", _("Ce n’est pas ce code. Vérifiez les six chiffres du dernier message reçu."))
    return render(request, "referrals/support/phone_code.html", content, status=422 if form.is_bound else 200)
