"""Carrying one's support to the referral that another has joined, by the link of the mail."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from belvedere.contexts.referrals.actions.merger import carry_support
from belvedere.contexts.referrals.queries.merger import merger_of
from belvedere.contexts.referrals.refusals import LinkExpired
from belvedere.contexts.referrals.views.support import support_named


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def carry(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows both referrals; POST carries the support over, once."""
    found = support_named(token)
    merger = merger_of(found.referral)
    if merger is None:
        raise LinkExpired(next_url=reverse("referrals:referral", args=[found.referral.reference]))
    if request.method != "POST":
        return render(request, "referrals/support/carry.html", {"support": found, "merger": merger})
    carried = carry_support(support=found, now=timezone.now())
    said = _("Votre soutien est reporté. Merci.") if carried else _("Vous souteniez déjà cette saisine.")
    messages.success(request, said)
    return redirect("referrals:referral", merger.mother.reference)
