"""The quotas of a recruitment: categories, bounds, live feasibility."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belvedere.contexts.panels.actions import quotas as actions
from belvedere.contexts.panels.exports.campaign import QUOTA_COLUMNS
from belvedere.contexts.panels.forms.campaign import BoundsForm, CrossForm, KnownCategoryForm, TypedCategoryForm
from belvedere.contexts.panels.models import Campaign
from belvedere.contexts.panels.queries import quotas as queries
from belvedere.contexts.panels.queries.margins import known_margins
from belvedere.contexts.panels.queries.pool import PoolRow
from belvedere.contexts.panels.refusals.campaign import CategoryExists, QuotasNotComputed
from belvedere.contexts.panels.states.campaign import CampaignState, CampaignVerb, CategoryKind, may
from belvedere.contexts.panels.views.access import own_campaign, recruiters_only
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.exchange.tables import table_response


@require_safe
@recruiters_only
def quotas(request: Request, reference: str) -> HttpResponseBase:
    """Every category with its quotas, and what makes them impossible."""
    campaign = own_campaign(request, reference)
    tables = queries.quota_tables(campaign)
    rows = [PoolRow(row.target, 0) for table in tables for row in table.rows]
    download = table_response(request.GET.get("format", ""), f"quotas-{reference}", QUOTA_COLUMNS, rows)
    return download or _page(request, campaign, tables=tables)


def _page(
    request: Request,
    campaign: Campaign,
    *,
    tables: list[queries.QuotaTable] | None = None,
    bounds: BoundsForm | None = None,
    known: KnownCategoryForm | None = None,
    typed: TypedCategoryForm | None = None,
    cross: CrossForm | None = None,
    category_id: int = 0,
) -> HttpResponse:
    tables = queries.quota_tables(campaign) if tables is None else tables
    margins = known_margins(campaign)
    there = {table.category.name for table in tables}
    uncrossed = [table.category.name for table in tables if table.category.kind != CategoryKind.CROSSED]
    content = {
        "campaign": campaign,
        "blocks": [
            (table, _fields(table, campaign, bounds if bounds and table.category.pk == category_id else None))
            for table in tables
        ],
        "faults": queries.quota_faults(campaign),
        "known": known or KnownCategoryForm(margins=[row for row in margins if row.name not in there]),
        "typed": typed or TypedCategoryForm(prefix="t"),
        "cross": cross or CrossForm(names=uncrossed),
        "may_cross": len(uncrossed) > 1,
        "may_edit": campaign.state == CampaignState.QUOTAS,
        "may_bound": may(campaign.state, CampaignVerb.SET_QUOTAS),
        "may_revise": may(campaign.state, CampaignVerb.REVISE_QUOTAS),
        "wrong": bounds,
    }
    has_faults = any(form is not None for form in (bounds, known, typed, cross))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if has_faults else HTTPStatus.OK
    return render(request, "panels/campaign/quotas.html", content, status=status)


def _fields(table: queries.QuotaTable, campaign: Campaign, wrong: BoundsForm | None) -> list[tuple[object, ...]]:
    """Return the rows of a table with their two boxes."""
    form = wrong or BoundsForm(targets=[row.target for row in table.rows], size=campaign.size)
    return [(row, form[f"min-{row.target.pk}"], form[f"max-{row.target.pk}"]) for row in table.rows]


def _bounds_form(request: Request, campaign: Campaign, category_id: int) -> BoundsForm:
    category = next((row for row in queries.categories_of(campaign) if row.pk == category_id), None)
    if category is None:
        raise Http404
    return BoundsForm(request.POST, targets=list(category.targets.all()), size=campaign.size)


@require_POST
@recruiters_only
def set_bounds(request: Request, reference: str, category_id: int) -> HttpResponse:
    """Save the minima and the maxima of a category."""
    campaign = own_campaign(request, reference)
    form = _bounds_form(request, campaign, category_id)
    if not form.is_valid():
        return _page(request, campaign, bounds=form, category_id=category_id)
    actions.set_bounds(reference=reference, bounds=form.bounds, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Les quotas sont enregistrés."))
    return redirect("panels:quotas", reference)


@require_POST
@recruiters_only
def check_bounds(request: Request, reference: str, category_id: int) -> HttpResponse:
    """Say whether what is being typed can hold, without saving it: a piece of page, asked while typing."""
    campaign = own_campaign(request, reference)
    form = _bounds_form(request, campaign, category_id)
    form.is_valid()
    content = {"campaign": campaign, "faults": queries.quota_faults(campaign, form.bounds), "is_typed": True}
    return render(request, "panels/campaign/parts/feasibility.html", content)


@require_POST
@recruiters_only
def add_known(request: Request, reference: str) -> HttpResponse:
    """Add a category whose populations are known here."""
    campaign = own_campaign(request, reference)
    form = KnownCategoryForm(request.POST, margins=known_margins(campaign))
    if not form.is_valid():
        return _page(request, campaign, known=form)
    actions.add_category(
        reference=reference, margin=form.margin, rounding=form.rounding, by=role_in_action(request.role)
    )
    return redirect("panels:quotas", reference)


@require_POST
@recruiters_only
def add_typed(request: Request, reference: str) -> HttpResponse:
    """Add a category whose populations are typed, with their source."""
    campaign = own_campaign(request, reference)
    form = TypedCategoryForm(request.POST, prefix="t")
    if not form.is_valid():
        return _page(request, campaign, typed=form)
    try:
        actions.add_category(
            reference=reference, margin=form.margin, rounding=form.rounding, by=role_in_action(request.role)
        )
    except (CategoryExists, QuotasNotComputed) as refusal:
        form.add_error("name" if isinstance(refusal, CategoryExists) else "populations", str(refusal.message))
        return _page(request, campaign, typed=form)
    return redirect("panels:quotas", reference)


@require_POST
@recruiters_only
def cross(request: Request, reference: str) -> HttpResponse:
    """Add the crossing of two categories."""
    campaign = own_campaign(request, reference)
    names = [row.name for row in queries.categories_of(campaign) if row.kind != CategoryKind.CROSSED]
    form = CrossForm(request.POST, names=names)
    if not form.is_valid():
        return _page(request, campaign, cross=form)
    actions.cross_categories(
        reference=reference, rounding=actions.Rounding(), by=role_in_action(request.role), **form.cleaned_data
    )
    return redirect("panels:quotas", reference)


@require_POST
@recruiters_only
def remove(request: Request, reference: str, category_id: int) -> HttpResponse:
    own_campaign(request, reference)
    actions.remove_category(reference=reference, category_id=category_id, by=role_in_action(request.role))
    messages.success(request, _("Le critère est retiré."))
    return redirect("panels:quotas", reference)


@require_POST
@recruiters_only
def adopt(request: Request, reference: str) -> HttpResponse:
    own_campaign(request, reference)
    actions.adopt_quotas(reference=reference, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Les quotas sont adoptés. Place au registre."))
    return redirect("panels:register", reference)


@require_http_methods(["POST"])
@recruiters_only
def revise(request: Request, reference: str) -> HttpResponse:
    own_campaign(request, reference)
    actions.revise_quotas(reference=reference, by=role_in_action(request.role))
    return redirect("panels:quotas", reference)
