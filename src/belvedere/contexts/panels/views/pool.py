"""The pool: against its targets, by commune, candidates one by one, households, freezing."""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belvedere.contexts.panels.actions import candidates as actions
from belvedere.contexts.panels.actions import pool as pool_actions
from belvedere.contexts.panels.exports.campaign import POOL_COLUMNS, own_data
from belvedere.contexts.panels.forms.registration import EntryForm, initial_entry
from belvedere.contexts.panels.models import Campaign, Candidate
from belvedere.contexts.panels.queries import pool as queries
from belvedere.contexts.panels.queries.campaign import figures_of
from belvedere.contexts.panels.queries.quotas import asked_categories
from belvedere.contexts.panels.refusals.campaign import AlreadyRegistered, UnknownCode
from belvedere.contexts.panels.states.campaign import CampaignVerb, CandidateState, Channel, may
from belvedere.contexts.panels.views.access import own_campaign, recruiters_only
from belvedere.contexts.panels.words import CANDIDATE_LABELS, CHANNEL_LABELS
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.exchange.tables import table_response
from belvedere.platform.territory.maps import commune_map

ROWS_BY_PAGE = 25
Said = tuple[Candidate, object, object]


@require_safe
@never_cache
@recruiters_only
def pool(request: Request, reference: str) -> HttpResponseBase:
    """The live pool: gauges by quota, map by commune, the candidates."""
    campaign = own_campaign(request, reference)
    tables = queries.pool_tables(campaign)
    rows = [row for table in tables for row in table.rows]
    download = table_response(request.GET.get("format", ""), f"bassin-{reference}", POOL_COLUMNS, rows)
    if download is not None:
        return download
    page = Paginator(queries.candidates_of(campaign), ROWS_BY_PAGE).get_page(request.GET.get("page"))
    content = {
        "campaign": campaign,
        "tables": tables,
        "lacking": [row for row in rows if row.missing],
        "figures": figures_of(campaign),
        "map": commune_map(queries.pool_by_commune(campaign)),
        "page": page,
        "candidates": [_said(row) for row in page],
        "may_enter": may(campaign.state, CampaignVerb.REGISTER),
        "may_freeze": may(campaign.state, CampaignVerb.FREEZE),
        "may_reopen": may(campaign.state, CampaignVerb.REOPEN),
    }
    return render(request, "panels/campaign/pool.html", content)


def _said(candidate: Candidate) -> Said:
    return candidate, CANDIDATE_LABELS[CandidateState(candidate.state)], CHANNEL_LABELS[Channel(candidate.channel)]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@recruiters_only
def enter(request: Request, reference: str) -> HttpResponse:
    """Sign up a person who telephoned or wrote."""
    campaign = own_campaign(request, reference)
    form = EntryForm(request.POST or None, campaign=campaign, questions=asked_categories(campaign))
    if not form.is_valid():
        return _entry_page(request, campaign, form)
    try:
        candidate = actions.enter_candidate(
            reference=reference,
            code=form.cleaned_data["code"],
            registration=form.registration,
            by=role_in_action(request.role),
            now=timezone.now(),
        )
    except (UnknownCode, AlreadyRegistered) as refusal:
        form.add_error("code", str(refusal.message))
        return _entry_page(request, campaign, form)
    messages.success(request, _("Inscription enregistrée sous le pseudonyme %(name)s.") % {"name": candidate.pseudonym})
    return redirect("panels:pool", reference)


def _entry_page(
    request: Request, campaign: Campaign, form: EntryForm, candidate: Candidate | None = None
) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    content = {"campaign": campaign, "form": form, "candidate": candidate}
    return render(request, "panels/campaign/entry.html", content, status=status)


def _candidate(request: Request, reference: str, pseudonym: str) -> Candidate:
    found = queries.candidate_named(own_campaign(request, reference), pseudonym)
    if found is None:
        raise Http404
    return found


