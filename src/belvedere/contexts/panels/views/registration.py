"""What anyone reads of a recruitment, and signing up with the code of a letter."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belvedere.contexts.panels.actions.candidates import erase_candidate, sign_up
from belvedere.contexts.panels.actions.invitations import decline_invitation
from belvedere.contexts.panels.exports.campaign import QUOTA_COLUMNS
from belvedere.contexts.panels.forms.registration import CodeForm, RegistrationForm
from belvedere.contexts.panels.models import Invitation
from belvedere.contexts.panels.queries.campaign import figures_of, public_campaigns
from belvedere.contexts.panels.queries.pool import PoolRow, published_by_commune
from belvedere.contexts.panels.queries.quotas import asked_categories, quota_tables
from belvedere.contexts.panels.queries.register import invitation_by_code, typed_code
from belvedere.contexts.panels.refusals.campaign import RegistrationClosed, UnknownCode
from belvedere.contexts.panels.states.campaign import CampaignState, CampaignVerb, may
from belvedere.contexts.panels.words import PUBLIC_SENTENCES, STATE_LABELS
from belvedere.platform.exchange.tables import table_response
from belvedere.platform.limits.actions import spend
from belvedere.platform.limits.client import client_key
from belvedere.platform.territory.maps import commune_map

# A code has 50 bits: a household may mistype it, a robot may not look for one.
TRIES_BY_HOUR, HOUR_SECONDS = 30, 3600


@require_safe
def campaign(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The public record of a recruitment: its purpose, its quotas, where it stands, numbers without anyone in them."""
    found = public_campaigns().filter(reference=reference).first()
    if found is None:
        raise Http404
    tables = quota_tables(found)
    rows = [PoolRow(row.target, 0) for table in tables for row in table.rows]
    download = table_response(request.GET.get("format", ""), f"recrutement-{reference}", QUOTA_COLUMNS, rows)
    if download is not None:
        return download
    state = CampaignState(found.state)
    content = {
        "campaign": found,
        "label": STATE_LABELS[state],
        "sentence": PUBLIC_SENTENCES[state],
        "tables": tables,
        "figures": figures_of(found),
        "map": commune_map(published_by_commune(found)),
    }
    return render(request, "panels/campaign/public.html", content)


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a letter."""
    form = CodeForm(request.POST or None)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        return render(request, "panels/registration/code.html", {"form": form}, status=status)
    return redirect("panels:sign_up", typed_code(form.cleaned_data["code"]) or "-")


def _invitation(request: HttpRequest, text: str) -> Invitation:
    """Return the letter of a code; looking for one is counted."""
    found = invitation_by_code(text)
    if found is None:
        spend(
            bucket="panels.codes",
            key=client_key(request),
            capacity=TRIES_BY_HOUR,
            refill_seconds=HOUR_SECONDS,
            now=timezone.now(),
        )
        raise UnknownCode(next_url="/panel/inscription/")
    return found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up_page(request: HttpRequest, text: str) -> HttpResponse:
    """The questions, how to be reached, consent; once signed up, the same address says so."""
    invitation = _invitation(request, text)
    campaign = invitation.campaign
    if hasattr(invitation, "candidate"):
        return render(request, "panels/registration/registered.html", {"invitation": invitation, "code": text})
    is_late = campaign.responses_until is not None and timezone.localdate() > campaign.responses_until
    if not may(campaign.state, CampaignVerb.REGISTER) or is_late:
        raise RegistrationClosed(next_url=_public_url(invitation))
    form = RegistrationForm(
        request.POST or None,
        campaign=campaign,
        questions=asked_categories(campaign),
        initial={"commune": invitation.commune.slug},
    )
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        content = {"form": form, "campaign": campaign, "invitation": invitation, "code": text}
        return render(request, "panels/registration/form.html", content, status=status)
    language = translation.get_language() or "fr"
    sign_up(code=text, registration=form.registration_in(language), now=timezone.now())
    return redirect("panels:sign_up", text)


def _public_url(invitation: Invitation) -> str:
    known = public_campaigns().filter(pk=invitation.campaign_id).exists()
    return f"/panel/recrutements/{invitation.campaign.reference}/" if known else ""


@never_cache
@require_POST
def decline(request: HttpRequest, text: str) -> HttpResponse:
    """Say no: no reminder will be sent."""
    invitation = _invitation(request, text)
    decline_invitation(invitation=invitation, now=timezone.now())
    return render(request, "panels/registration/declined.html", {"invitation": invitation})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, text: str) -> HttpResponse:
    """Take one's registration back: a page asks, its button erases everything."""
    invitation = _invitation(request, text)
    candidate = getattr(invitation, "candidate", None)
    if candidate is None:
        return redirect("panels:sign_up", text)
    if request.method != "POST":
        return render(request, "panels/registration/leave.html", {"invitation": invitation, "code": text})
    erase_candidate(candidate=candidate, by=None, now=timezone.now())
    return render(request, "panels/registration/left.html", {"invitation": invitation})
