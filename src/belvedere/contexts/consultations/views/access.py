"""The consultation that a page is about, and what every page of its desk shows."""

from collections.abc import Mapping
from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from rules import has_perm

from belvedere.contexts.consultations.models import Consultation
from belvedere.contexts.consultations.queries.consultations import consultation_by_slug, public_consultation
from belvedere.contexts.consultations.rules import READERS
from belvedere.contexts.consultations.states import ConsultationState
from belvedere.contexts.consultations.words import BADGES, STATES
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.request import Request
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.languages import Data

readers_only = role_required(*sorted(READERS))
agents_only = role_required(RoleKind.AGENT)
OK, BAD = HTTPStatus.OK, HTTPStatus.UNPROCESSABLE_ENTITY


def own_consultation(request: Request, slug: str) -> Consultation:
    """Return a consultation of the role's body; for anyone else it does not exist."""
    found = consultation_by_slug(slug)
    if found is None or not has_perm("consultations.read", request.role, found):
        raise Http404
    return found


def shown_consultation(slug: str) -> Consultation:
    """Return a consultation that was announced; a draft does not exist for the public."""
    found = public_consultation(slug)
    if found is None:
        raise Http404
    return found


def desk_page(
    request: Request,
    consultation: Consultation,
    template: str,
    content: Mapping[str, object],
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """Render a page of a consultation's desk."""
    state = ConsultationState(consultation.state)
    shared = {
        "consultation": consultation,
        "state": STATES[state],
        "badge": BADGES[state],
        "may_run": has_perm("consultations.run", request.role, consultation),
        "breadcrumb": [
            (_("Concertations"), reverse("consultations:desk")),
            (Data(consultation.title), reverse("consultations:consultation_desk", args=[consultation.slug])),
        ],
    }
    return render(request, f"consultations/desk/{template}.html", {**shared, **content}, status=status)