@require_safe
@never_cache
@recruiters_only
def candidate(request: Request, reference: str, pseudonym: str) -> HttpResponse:
    """One candidate: what was said, how to reach them, what can be done; ``?format=json`` for that person."""
    found = _candidate(request, reference, pseudonym)
    if request.GET.get("format") == "json":
        response = JsonResponse(own_data(found), json_dumps_params={"ensure_ascii": False, "indent": 1})
        response["Content-Disposition"] = f'attachment; filename="{reference}-{pseudonym}.json"'
        return response
    said = _said(found)
    content = {
        "campaign": found.campaign,
        "candidate": found,
        "state_label": said[1],
        "channel_label": said[2],
        "may_change": may(found.campaign.state, CampaignVerb.REGISTER),
    }
    return render(request, "panels/campaign/candidate.html", content)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@recruiters_only
def correct(request: Request, reference: str, pseudonym: str) -> HttpResponse:
    """Write again what a candidate said."""
    found = _candidate(request, reference, pseudonym)
    questions = asked_categories(found.campaign)
    form = EntryForm(request.POST or None, campaign=found.campaign, questions=questions, initial=initial_entry(found))
    del form.fields["code"]
    del form.fields["channel"]
    if not form.is_valid():
        return _entry_page(request, found.campaign, form, found)
    actions.correct_candidate(candidate=found, registration=form.registration, by=role_in_action(request.role))
    messages.success(request, _("C’est corrigé."))
    return redirect("panels:candidate", reference, pseudonym)


def _withdraw(candidate: Candidate, by: Role) -> None:
    actions.withdraw_candidate(candidate=candidate, by=by, now=timezone.now())


def _set_aside(candidate: Candidate, by: Role) -> None:
    actions.set_candidate_aside(candidate=candidate, by=by, now=timezone.now())


def _take_back(candidate: Candidate, by: Role) -> None:
    actions.take_candidate_back(candidate=candidate, by=by, now=timezone.now())


def _erase(candidate: Candidate, by: Role) -> None:
    actions.erase_candidate(candidate=candidate, by=by, now=timezone.now())


ACTS: dict[str, Callable[[Candidate, Role], None]] = {
    "retirer": _withdraw,
    "ecarter": _set_aside,
    "reprendre": _take_back,
    "effacer": _erase,
}


@require_POST
@recruiters_only
def act_on_candidate(request: Request, reference: str, pseudonym: str, act: str) -> HttpResponse:
    """Withdraw, set aside, take back or erase a candidate, as the button's address says."""
    found = _candidate(request, reference, pseudonym)
    if act not in ACTS:
        raise Http404
    ACTS[act](found, role_in_action(request.role))
    messages.success(request, _("C’est fait."))
    return redirect("panels:pool", reference)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@recruiters_only
def households(request: Request, reference: str) -> HttpResponse:
    """Who may live together, for a person to decide."""
    campaign = own_campaign(request, reference)
    if request.method != "POST":
        content = {
            "campaign": campaign,
            "proposals": queries.household_proposals(campaign),
            "may_decide": may(campaign.state, CampaignVerb.REGISTER),
        }
        return render(request, "panels/campaign/households.html", content)
    decide = pool_actions.join_household if "ensemble" in request.POST else pool_actions.part_household
    pseudonyms = request.POST.getlist("personne")
    if len(pseudonyms) > 1:
        decide(reference=reference, pseudonyms=pseudonyms, by=role_in_action(request.role))
    return redirect("panels:households", reference)


@require_http_methods(["GET", "HEAD", "POST"])
@recruiters_only
def freeze(request: Request, reference: str) -> HttpResponse:
    """Read again what will be frozen, then freeze it."""
    campaign = own_campaign(request, reference)
    if request.method != "POST":
        content = {
            "campaign": campaign,
            "figures": figures_of(campaign),
            "lacking": [row for table in queries.pool_tables(campaign) for row in table.rows if row.missing],
        }
        return render(request, "panels/campaign/freeze.html", content)
    pool_actions.freeze_pool(reference=reference, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Le bassin est gelé : personne n’y entre ni n’en change plus."))
    return redirect("panels:campaign_desk", reference)


@require_POST
@recruiters_only
def reopen(request: Request, reference: str) -> HttpResponse:
    own_campaign(request, reference)
    pool_actions.reopen_pool(reference=reference, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Les inscriptions sont rouvertes."))
    return redirect("panels:pool", reference)
