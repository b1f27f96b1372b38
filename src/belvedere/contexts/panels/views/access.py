"""The recruitment or the panel that a page is about: 404 for one that does not exist or is another body's."""

from django.http import Http404
from rules import has_perm

from belvedere.contexts.panels.models import Campaign, Panel, Session
from belvedere.contexts.panels.queries.campaign import campaign_by_reference
from belvedere.contexts.panels.queries.session import session_numbered
from belvedere.contexts.panels.queries.standing import panel_by_slug
from belvedere.contexts.panels.rules.campaign import READ
from belvedere.contexts.panels.rules.standing import RUN
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


def own_panel(request: Request, slug: str) -> Panel:
    """Return a panel of the role's body; for anyone else it does not exist."""
    found = panel_by_slug(slug)
    if found is None or not has_perm(RUN, request.role, found):
        raise Http404
    return found


def own_session(request: Request, slug: str, number: int) -> tuple[Panel, Session]:
    """Return a session of a panel of the role's body."""
    panel = own_panel(request, slug)
    session = session_numbered(panel, number)
    if session is None:
        raise Http404
    return panel, session
