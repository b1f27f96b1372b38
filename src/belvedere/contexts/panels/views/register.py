"""The register: send a file, read what it holds, import it."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from belvedere.contexts.panels.actions import register as actions
from belvedere.contexts.panels.forms.campaign import RegisterFileForm, RegisterImportForm
from belvedere.contexts.panels.models import Campaign
from belvedere.contexts.panels.queries import register as queries
from belvedere.contexts.panels.states.campaign import CampaignVerb, may
from belvedere.contexts.panels.views.access import own_campaign, recruiters_only
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.territory.maps import commune_map

FAULTS_SHOWN, ROWS_SHOWN = 200, 5


@require_http_methods(["GET", "HEAD", "POST"])
@recruiters_only
def register(request: Request, reference: str) -> HttpResponse:
    """What the register holds, and the file that waits; a POST sends a file."""
    campaign = own_campaign(request, reference)
    if request.method != "POST":
        return _page(request, campaign)
    form = RegisterFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, campaign, file_form=form)
    file = form.cleaned_data["file"]
    actions.receive_register(
        reference=reference, name=file.name, content=file.read(), by=role_in_action(request.role), now=timezone.now()
    )
    return redirect("panels:register", reference)


def _page(
    request: Request,
    campaign: Campaign,
    *,
    file_form: RegisterFileForm | None = None,
    import_form: RegisterImportForm | None = None,
) -> HttpResponse:
    waiting = queries.waiting_file(campaign)
    by_commune = queries.addresses_by_commune(campaign)
    content = {
        "campaign": campaign,
        "waiting": waiting,
        "faults": waiting.reading.faults[:FAULTS_SHOWN] if waiting else (),
        "rows": waiting.reading.rows[:ROWS_SHOWN] if waiting else (),
        "new": len(waiting.reading.rows) - waiting.known if waiting else 0,
        "total": sum(by_commune.values()),
        "map": commune_map(by_commune) if by_commune else None,
        "file_form": file_form or RegisterFileForm(),
        "import_form": import_form or RegisterImportForm(initial={"source": campaign.register_source}),
        "may_import": may(campaign.state, CampaignVerb.IMPORT_REGISTER),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if file_form or import_form else HTTPStatus.OK
    return render(request, "panels/campaign/register.html", content, status=status)


@require_POST
@recruiters_only
def import_register(request: Request, reference: str) -> HttpResponse:
    """Import the file that waits, or refuse its faulty lines."""
    campaign = own_campaign(request, reference)
    form = RegisterImportForm(request.POST)
    if not form.is_valid():
        return _page(request, campaign, import_form=form)
    imported = actions.import_register(
        reference=reference, by=role_in_action(request.role), now=timezone.now(), **form.cleaned_data
    )
    done = ngettext("%(n)d nouvelle adresse est importée.", "%(n)d nouvelles adresses sont importées.", imported)
    messages.success(request, done % {"n": imported})
    return redirect("panels:register", reference)


@require_POST
@recruiters_only
def discard(request: Request, reference: str) -> HttpResponse:
    own_campaign(request, reference)
    actions.discard_register(reference=reference, by=role_in_action(request.role))
    messages.success(request, _("Le fichier est effacé : rien n’a été importé."))
    return redirect("panels:register", reference)


@require_POST
@recruiters_only
def close(request: Request, reference: str) -> HttpResponse:
    own_campaign(request, reference)
    actions.close_register(reference=reference, by=role_in_action(request.role))
    return redirect("panels:letters", reference)
