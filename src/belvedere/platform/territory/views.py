"""Screens of the territory: communes, bodies, the règlement in plain words, one's own commune."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from belvedere.platform.exchange.tables import table_response
from belvedere.platform.territory import queries
from belvedere.platform.territory.choice import chosen_commune, forget_commune, remember_commune
from belvedere.platform.territory.exports import BODY_COLUMNS, COMMUNE_COLUMNS
from belvedere.platform.territory.forms import LONGEST_NAME, ChooseCommuneForm
from belvedere.platform.territory.maps import commune_map
from belvedere.platform.territory.states import BodyKind
from belvedere.platform.territory.words import KIND_WORDS
from belvedere.platform.ui.preferences import from_this_site

SHOWN_SESSIONS = 6
UNKNOWN = HTTPStatus.UNPROCESSABLE_ENTITY


@require_safe
def commune_list(request: HttpRequest) -> HttpResponseBase:
    """Show the communes on a map and in a table."""
    rows = queries.communes_with_postal_codes()
    download = table_response(request.GET.get("format", ""), "communes", COMMUNE_COLUMNS, rows)
    if download is not None:
        return download
    found = list(rows)
    population = sum(commune.population for commune in found)
    content = {
        "communes": found,
        "population": population,
        "map": commune_map(found=found),
        "changes": queries.perimeter_changes(),
    }
    return render(request, "territory/communes.html", content)


@require_safe
def commune(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who decides what in a commune, its town hall, and what the contexts have about it."""
    found = queries.commune_by_slug(slug)
    if found is None:
        raise Http404
    grants = queries.grants_concerning(found, on=timezone.localdate())
    content = {
        "breadcrumb": [(_("Communes"), reverse("communes")), (found.name, "")],
        "commune": found,
        "body": found.body,
        "postal_codes": [postal.code for postal in found.postal_codes.all()],
        "holders": queries.holders_of(grants),
        "map": commune_map(current=found.slug),
    }
    return render(request, "territory/commune.html", content)


@require_safe
def body_list(request: HttpRequest) -> HttpResponseBase:
    """Show who decides: the métropole and its partners with what they decide, then the communes."""
    rows = queries.bodies()
    download = table_response(request.GET.get("format", ""), "organismes", BODY_COLUMNS, rows)
    if download is not None:
        return download
    found = list(rows)
    holders = {row.body.pk: row for row in queries.holders_of(queries.grants_in_force(on=timezone.localdate()))}
    above = [(row, holders.get(row.pk)) for row in found if row.kind != BodyKind.COMMUNE]
    towns = [row for row in found if row.kind == BodyKind.COMMUNE]
    of_a_commune = next((holders[row.pk] for row in towns if row.pk in holders), None)
    return render(request, "territory/bodies.html", {"above": above, "towns": towns, "of_a_commune": of_a_commune})


@require_safe
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a body decides, by which act, its règlement and its next sessions."""
    found = queries.body_by_slug(slug)
    if found is None:
        raise Http404
    today = timezone.localdate()
    content = {
        "breadcrumb": [(_("Organismes"), reverse("bodies")), (found.name, "")],
        "body": found,
        "kind": KIND_WORDS[BodyKind(found.kind)],
        "commune": getattr(found, "commune", None),
        "holders": queries.holders_of(queries.grants_in_force(on=today).filter(body=found)),
        "regulations": queries.regulations_of(bodies=[found], on=today)[0][1],
        "sessions": queries.sessions_of(found, since=today)[:SHOWN_SESSIONS],
    }
    return render(request, "territory/body.html", content)


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Show the règlements in plain words: that of the chosen commune, then those of the métropole and its partners."""
    chosen = chosen_commune(request)
    shown = [*([chosen.body] if chosen else []), *queries.bodies().exclude(kind=BodyKind.COMMUNE)]
    reglements = queries.regulations_of(bodies=shown, on=timezone.localdate())
    return render(request, "territory/rules.html", {"reglements": reglements, "chosen": chosen})


@from_this_site
def choose_commune(request: HttpRequest) -> HttpResponse:
    """Remember the commune that a visitor names; ask which one when several answer; forget it when asked to."""
    form = ChooseCommuneForm(request.POST)
    target = _back(request)
    if form.is_valid() and not form.cleaned_data["place"]:
        return _forgotten(target)
    candidates = form.candidates() if form.is_valid() else []
    if len(candidates) != 1:
        asked = request.POST.get("place", "")[:LONGEST_NAME]
        content = {"candidates": candidates, "asked": asked, "next": target}
        return render(request, "territory/which_commune.html", content, status=HTTPStatus.OK if candidates else UNKNOWN)
    response = redirect(target)
    remember_commune(response, candidates[0], is_secure=request.is_secure())
    return response


def _forgotten(target: str) -> HttpResponse:
    response = HttpResponseRedirect(target)
    forget_commune(response)
    return response


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next", "/")
    is_ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if is_ours else "/"
