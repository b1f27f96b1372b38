"""Following a referral, and choosing how often its news come."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from belvedere.contexts.referrals.actions.following import ask_to_follow, follow_at, pace_support, stop_following
from belvedere.contexts.referrals.forms.following import FollowForm, PaceForm
from belvedere.contexts.referrals.models import Referral
from belvedere.contexts.referrals.queries.following import follower_of
from belvedere.contexts.referrals.refusals import LinkExpired
from belvedere.contexts.referrals.views.deposit import form_methods
from belvedere.contexts.referrals.views.public import public_referral
from belvedere.contexts.referrals.views.support import support_named
from belvedere.platform.limits.actions import spend
from belvedere.platform.limits.client import client_key

BY_ADDRESS, REFILL_SECONDS = 20, 3600


def _decided(reference: str) -> Referral:
    """Return a referral that anyone may read, or 404."""
    found = public_referral(reference)
    if found.decided_at is None:
        raise Http404
    return found


@form_methods
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask for a mailbox; the same page is shown to all once sent."""
    referral, form, now = _decided(reference), FollowForm(request.POST or None), timezone.now()
    if not form.is_valid():
        content = {"form": form, "referral": referral}
        return render(request, "referrals/follow/form.html", content, status=422 if form.is_bound else 200)
    key = client_key(request)
    spend(bucket="referrals.follow", key=key, capacity=BY_ADDRESS, refill_seconds=REFILL_SECONDS, now=now)
    language = translation.get_language() or "fr"
    ask_to_follow(referral=referral, language=language, now=now, **form.cleaned_data)
    return redirect("referrals:follow_sent", reference)


@require_safe
def sent(request: HttpRequest, reference: str) -> HttpResponse:
    return render(request, "referrals/follow/sent.html", {"referral": _decided(reference)})


@never_cache
@form_methods
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm, change the pace, or stop, by the link of the mail."""
    follower = follower_of(token)
    if follower is None:
        raise LinkExpired(next_url=reverse("referrals:referrals"))
    referral = follower.referral
    if "stop" in request.POST:
        stop_following(follower=follower)
        messages.success(request, _("Vous ne suivez plus cette saisine ; votre adresse est effacée."))
        return redirect("referrals:referral", referral.reference)
    form = PaceForm(request.POST or None, initial={"pace": follower.pace})
    if not form.is_valid():
        content = {"form": form, "referral": referral, "follower": follower}
        return render(request, "referrals/follow/pace.html", content, status=422 if form.is_bound else 200)
    follow_at(follower=follower, pace=form.cleaned_data["pace"], now=timezone.now())
    messages.success(request, _("C’est noté : les nouvelles de cette saisine viendront à votre adresse."))
    return redirect("referrals:referral", referral.reference)


@never_cache
@form_methods
def pace(request: HttpRequest, token: str) -> HttpResponse:
    """Choose, as a supporter, how often the news come."""
    support = support_named(token)
    contact = getattr(support, "contact", None)
    if contact is None:
        raise LinkExpired(next_url=reverse("referrals:referrals"))
    form = PaceForm(request.POST or None, initial={"pace": contact.pace})
    if not form.is_valid():
        content = {"form": form, "referral": support.referral}
        return render(request, "referrals/follow/pace.html", content, status=422 if form.is_bound else 200)
    pace_support(support=support, pace=form.cleaned_data["pace"])
    messages.success(request, _("C’est noté : les nouvelles de cette saisine viendront à ce rythme."))
    return redirect("referrals:referral", support.referral.reference)
