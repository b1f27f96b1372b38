"""The places of a panel: who confirms, who gives up, who comes."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from belvedere.contexts.panels.actions import seat as actions
from belvedere.contexts.panels.queries import draw as queries
from belvedere.contexts.panels.states.campaign import CampaignState
from belvedere.contexts.panels.states.seat import SITTING, SeatState, SeatVerb
from belvedere.contexts.panels.views.access import own_campaign, recruiters_only
from belvedere.contexts.panels.words import SEAT_LABELS
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request


@require_safe
@never_cache
@recruiters_only
def seats(request: Request, reference: str) -> HttpResponse:
    """Each place, how to reach who holds it, and what can be done."""
    campaign = own_campaign(request, reference)
    draw = queries.draw_of(campaign)
    if draw is None or draw.drawn_at is None:
        raise Http404
    every = [(seat, SEAT_LABELS[SeatState(seat.state)]) for seat in queries.seats_of(draw)]
    rows = [row for row in every if row[0].state != SeatState.ALTERNATE]
    alternates = [seat for seat, _label in every if seat.state == SeatState.ALTERNATE]
    sitting = [seat for seat, _label in rows if SeatState(seat.state) in SITTING]
    content = {
        "campaign": campaign,
        "draw": draw,
        "rows": rows,
        "alternates": sorted(alternates, key=lambda seat: seat.alternate_rank or 0),
        "confirmed": sum(seat.state == SeatState.CONFIRMED for seat in sitting),
        "places": len(sitting),
        "may_form": campaign.state == CampaignState.CONFIRMATION,
    }
    return render(request, "panels/draw/seats.html", content)


@require_POST
@recruiters_only
def act_on_seat(request: Request, reference: str, pseudonym: str, act: str) -> HttpResponse:
    """Confirm a place, or write that it is given up: the next person of the chain is called."""
    own_campaign(request, reference)
    if act not in set(SeatVerb):
        raise Http404
    verb, by, now = SeatVerb(act), role_in_action(request.role), timezone.now()
    if verb is SeatVerb.CONFIRM:
        actions.confirm_seat(reference=reference, pseudonym=pseudonym, by=by, now=now)
        messages.success(request, _("Place confirmée."))
    else:
        coming = actions.replace_seat(reference=reference, pseudonym=pseudonym, verb=verb, by=by, now=now)
        said = _("La place passe à %(name)s, désigné par la chaîne annoncée avant le tirage.")
        messages.success(request, said % {"name": coming.pseudonym})
    return redirect("panels:seats", reference)


@require_POST
@recruiters_only
def decline_alternate(request: Request, reference: str, pseudonym: str) -> HttpResponse:
    """Write that an alternate renounces."""
    own_campaign(request, reference)
    by = role_in_action(request.role)
    actions.decline_alternate(reference=reference, pseudonym=pseudonym, by=by, now=timezone.now())
    messages.success(request, _("C’est noté : cette personne ne sera pas appelée."))
    return redirect("panels:seats", reference)


@require_POST
@recruiters_only
def form_panel(request: Request, reference: str) -> HttpResponse:
    """Form the panel: every place is confirmed."""
    own_campaign(request, reference)
    actions.form_panel(reference=reference, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Le panel est formé."))
    return redirect("panels:seats", reference)
