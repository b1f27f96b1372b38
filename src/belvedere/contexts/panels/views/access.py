"""The recruitment that a page is about: 404 for one that does not exist or is another body's."""

from django.http import Http404
from rules import has_perm

from belvedere.contexts.panels.models import Campaign
from belvedere.contexts.panels.queries.campaign import campaign_by_reference
from belvedere.contexts.panels.rules.campaign import READ
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.request import Request
from belvedere.platform.accounts.states import RoleKind

recruiters_only = role_required(RoleKind.AGENT, RoleKind.FACILITATOR)


def own_campaign(request: Request, reference: str) -> Campaign:
    """Return a recruitment of the role's body; for anyone else it does not exist."""
    found = campaign_by_reference(reference)
    if found is None or not has_perm(READ, request.role, found):
        raise Http404
    return found
