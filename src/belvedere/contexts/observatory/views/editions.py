"""The desk of figures: a file is looked at, published, undone; an address is read again."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rules import has_perm

from belvedere.contexts.observatory.actions.editions import drop_edition, publish_edition, receive_file, undo_edition
from belvedere.contexts.observatory.actions.feeds import set_feed
from belvedere.contexts.observatory.actions.readings import read_indicator
from belvedere.contexts.observatory.exports.schema import table_schema
from belvedere.contexts.observatory.forms.editions import FeedForm, FileForm
from belvedere.contexts.observatory.models import Edition, Indicator
from belvedere.contexts.observatory.queries import policies
from belvedere.contexts.observatory.queries.checking import checked_file
from belvedere.contexts.observatory.queries.editions import editions
from belvedere.contexts.observatory.queries.indicators import indicator_by_slug, indicators_kept_by
from belvedere.contexts.observatory.states.figures import EditionState
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.exchange.refusals import NotASheet
from belvedere.platform.exchange.sheets import MOST_BYTES
from belvedere.platform.refusals import NotAllowed

KEEPERS = (RoleKind.AGENT, RoleKind.DEPARTMENT)
SHOWN_FAULTS = 100
UNPROCESSABLE = 422


@require_safe
def schema(_request: Request, slug: str) -> JsonResponse:
    """The Table Schema that a file of this indicator follows."""
    found = indicator_by_slug(slug)
    if found is None:
        raise Http404
    return JsonResponse(table_schema(found), json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
@role_required(*KEEPERS)
def desk(request: Request) -> HttpResponse:
    """The indicators that this role keeps, and the last editions."""
    role = role_in_action(request.role)
    kept = indicators_kept_by(role)
    found = editions().filter(indicator__in=[row.pk for row in kept])[:50]
    content = {
        "indicators": kept,
        "editions": found,
        "policies": policies().filter(body=role.body) if role.kind == RoleKind.AGENT else [],
    }
    return render(request, "observatory/desk.html", content)


def _kept(request: Request, slug: str) -> Indicator:
    found = indicator_by_slug(slug)
    if found is None:
        raise Http404
    if not has_perm("observatory.keep_figures", request.role, found):
        raise NotAllowed
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*KEEPERS)
def bring(request: Request, slug: str) -> HttpResponseBase:
    """Bring a file of an indicator: it is looked at before anything is published."""
    indicator = _kept(request, slug)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            if sent.size > MOST_BYTES:
                raise NotASheet("too_large")
            edition = receive_file(
                indicator=indicator,
                content=sent.read(),
                file_name=sent.name,
                by=role_in_action(request.role),
                now=timezone.now(),
            )
        except NotASheet as error:
            form.add_error("file", str(error.message))
        else:
            return redirect("observatory:edition", edition.reference)
    content = {
        "indicator": indicator,
        "form": form,
        "feed_form": FeedForm(),
        "feed": getattr(indicator, "feed", None),
        "editions": editions().filter(indicator=indicator)[:20],
    }
    return render(request, "observatory/bring.html", content, status=UNPROCESSABLE if form.errors else 200)


@require_POST
@role_required(*KEEPERS)
def feed(request: Request, slug: str) -> HttpResponse:
    """Let an address be read again by itself."""
    indicator = _kept(request, slug)
    form = FeedForm(request.POST)
    if form.is_valid():
        set_feed(indicator=indicator, by=role_in_action(request.role), now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("L’adresse sera lue, et relue à son rythme."))
    else:
        messages.error(request, _("Cette adresse ou ce rythme ne convient pas : rien n’a changé."))
    return redirect("observatory:bring", slug)


def _edition(request: Request, reference: str) -> Edition:
    found = (
        Edition.objects.select_related("indicator__territory", "indicator__policy").filter(reference=reference).first()
    )
    if found is None or found.indicator is None:
        raise Http404
    if not has_perm("observatory.keep_figures", request.role, found.indicator):
        raise NotAllowed
    return found


@require_safe
@role_required(*KEEPERS)
def edition(request: Request, reference: str) -> HttpResponse:
    """A file as it was looked at: every fault by line and column, what would change."""
    found = _edition(request, reference)
    checked = None
    if found.state == EditionState.TO_CHECK and found.indicator is not None:
        checked = checked_file(indicator=found.indicator, content=bytes(found.content), file_name=found.file_name)
    content = {
        "edition": found,
        "indicator": found.indicator,
        "checked": checked,
        "errors": checked.errors[:SHOWN_FAULTS] if checked else [],
        "doubts": checked.doubts[:SHOWN_FAULTS] if checked else [],
    }
    return render(request, "observatory/edition.html", content)


@require_POST
@role_required(*KEEPERS)
def publish(request: Request, reference: str) -> HttpResponse:
    """Publish a file whole; the rule reads its indicator again at once."""
    _edition(request, reference)
    found = publish_edition(reference=reference, by=role_in_action(request.role), now=timezone.now())
    if found.indicator is not None:
        read_indicator(slug=found.indicator.slug, now=timezone.now())
    messages.success(request, _("L’édition %(reference)s est publiée.") % {"reference": reference})
    return redirect("observatory:edition", reference)


@require_POST
@role_required(*KEEPERS)
def undo(request: Request, reference: str) -> HttpResponse:
    """Undo a published file by another edition."""
    _edition(request, reference)
    undoing = undo_edition(reference=reference, by=role_in_action(request.role), now=timezone.now())
    if undoing.indicator is not None:
        read_indicator(slug=undoing.indicator.slug, now=timezone.now())
    messages.success(request, _("L’édition est annulée ; la page redit ce qu’elle disait avant."))
    return redirect("observatory:edition", reference)


@require_POST
@role_required(*KEEPERS)
def drop(request: Request, reference: str) -> HttpResponse:
    """Give up a file that was only looked at."""
    _edition(request, reference)
    drop_edition(reference=reference, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Le fichier est abandonné."))
    return redirect("observatory:desk")
