"""Signing somebody's draft: read it, leave a mailbox, confirm from the mail, take it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from belvedere.contexts.referrals.actions import cosign as actions
from belvedere.contexts.referrals.forms import SupportForm
from belvedere.contexts.referrals.queries.cosign import cosignature_of, draft_of_invitation
from belvedere.contexts.referrals.queries.regulation import minimum_age_to_deposit, rules_in_force
from belvedere.contexts.referrals.refusals import DraftGone, LinkExpired
from belvedere.platform.accounts.request import Request
from belvedere.platform.limits.client import client_key
from belvedere.platform.territory.choice import chosen_commune


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: Request, token: str) -> HttpResponse:
    """Show the words to sign and ask for a mailbox; the same page is shown to all once sent."""
    now = timezone.now()
    draft = draft_of_invitation(token, now=now)
    if draft is None or draft.body is None:
        raise DraftGone(next_url=reverse("referrals:referrals"))
    mine, today = chosen_commune(request), timezone.localdate(now)
    form = SupportForm(
        request.POST or None,
        minimum_age_years=minimum_age_to_deposit(draft.body, on=today),
        residence=rules_in_force(draft.body, today).rules.admission.residence,
        territory=request.territory,
        initial={"commune": mine.slug if mine else None},
    )
    if not form.is_valid():
        content = {"form": form, "draft": draft}
        return render(request, "referrals/support/cosign.html", content, status=422 if form.is_bound else 200)
    actions.request_cosignature(
        draft=draft,
        commune=form.cleaned_data["commune"],
        email=form.cleaned_data["email"],
        language=translation.get_language() or "fr",
        now=now,
        caller=client_key(request),
    )
    return render(request, "referrals/support/cosign_sent.html", {"draft": draft})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the words and the buttons; POST signs, or takes the signature back."""
    found = cosignature_of(token)
    if found is None:
        raise LinkExpired(
            next_step=_("Le texte a pu être envoyé sans attendre : cherchez la saisine dans la liste, et soutenez-la."),
            next_url=reverse("referrals:referrals"),
        )
    if request.method == "POST" and request.POST.get("verb") == "retirer":
        actions.withdraw_cosignature(cosignature=found)
        messages.success(request, _("Votre signature est retirée et votre adresse est effacée."))
        return redirect("referrals:referrals")
    if request.method == "POST":
        actions.confirm_cosignature(cosignature=found, now=timezone.now())
        messages.success(request, _("Votre signature compte. Elle deviendra un soutien quand la saisine sera déposée."))
        return redirect("referrals:confirm_cosignature", token)
    return render(request, "referrals/support/confirm_cosign.html", {"row": found, "draft": found.draft})
