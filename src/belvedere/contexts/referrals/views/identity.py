"""Being known by FranceConnect: leaving for it by a button, coming back, then leaving its session."""

from csp.decorators import csp_update
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from belvedere.contexts.referrals.actions.proof import prove_identity
from belvedere.contexts.referrals.queries.proof import may_prove_by_franceconnect
from belvedere.contexts.referrals.views.deposit import form_methods
from belvedere.contexts.referrals.views.support import support_named
from belvedere.platform.franceconnect.client import begin, is_offered, origin, returned
from belvedere.platform.limits.actions import spend
from belvedere.platform.limits.client import client_key

BY_ADDRESS, REFILL_SECONDS = 20, 3600
RECEIPT = "referrals.receipt_shown"


@never_cache
@form_methods
def franceconnect(request: HttpRequest, token: str) -> HttpResponseBase:
    """GET says what FranceConnect will tell; POST goes there."""
    found = support_named(token)
    if not may_prove_by_franceconnect(found):
        raise Http404
    if request.method == "POST":
        key, now = client_key(request), timezone.now()
        spend(bucket="referrals.franceconnect", key=key, capacity=BY_ADDRESS, refill_seconds=REFILL_SECONDS, now=now)
        return begin(request, back=reverse("referrals:franceconnect_return"), said=token)

    def page(asked: HttpRequest) -> HttpResponse:
        content = {"referral": found.referral, "token": token}
        return render(asked, "referrals/support/franceconnect.html", content)

    # Browsers hold the redirection of a form to the same rule as the form.
    return csp_update({"form-action": [origin()]})(page)(request)


@never_cache
@require_GET
def franceconnect_return(request: HttpRequest) -> HttpResponse:
    """Count the support at its new level, then end the session at FranceConnect, as it asks of every site."""
    if not is_offered():
        raise Http404
    identity = returned(request, left=reverse("referrals:franceconnect_left"))
    receipt = reverse("referrals:receipt", args=[identity.said])
    if not identity.subject:
        messages.info(request, _("Vous avez renoncé à FranceConnect. Votre soutien n’a pas changé."))
        return redirect(receipt)
    prove_identity(support=support_named(identity.said), subject=identity.subject, now=timezone.now())
    messages.success(request, _("Votre soutien compte maintenant avec une identité confirmée. Merci."))
    request.session[RECEIPT] = receipt
    return redirect(identity.leave_url or receipt)


@never_cache
@require_GET
def franceconnect_left(request: HttpRequest) -> HttpResponse:
    """Bring back to the receipt who has left FranceConnect."""
    return redirect(request.session.pop(RECEIPT, reverse("referrals:referrals")))
