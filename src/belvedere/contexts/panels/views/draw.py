"""The draw: its desk, the commitment, the dice typed by two people, the public ceremony and its folder."""

from http import HTTPStatus
from pathlib import Path

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belvedere.contexts.panels.actions import draw as actions
from belvedere.contexts.panels.exports.certificate import certificate_paper
from belvedere.contexts.panels.forms.draw import CommitForm
from belvedere.contexts.panels.models import Campaign, Draw
from belvedere.contexts.panels.queries import draw as queries
from belvedere.contexts.panels.queries.campaign import public_campaigns
from belvedere.contexts.panels.states.campaign import CampaignState
from belvedere.contexts.panels.tasks import lottery_key
from belvedere.contexts.panels.views.access import own_campaign, recruiters_only
from belvedere.engines.sortition.publication import RESULT, Folder
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.papers.pdf import render_pdf
from belvedere.platform.tasks.progress import progress_of

VERIFIER = Path(__file__).parent.parent / "data" / "verify_draw.txt"
_DICE_SHOWN = 3


@require_safe
@never_cache
@recruiters_only
def desk(request: Request, reference: str) -> HttpResponse:
    """Where the draw stands, and the one thing to do next."""
    campaign = own_campaign(request, reference)
    draw = queries.draw_of(campaign)
    content = {
        "campaign": campaign,
        "draw": draw,
        "chances": queries.chances_of(queries.folder_of(draw, is_published=False)) if draw else None,
        "progress": progress_of(lottery_key(reference)),
        "may_compute": campaign.state == CampaignState.FROZEN,
    }
    return render(request, "panels/draw/desk.html", content)


@require_POST
@recruiters_only
def compute(request: Request, reference: str) -> HttpResponse:
    """Ask for the lottery; the worker computes it."""
    own_campaign(request, reference)
    actions.ask_draw(reference=reference, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Le calcul est demandé. Cette page dit où il en est."))
    return redirect("panels:draw", reference)


@require_http_methods(["GET", "HEAD", "POST"])
@recruiters_only
def commit(request: Request, reference: str) -> HttpResponse:
    """Say when and where, then publish what will be drawn from."""
    campaign = own_campaign(request, reference)
    form = CommitForm(request.POST or None)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        return render(request, "panels/draw/commit.html", {"campaign": campaign, "form": form}, status=status)
    actions.commit_draw(reference=reference, plan=form.ceremony, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Le tirage est engagé : l’empreinte est publique."))
    return redirect("panels:draw", reference)


def _public_draw(reference: str) -> tuple[Campaign, Draw]:
    campaign = public_campaigns().filter(reference=reference).first()
    draw = queries.draw_of(campaign) if campaign is not None else None
    if campaign is None or draw is None or not draw.commitment:
        raise Http404
    return campaign, draw


@require_safe
@never_cache
def ceremony(request: HttpRequest, reference: str) -> HttpResponse:
    """The public page of a draw, for a large screen: what is committed, the dice, the panel, how to check."""
    campaign, draw = _public_draw(reference)
    files = queries.folder_of(draw)
    content: dict[str, object] = {
        "campaign": campaign,
        "draw": draw,
        "promise": Folder(files).promise,
        "chances": queries.chances_of(files),
        "names": sorted(files),
        "dice": draw.randomness.split(),
        "reads_as_it_falls": len(draw.randomness.split()) == _DICE_SHOWN,
    }
    if RESULT in files:
        content["categories"], content["profiles"] = queries.profiles_of(files, _drawn(files))
        content["alternates"] = Folder(files).alternates
    return render(request, "panels/draw/ceremony.html", content)


@require_safe
@never_cache
def screen(request: HttpRequest, reference: str) -> HttpResponse:
    """The same for a room: once loaded, it types, compares and reveals without the network."""
    campaign, draw = _public_draw(reference)
    content = {
        "campaign": campaign,
        "draw": draw,
        "promise": Folder(queries.folder_of(draw)).promise,
        "folder_url": reverse("panels:published", args=[reference]),
    }
    return render(request, "panels/draw/screen.html", content)


def _drawn(files: dict[str, str]) -> list[str]:
    return sorted(Folder(files).members_after([])[0])


@require_safe
def folder(_request: HttpRequest, reference: str) -> HttpResponse:
    """Give the whole published folder."""
    _campaign, draw = _public_draw(reference)
    response = HttpResponse(queries.zipped(queries.folder_of(draw)), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="tirage-{reference}.zip"'
    return response


@require_safe
def published_file(_request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """Give one file of the published folder, byte for byte."""
    _campaign, draw = _public_draw(reference)
    files = queries.folder_of(draw)
    if name not in files:
        raise Http404
    response = HttpResponse(files[name].encode(), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def published(_request: HttpRequest, reference: str) -> HttpResponse:
    """Lead from the address of the files to the page that lists them."""
    return redirect("panels:ceremony", reference)


@require_safe
def verifier(_request: HttpRequest) -> HttpResponse:
    """Give the one-file verifier, as anyone finds it in the source of the project."""
    response = HttpResponse(VERIFIER.read_bytes(), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="verify_draw.py"'
    return response


@require_safe
def certificate(_request: HttpRequest, reference: str) -> HttpResponse:
    """Give the certificate of the draw and the notice of its algorithm, as an accessible PDF."""
    campaign, draw = _public_draw(reference)
    if draw.drawn_at is None:
        raise Http404
    content = certificate_paper(campaign, draw, queries.folder_of(draw))
    response = HttpResponse(
        render_pdf("papers/document", content, created_at=draw.drawn_at), content_type="application/pdf"
    )
    response["Content-Disposition"] = f'inline; filename="certificat-{reference}.pdf"'
    return response
