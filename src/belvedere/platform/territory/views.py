"""Screens of the territory: communes, bodies, the règlement in plain words, one's own commune."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from belvedere.platform.exchange.tables import table_response
from belvedere.platform.territory import queries
from belvedere.platform.territory.choice import forget_commune, remember_commune
from belvedere.platform.territory.exports import BODY_COLUMNS, COMMUNE_COLUMNS
from belvedere.platform.territory.forms import ChooseCommuneForm
from belvedere.platform.territory.maps import commune_map


@require_safe
def commune_list(request: HttpRequest) -> HttpResponseBase:
    """Show the communes on a map and in a table."""
    rows = queries.communes().prefetch_related("postal_codes")
    download = table_response(request.GET.get("format", ""), "communes", COMMUNE_COLUMNS, rows)
    if download is not None:
        return download
    return render(request, "territory/communes.html", {"communes": rows, "map": commune_map()})


@require_safe
def commune(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who decides what in a commune, its town hall, and what the contexts have about it."""
    found = queries.commune_by_slug(slug)
    if found is None:
        raise Http404
    grants = queries.grants_concerning(found, on=timezone.localdate())
    return render(request, "territory/commune.html", {"commune": found, "body": found.body, "grants": grants})


@require_safe
def body_list(request: HttpRequest) -> HttpResponseBase:
    download = table_response(request.GET.get("format", ""), "organismes", BODY_COLUMNS, queries.bodies())
    if download is not None:
        return download
    return render(request, "territory/bodies.html", {"bodies": queries.bodies()})


@require_safe
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a body decides, by which act, its règlement and its next sessions."""
    found = queries.body_by_slug(slug)
    if found is None:
        raise Http404
    today = timezone.localdate()
    content = {
        "body": found,
        "grants": queries.grants_in_force(on=today).filter(body=found),
        "rules": queries.rules_in_words(body=found, on=today),
        "sessions": queries.sessions_of(found, since=today),
    }
    return render(request, "territory/body.html", content)


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Show the règlement of each body in plain words; the communes have theirs on their own page."""
    today = timezone.localdate()
    bodies = queries.bodies().exclude(kind="commune")
    reglements = [(row, queries.rules_in_words(body=row, on=today)) for row in bodies]
    return render(request, "territory/rules.html", {"reglements": reglements})


@require_POST
def choose_commune(request: HttpRequest) -> HttpResponse:
    """Remember the commune that a visitor names; ask which one when several answer."""
    form = ChooseCommuneForm(request.POST)
    target = _back(request)
    if not form.is_valid() or not form.cleaned_data["place"]:
        response: HttpResponse = HttpResponseRedirect(target)
        forget_commune(response)
        return response
    candidates = form.candidates()
    if len(candidates) != 1:
        content = {"candidates": candidates, "asked": form.cleaned_data["place"], "next": target}
        return render(request, "territory/which_commune.html", content, status=200 if candidates else 422)
    messages.success(
        request, _("Votre commune : %(name)s. Vous pouvez la changer à tout moment.") % {"name": candidates[0]}
    )
    response = redirect(target)
    remember_commune(response, candidates[0], is_secure=request.is_secure())
    return response


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next", "/")
    is_ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if is_ours else "/"
