"""The counter of a referral on another site: a page to frame, an image; neither cookie nor script."""

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from belvedere.contexts.referrals.models import Referral
from belvedere.contexts.referrals.queries import public_title
from belvedere.contexts.referrals.queries.page import counter_of
from belvedere.contexts.referrals.views.public import public_referral

SECONDS_KEPT = 60
shared = cache_control(public=True, max_age=SECONDS_KEPT)


def _gathered(reference: str) -> Referral:
    """Return a referral that gathers supports, or did; 404 for another."""
    found = public_referral(reference)
    if found.rules is None:
        raise Http404
    return found


@require_safe
def how(request: HttpRequest, reference: str) -> HttpResponse:
    """Give what to paste in another site."""
    found = _gathered(reference)
    names = {"page": "referral", "counter": "counter", "counter_image": "counter_image"}
    addresses = {
        key: settings.PUBLIC_URL + reverse(f"referrals:{name}", args=[reference]) for key, name in names.items()
    }
    addresses["data"] = settings.PUBLIC_URL + reverse("api-1:get_counts", args=[reference])
    return render(request, "referrals/counter/how.html", {"referral": found, "title": public_title(found), **addresses})


@shared
@xframe_options_exempt
@require_safe
def frame(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Show the counter alone, in whatever page frames it."""
    found = _gathered(reference)
    content = {
        "referral": found,
        "counter": counter_of(found, today=timezone.localdate()),
        "link": settings.PUBLIC_URL + reverse("referrals:referral", args=[reference]),
    }

    def page(asked: HttpRequest) -> HttpResponse:
        return render(asked, "referrals/counter/frame.html", content)

    return csp_replace({"frame-ancestors": ["*"]})(page)(request)


@shared
@require_safe
def image(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the counter as an image."""
    counter = counter_of(_gathered(reference), today=timezone.localdate())
    return render(request, "referrals/counter/counter.svg", {"counter": counter}, content_type="image/svg+xml")
