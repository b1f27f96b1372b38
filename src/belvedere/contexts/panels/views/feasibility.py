"""Whether a panel can be drawn from the pool, why not, and loosening a quota by choice."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from belvedere.contexts.panels.actions.quotas import set_bounds
from belvedere.contexts.panels.forms.campaign import BoundsForm
from belvedere.contexts.panels.queries.feasibility import feasibility_of
from belvedere.contexts.panels.queries.quotas import categories_of
from belvedere.contexts.panels.states.campaign import CampaignVerb, may
from belvedere.contexts.panels.views.access import own_campaign, recruiters_only
from belvedere.contexts.panels.words import rule_sentence
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request


@require_safe
@never_cache
@recruiters_only
def feasibility(request: Request, reference: str) -> HttpResponse:
    """Say whether a panel can be drawn from the pool as it stands; it may take seconds, so it is asked for."""
    campaign = own_campaign(request, reference)
    found = feasibility_of(campaign)
    content = {
        "campaign": campaign,
        "found": found,
        "rules": [rule_sentence(rule) for rule in found.conflict.rules] if found.conflict else [],
        "may_loosen": may(campaign.state, CampaignVerb.SET_QUOTAS),
    }
    return render(request, "panels/campaign/feasibility.html", content)


@require_POST
@recruiters_only
def loosen(request: Request, reference: str) -> HttpResponse:
    """Write the bounds of a proposal that the officer chose."""
    campaign = own_campaign(request, reference)
    targets = [row for category in categories_of(campaign) for row in category.targets.all()]
    chosen = [row for row in targets if f"min-{row.pk}" in request.POST]
    form = BoundsForm(request.POST, targets=chosen, size=campaign.size)
    if chosen and form.is_valid():
        by = role_in_action(request.role)
        set_bounds(reference=reference, bounds=form.bounds, by=by, now=timezone.now())
        messages.success(request, _("Les quotas sont assouplis. Le changement est inscrit au registre des actes."))
    return redirect("panels:feasibility", reference)
