"""The launch of a draw: the dice of the witnesses, or the value of the beacon, typed once by each of two people."""

from http import HTTPStatus

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from belvedere.contexts.panels.actions import launch as actions
from belvedere.contexts.panels.forms.draw import BeaconForm, DiceForm
from belvedere.contexts.panels.models import Draw
from belvedere.contexts.panels.queries import draw as queries
from belvedere.contexts.panels.refusals.draw import NotCommitted
from belvedere.contexts.panels.states.campaign import DrawState, Randomness
from belvedere.contexts.panels.views.access import own_campaign, recruiters_only
from belvedere.engines.sortition.publication import Folder
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@recruiters_only
def launch(request: Request, reference: str) -> HttpResponse:
    """Type what came out, once by each of two people."""
    campaign = own_campaign(request, reference)
    draw = queries.draw_of(campaign)
    if draw is None or not draw.commitment:
        raise NotCommitted
    promise = Folder(queries.folder_of(draw)).promise
    is_beacon = draw.randomness_kind == Randomness.BEACON
    form = BeaconForm(request.POST or None) if is_beacon else DiceForm(request.POST or None, count=promise.count)
    if not form.is_valid():
        content = {"campaign": campaign, "draw": draw, "form": form, "promise": promise}
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        page = "beacon" if is_beacon else "dice"
        return render(request, f"panels/draw/{page}.html", content, status=status)
    if _typed(request, reference, form).state == DrawState.DRAWN:
        messages.success(request, _("Le panel est tiré."))
        return redirect("panels:ceremony", reference)
    messages.success(request, _("C’est noté. Une seconde personne doit maintenant taper la même chose."))
    return redirect("panels:draw", reference)


def _typed(request: Request, reference: str, form: Form) -> Draw:
    by, now, read = role_in_action(request.role), timezone.now(), form.cleaned_data
    if isinstance(form, DiceForm):
        return actions.type_dice(reference=reference, faces=read["faces"], by=by, now=now)
    number, value = read["round_number"], read["value"]
    return actions.type_beacon(reference=reference, round_number=number, value=value, by=by, now=now)


@require_POST
@recruiters_only
def take_back(request: Request, reference: str) -> HttpResponse:
    """Forget what the first person typed."""
    own_campaign(request, reference)
    actions.take_chance_back(reference=reference, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Ce qui était tapé est oublié, et le registre le dit. Rien n’a été tiré."))
    return redirect("panels:launch", reference)
