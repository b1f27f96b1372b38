"""Pages of the panels: what a panel is and its avis; the desk where an avis is typed, read again, recorded."""

from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseFormSet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from rules import has_perm

from belvedere.contexts.observatory.queries import ExamenCard, examen_card
from belvedere.contexts.panels.actions import opinion as actions
from belvedere.contexts.panels.exports.opinion import OPINION_COLUMNS, RECOMMENDATION_COLUMNS
from belvedere.contexts.panels.forms.opinion import (
    OpinionForm,
    RecommendationForm,
    RecommendationFormSet,
    initial_rows,
    typed_draft,
)
from belvedere.contexts.panels.queries import opinion as queries
from belvedere.contexts.panels.queries.campaign import public_campaigns
from belvedere.contexts.panels.queries.deliberation import minority_opinions_of, rejected_of
from belvedere.contexts.panels.states.campaign import CampaignState
from belvedere.contexts.panels.states.opinion import OpinionDraft, OpinionState, duplicated_numbers, missing_parts
from belvedere.contexts.panels.words import PUBLIC_SENTENCES
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.exchange.tables import table_response
from belvedere.platform.refusals import NotAllowed

ROWS_BY_PAGE = 20
RECRUITMENTS_SHOWN = 5
EMPTY_ROWS_AT_FIRST = 3
writers_only = role_required(RoleKind.AGENT, RoleKind.FACILITATOR)


@require_safe
def panel(request: Request) -> HttpResponseBase:
    """What a panel is, and the avis given."""
    found = queries.listed_opinions()
    download = table_response(request.GET.get("format", ""), "avis", OPINION_COLUMNS, found)
    if download is not None:
        return download
    page = Paginator(found, ROWS_BY_PAGE).get_page(request.GET.get("page"))
    recruitments = [
        (row, PUBLIC_SENTENCES[CampaignState(row.state)]) for row in public_campaigns()[:RECRUITMENTS_SHOWN]
    ]
    return render(request, "panels/panel.html", {"page": page, "rows": recruitments})


@require_safe
def opinion(request: Request, reference: str) -> HttpResponseBase:
    """One avis, recommendation by recommendation, with what was answered."""
    found = get_object_or_404(queries.opinions(), reference=reference)
    recommendations = queries.recommendations_of(reference)
    name = f"avis-{reference}"
    download = table_response(request.GET.get("format", ""), name, RECOMMENDATION_COLUMNS, recommendations)
    if download is not None:
        return download
    return render(
        request,
        "panels/opinion.html",
        {
            "opinion": found,
            "recommendations": recommendations,
            "minorities": minority_opinions_of(found),
            "rejected": rejected_of(found),
        },
    )


@require_safe
@writers_only
def desk(request: Request) -> HttpResponse:
    """The examens of the role's body: those that wait for an avis first."""
    return render(request, "panels/desk.html", {"rows": queries.desk_rows(role_in_action(request.role))})


def examen_of(request: Request, reference: str) -> ExamenCard:
    """Return the examen on which this role may write; 404 where there is none, a refusal where it is another's."""
    found = examen_card(reference)
    if found is None:
        raise Http404
    if not has_perm("panels.draft", request.role, found):
        raise NotAllowed
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@writers_only
def record(request: Request, reference: str) -> HttpResponse:
    """The form of an avis: each of its buttons saves the draft, then leads where its name says."""
    examen = examen_of(request, reference)
    if request.method == "POST":
        return _save(request, examen)
    written = queries.opinion_in(reference)
    if written is not None and written.state == OpinionState.RECORDED:
        return redirect("panels:opinion", written.reference)
    draft = written.draft if written is not None else OpinionDraft()
    more = EMPTY_ROWS_AT_FIRST if not draft.recommendations else int("ajouter" in request.GET)
    form = OpinionForm(initial={name: getattr(draft, name) for name in OpinionForm.base_fields})
    rows = RecommendationFormSet(initial=initial_rows(draft, more), prefix="r")
    return _form_page(request, examen, form, rows)


def _save(request: Request, examen: ExamenCard) -> HttpResponse:
    form = OpinionForm(request.POST)
    rows = RecommendationFormSet(request.POST, prefix="r")
    if not (form.is_valid() and rows.is_valid()):
        return _form_page(request, examen, form, rows, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    actions.draft_opinion(
        examen_reference=examen.reference,
        draft=typed_draft(form, rows),
        by=role_in_action(request.role),
        now=timezone.now(),
    )
    place = reverse("panels:record", args=[examen.reference])
    if "add" in request.POST:
        return redirect(f"{place}?ajouter#derniere")
    if "read" in request.POST:
        return redirect("panels:read_again", examen.reference)
    messages.success(request, _("Votre brouillon est gardé. Il n’est pas public."))
    return redirect(place)


def _form_page(
    request: Request,
    examen: ExamenCard,
    form: OpinionForm,
    rows: BaseFormSet[RecommendationForm],
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context = {"examen": examen, "form": form, "rows": rows}
    return render(request, "panels/record.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@writers_only
def read_again(request: Request, reference: str) -> HttpResponse:
    """The avis as everyone will read it, and the button that records it for good."""
    examen = examen_of(request, reference)
    if request.method == "POST":
        recorded = actions.record_opinion(
            examen_reference=reference, by=role_in_action(request.role), now=timezone.now()
        )
        messages.success(request, _("L’avis est enregistré et public. L’organisme doit maintenant répondre."))
        return redirect("panels:opinion", recorded.reference)
    written = queries.opinion_in(reference)
    if written is None:
        return redirect("panels:record", reference)
    context = {
        "examen": examen,
        "opinion": written,
        "minorities": minority_opinions_of(written),
        "rejected": rejected_of(written),
        "recommendations": written.recommendations.all(),
        "missing": [actions.PART_LABELS[part] for part in missing_parts(written.draft)],
        "doubles": duplicated_numbers(written.draft.recommendations),
    }
    return render(request, "panels/read_again.html", context)
