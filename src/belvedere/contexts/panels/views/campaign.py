"""The desk of recruitments: the list, a new one, one with its checklist, its purpose."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belvedere.contexts.observatory.queries import ExamenCard, examen_card
from belvedere.contexts.panels.actions import campaign as actions
from belvedere.contexts.panels.forms.campaign import CampaignForm
from belvedere.contexts.panels.models import Campaign
from belvedere.contexts.panels.queries import campaign as queries
from belvedere.contexts.panels.states.campaign import CampaignState, CampaignVerb, may
from belvedere.contexts.panels.views.access import own_campaign, recruiters_only
from belvedere.contexts.panels.words import STATE_LABELS, STEP_SENTENCES
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.journal.queries import events_of, in_words

# Where each step is done.
STEP_PAGES = {
    CampaignState.PREPARATION: "panels:describe",
    CampaignState.QUOTAS: "panels:quotas",
    CampaignState.REGISTER: "panels:register",
    CampaignState.INVITATIONS: "panels:letters",
    CampaignState.REGISTRATION: "panels:pool",
    CampaignState.FROZEN: "panels:draw",
    CampaignState.DRAW: "panels:draw",
    CampaignState.CONFIRMATION: "panels:seats",
    CampaignState.CLOSED: "panels:seats",
}


@require_safe
@recruiters_only
def campaigns(request: Request) -> HttpResponse:
    """The recruitments of the role's body, those under way first."""
    found = queries.campaigns_of(role_in_action(request.role).body)
    rows = [(row, STATE_LABELS[CampaignState(row.state)]) for row in found]
    return render(request, "panels/campaign/desk.html", {"rows": rows})


def _examen(request: Request) -> ExamenCard | None:
    """Return the examen that a new recruitment would serve; 404 when it is another body's."""
    reference = request.GET.get("examen", "")
    if not reference:
        return None
    found = examen_card(reference)
    if found is None or found.body_id != role_in_action(request.role).body_id:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@recruiters_only
def open_campaign(request: Request) -> HttpResponse:
    """A new recruitment, for an examen or for the body itself."""
    examen = _examen(request)
    initial = (
        {"title": _("Panel sur : %(policy)s") % {"policy": examen.policy}, "purpose": examen.question} if examen else {}
    )
    form = CampaignForm(request.POST or None, initial=initial)
    if not form.is_valid():
        return _form_page(request, form, {"examen": examen})
    campaign = actions.open_campaign(
        sheet=form.sheet,
        examen_reference=examen.reference if examen else "",
        by=role_in_action(request.role),
        now=timezone.now(),
    )
    messages.success(request, _("Le recrutement %(reference)s est ouvert.") % {"reference": campaign.reference})
    return redirect("panels:campaign_desk", campaign.reference)


def _form_page(request: Request, form: CampaignForm, content: dict[str, object]) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "panels/campaign/describe.html", {"form": form, **content}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@recruiters_only
def describe(request: Request, reference: str) -> HttpResponse:
    """What the recruitment is for, and its dates."""
    campaign = own_campaign(request, reference)
    form = CampaignForm(request.POST or None, initial=vars(campaign))
    if not form.is_valid():
        return _form_page(request, form, {"campaign": campaign})
    actions.describe_campaign(reference=reference, sheet=form.sheet, by=role_in_action(request.role))
    messages.success(request, _("C’est enregistré."))
    return redirect("panels:campaign_desk", reference)


@require_safe
@recruiters_only
def campaign_desk(request: Request, reference: str) -> HttpResponse:
    """One recruitment: where it stands, what comes next, what was done."""
    campaign = own_campaign(request, reference)
    steps = [
        (STATE_LABELS[step.state], STEP_SENTENCES[step.state], step.progress, STEP_PAGES.get(step.state))
        for step in queries.steps_of(campaign)
    ]
    content = {
        "campaign": campaign,
        "label": STATE_LABELS[CampaignState(campaign.state)],
        "steps": steps,
        "next_page": STEP_PAGES.get(CampaignState(campaign.state)),
        "figures": queries.figures_of(campaign),
        "missing": _missing(campaign),
        "may_begin": may(campaign.state, CampaignVerb.OPEN_QUOTAS),
        "may_describe": may(campaign.state, CampaignVerb.DESCRIBE),
        "may_abandon": may(campaign.state, CampaignVerb.ABANDON),
        "acts": in_words(events_of(matters=[campaign.matter]).filter(subject_id=campaign.reference)),
    }
    return render(request, "panels/campaign/campaign.html", content)


def _missing(campaign: Campaign) -> list[str]:
    return actions.missing_parts(campaign) if campaign.state == CampaignState.PREPARATION else []


@require_POST
@recruiters_only
def begin_quotas(request: Request, reference: str) -> HttpResponse:
    own_campaign(request, reference)
    actions.begin_quotas(reference=reference, by=role_in_action(request.role))
    return redirect("panels:quotas", reference)


@require_http_methods(["GET", "HEAD", "POST"])
@recruiters_only
def abandon(request: Request, reference: str) -> HttpResponse:
    """Ask once more, then give the recruitment up."""
    campaign = own_campaign(request, reference)
    if request.method != "POST":
        return render(request, "panels/campaign/abandon.html", {"campaign": campaign})
    actions.abandon_campaign(reference=reference, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Le recrutement est abandonné. Les données s’effaceront à leur date."))
    return redirect("panels:campaigns")
