"""The letters: draw a wave, print by batch, note what was posted and what came back, open the registrations."""

import secrets
from dataclasses import asdict
from http import HTTPStatus

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from belvedere.contexts.panels.actions import invitations as actions
from belvedere.contexts.panels.exports.letters import letters_pdf
from belvedere.contexts.panels.forms.campaign import AdviceForm, DeadlineForm, LettersForm, ReturnedForm
from belvedere.contexts.panels.models import Campaign
from belvedere.contexts.panels.queries import register as queries
from belvedere.contexts.panels.queries.campaign import figures_of
from belvedere.contexts.panels.queries.letters import advice_of, usual_expectation
from belvedere.contexts.panels.refusals.campaign import NoLetterNeeded, NotEnoughAddresses
from belvedere.contexts.panels.states.campaign import CampaignVerb, may
from belvedere.contexts.panels.views.access import own_campaign, recruiters_only
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request

SEED_BYTES = 16


@require_safe
@recruiters_only
def letters(request: Request, reference: str) -> HttpResponse:
    """Show the letters, and how many to send for what was typed (or the usual rate)."""
    campaign = own_campaign(request, reference)
    is_asked = bool(set(AdviceForm.base_fields) & set(request.GET))
    return _page(request, campaign, asked=AdviceForm(request.GET) if is_asked else None)


def _page(request: Request, campaign: Campaign, *, asked: AdviceForm | None = None, **wrong: Form) -> HttpResponse:
    figures, now = figures_of(campaign), timezone.now()
    may_invite = may(campaign.state, CampaignVerb.INVITE)
    usual = usual_expectation(campaign, timezone.localdate(now))
    is_wrong = asked is not None and not asked.is_valid()
    expectation = usual if asked is None or is_wrong else asked.expectation()
    content = {
        "campaign": campaign,
        "figures": figures,
        "free": figures.addresses - figures.letters,
        "advice_form": asked or AdviceForm(initial=asdict(usual)),
        "advice": advice_of(campaign, expectation, now) if may_invite and not is_wrong else None,
        "batches": queries.batches_of(campaign),
        "draw_form": LettersForm(),
        "deadline_form": DeadlineForm(initial={"until": campaign.responses_until}),
        "returned_form": ReturnedForm(),
        "may_invite": may_invite,
        "may_open": may(campaign.state, CampaignVerb.OPEN_REGISTRATION),
        **wrong,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong or is_wrong else HTTPStatus.OK
    return render(request, "panels/campaign/letters.html", content, status=status)


@require_POST
@recruiters_only
def draw_advised_wave(request: Request, reference: str) -> HttpResponse:
    """Draw the wave that the pool wanted asks for."""
    campaign, asked = own_campaign(request, reference), AdviceForm(request.POST)
    if not asked.is_valid():
        return _page(request, campaign, asked=asked)
    try:
        wave = actions.draw_advised_invitations(
            reference=reference,
            expectation=asked.expectation(),
            seed=secrets.token_hex(SEED_BYTES),
            by=role_in_action(request.role),
            now=timezone.now(),
        )
    except (NotEnoughAddresses, NoLetterNeeded) as refusal:
        asked.add_error(None, str(refusal.message))
        return _page(request, campaign, asked=asked)
    messages.success(request, _("La vague %(wave)d est tirée au sort : imprimez ses lettres.") % {"wave": wave})
    return redirect("panels:letters", reference)


@require_POST
@recruiters_only
def draw_wave(request: Request, reference: str) -> HttpResponse:
    """Draw the addresses of a wave by lot."""
    campaign, form = own_campaign(request, reference), LettersForm(request.POST)
    if not form.is_valid():
        return _page(request, campaign, draw_form=form)
    try:
        wave = actions.draw_invitations(
            reference=reference,
            letters=form.cleaned_data["letters"],
            seed=secrets.token_hex(SEED_BYTES),
            by=role_in_action(request.role),
            now=timezone.now(),
        )
    except NotEnoughAddresses as refusal:
        form.add_error("letters", str(refusal.message))
        return _page(request, campaign, draw_form=form)
    messages.success(request, _("La vague %(wave)d est tirée au sort : imprimez ses lettres.") % {"wave": wave})
    return redirect("panels:letters", reference)


@require_safe
@never_cache
@recruiters_only
def batch_pdf(request: Request, reference: str, batch: int) -> HttpResponse:
    """Give the letters of a batch as a PDF, in address order; with ``?rappel``, those of who has not answered."""
    campaign = own_campaign(request, reference)
    is_reminder = "rappel" in request.GET
    rows = list(queries.letters_of_batch(campaign, batch, is_reminder=is_reminder))
    if not rows:
        raise Http404
    content = letters_pdf(campaign, rows, is_reminder=is_reminder, now=timezone.now())
    response = HttpResponse(content, content_type="application/pdf")
    name = f"{reference}-lettres-{batch:03d}{'-rappel' if is_reminder else ''}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@recruiters_only
def note_posted(request: Request, reference: str, batch: int) -> HttpResponse:
    """Note that a batch, or its reminder, was posted."""
    own_campaign(request, reference)
    posted = actions.note_posted(
        reference=reference,
        batch=batch,
        is_reminder="rappel" in request.POST,
        by=role_in_action(request.role),
        now=timezone.now(),
    )
    done = ngettext("%(n)d lettre est notée postée.", "%(n)d lettres sont notées postées.", posted)
    messages.success(request, done % {"n": posted})
    return redirect("panels:letters", reference)


@require_POST
@recruiters_only
def note_returned(request: Request, reference: str) -> HttpResponse:
    """Note the letters that the post brought back."""
    campaign, form = own_campaign(request, reference), ReturnedForm(request.POST)
    if not form.is_valid():
        return _page(request, campaign, returned_form=form)
    known = actions.note_returned(
        reference=reference, by=role_in_action(request.role), now=timezone.now(), **form.cleaned_data
    )
    typed = len(form.cleaned_data["codes"])
    messages.info(request, _("%(known)d codes reconnus sur %(typed)d.") % {"known": known, "typed": typed})
    return redirect("panels:letters", reference)


@require_POST
@recruiters_only
def change_deadline(request: Request, reference: str) -> HttpResponse:
    """Give people another last day to sign up."""
    campaign, form = own_campaign(request, reference), DeadlineForm(request.POST)
    if not form.is_valid():
        return _page(request, campaign, deadline_form=form)
    actions.change_deadline(
        reference=reference, by=role_in_action(request.role), now=timezone.now(), **form.cleaned_data
    )
    messages.success(request, _("La date est changée."))
    return redirect("panels:letters", reference)


@require_POST
@recruiters_only
def open_registration(request: Request, reference: str) -> HttpResponse:
    own_campaign(request, reference)
    actions.open_registration(reference=reference, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Les inscriptions sont ouvertes."))
    return redirect("panels:pool", reference)
