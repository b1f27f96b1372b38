"""Pages of figures: an indicator, a chart alone, the map, the comparison."""

from datetime import datetime, time

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from belvedere.contexts.observatory.exports.figures import INDICATOR_COLUMNS, VALUE_COLUMNS
from belvedere.contexts.observatory.forms.figures import CompareForm, LookBackForm, MapForm, PeriodForm
from belvedere.contexts.observatory.models import Indicator
from belvedere.contexts.observatory.queries import indicators, places
from belvedere.contexts.observatory.queries.alerts import alert_on, said_alert
from belvedere.contexts.observatory.queries.indicator_pages import indicator_page, pictured
from belvedere.contexts.observatory.queries.indicators import indicator_by_slug
from belvedere.contexts.observatory.queries.publishing import all_values, published_editions
from belvedere.contexts.observatory.queries.revisions import register_of, sheet_at
from belvedere.contexts.observatory.queries.snapshots import frozen_in
from belvedere.platform.accounts.request import Request
from belvedere.platform.exchange.tables import table_response
from belvedere.platform.territory.choice import chosen_commune
from belvedere.platform.territory.queries import communes


def _mine(request: Request) -> str:
    commune = chosen_commune(request)
    return commune.slug if commune else ""


def _found(slug: str) -> Indicator:
    indicator = indicator_by_slug(slug)
    if indicator is None:
        raise Http404
    return indicator


@require_safe
def indicator_list(request: Request) -> HttpResponseBase:
    """Every indicator, with its policy, its kind, its source and its last value."""
    rows = indicators.listed(request.territory.siren)
    download = table_response(request.GET.get("format", ""), "indicateurs", INDICATOR_COLUMNS, rows)
    return download or render(request, "observatory/indicators.html", {"rows": rows})


@require_safe
def indicator(request: Request, slug: str) -> HttpResponseBase:
    """One indicator, today or as this page said it on a day."""
    found = _found(slug)
    if form := request.GET.get("format", ""):
        download = table_response(form, found.slug, VALUE_COLUMNS, all_values(found))
        if download is not None:
            return download
    look_back = LookBackForm(request.GET if request.GET.get("au") else None)
    day = look_back.day
    at = timezone.make_aware(datetime.combine(day, time.max)) if day else None
    page = indicator_page(
        found,
        list(communes()),
        on=day or timezone.localdate(),
        at=at,
        period=request.GET.get("periode", ""),
        mine=_mine(request),
    )
    alert = None if day else alert_on(found)
    content = {
        "indicator": found,
        "page": page,
        "said": sheet_at(found, at),
        "look_back": look_back,
        "day": day,
        "periods": PeriodForm({"periode": page.period}, periods=page.periods),
        "register": register_of(found),
        "alert": alert,
        "alert_words": said_alert(alert) if alert else "",
        "published": published_editions(found),
        "frozen": frozen_in(f"indicateur-{found.slug}"),
        "today": timezone.localdate(),
        "site": settings.PUBLIC_URL,
        "address": settings.PUBLIC_URL + reverse("observatory:indicator", args=[found.slug]),
    }
    return render(request, "observatory/indicator.html", content)


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # any site may show one of our charts
@require_safe
def chart(request: Request, slug: str, name: str) -> HttpResponse:
    """One chart alone, that any site may show in a frame: no script, no cookie."""
    found = _found(slug)
    figure = pictured(found, list(communes()), period=request.GET.get("periode", "")).chart(name)
    if figure is None:
        raise Http404
    return render(request, "observatory/chart.html", {"indicator": found, "figure": figure})


@require_safe
def map_page(request: Request) -> HttpResponse:
    """Any indicator on the map of the communes."""
    named = [(row.slug, f"{row.policy.name} : {row.name}") for row in indicators.mapped()]
    slug = request.GET.get("indicateur", "") or (named[0][0] if named else "")
    found = indicator_by_slug(slug) if slug else None
    if slug and found is None:
        raise Http404
    page = None
    if found is not None:
        page = pictured(found, list(communes()), period=request.GET.get("periode", ""), mine=_mine(request))
    form = MapForm(
        {"indicateur": slug, "periode": page.period if page else ""},
        indicators=named,
        periods=page.periods if page else [],
    )
    content = {
        "form": form,
        "indicator": found,
        "map": page.embeddable("carte") if page else None,
        "bars": page.embeddable("barres") if page else None,
    }
    return render(request, "observatory/map.html", content)


@require_safe
def compare(request: Request) -> HttpResponse:
    """Communes side by side with the whole territory, indicator by indicator: no ranking."""
    form = CompareForm(request.GET, communes=communes())
    chosen = form.chosen
    groups = places.compared_places(chosen) if chosen else []
    return render(request, "observatory/compare.html", {"form": form, "chosen": chosen, "groups": groups})
