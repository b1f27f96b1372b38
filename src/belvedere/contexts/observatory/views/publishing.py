"""What others take: the file of an indicator, its editions, the snapshots; and the program that checks them."""

from datetime import date
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from rules import has_perm

from belvedere.contexts.observatory.actions.snapshots import withdraw_frozen_file
from belvedere.contexts.observatory.exports.figures import VALUE_COLUMNS
from belvedere.contexts.observatory.models import FrozenFile, Indicator, Snapshot
from belvedere.contexts.observatory.queries import publishing
from belvedere.contexts.observatory.queries import snapshots as queries
from belvedere.contexts.observatory.queries.indicators import indicator_by_slug
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.exchange.tables import csv_response

VERIFIER = Path(__file__).parent.parent / "data" / "recompute_status.txt"
GONE = 410


def _indicator(slug: str) -> Indicator:
    found = indicator_by_slug(slug)
    if found is None:
        raise Http404
    return found


def _json(text: str) -> HttpResponse:
    response = HttpResponse(text, content_type="application/json")
    response["Access-Control-Allow-Origin"] = "*"  # a public file, that any page may read
    return response


def _address(slug: str) -> str:
    return settings.PUBLIC_URL + reverse("observatory:indicator", args=[slug])


@require_safe
def indicator_file(_request: HttpRequest, slug: str) -> HttpResponse:
    """Give an indicator as one file: its values, its target, its statuses as they are read today."""
    found = _indicator(slug)
    return _json(publishing.file_of(found, on=timezone.localdate(), address=_address(slug)))


@require_safe
def edition_file(_request: HttpRequest, slug: str, reference: str, form: str) -> HttpResponseBase:
    """Give an indicator as it was said once an edition was published: it never changes."""
    found = _indicator(slug)
    at = publishing.published_at(found, reference)
    if at is None or form not in {"csv", "json"}:
        raise Http404
    if form == "csv":
        return csv_response(f"{slug}-{reference}.csv", VALUE_COLUMNS, publishing.all_values(found, at=at))
    return _json(publishing.file_of(found, on=timezone.localdate(at), at=at, address=_address(slug)))


@require_safe
def verifier(_request: HttpRequest) -> HttpResponse:
    """Give the program that computes statuses again from the file of an indicator alone."""
    response = HttpResponse(VERIFIER.read_bytes(), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="recompute_status.py"'
    return response


@require_safe
def snapshot_list(request: Request) -> HttpResponse:
    """List the days on which public data were frozen."""
    return render(request, "observatory/snapshots.html", {"snapshots": list(queries.snapshots())})


def _snapshot(day: date) -> Snapshot:
    found = queries.snapshot_of(day)
    if found is None:
        raise Http404
    return found


@require_safe
def snapshot(request: Request, day: date) -> HttpResponse:
    """Show what was public on a day, how to cite it, how to check it."""
    found = _snapshot(day)
    content = {
        "snapshot": found,
        "files": queries.files_of(found),
        "address": settings.PUBLIC_URL + reverse("observatory:snapshot", args=[day]),
        "may_withdraw": has_perm("observatory.withdraw_frozen_file", request.role),
    }
    return render(request, "observatory/snapshot.html", content)


@require_safe
def imprints(_request: HttpRequest, day: date) -> HttpResponse:
    """Give the imprints of the files of a snapshot, as ``sha256sum -c`` reads them."""
    text = queries.manifest(queries.files_of(_snapshot(day)))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _file(day: date, collection: str, name: str) -> FrozenFile:
    found = queries.frozen_file(day, collection, name)
    if found is None:
        raise Http404
    return found


@require_safe
def frozen_file(request: Request, day: date, collection: str, name: str) -> HttpResponse:
    """Give a frozen file, byte for byte; one that was withdrawn says when and why."""
    found = _file(day, collection, name)
    if found.withdrawn_at is not None:
        return render(request, "observatory/withdrawn.html", {"file": found}, status=GONE)
    response = HttpResponse(queries.content_of(found), content_type=found.media_type)
    response["Access-Control-Allow-Origin"] = "*"  # a public file, that any page may read
    response["ETag"] = f'"{found.sha256}"'
    return response


@require_POST
@role_required(RoleKind.AGENT)
def withdraw(request: Request, day: date, collection: str, name: str) -> HttpResponse:
    """Take away a file that law forbids to publish any longer."""
    withdraw_frozen_file(
        file_id=_file(day, collection, name).pk,
        reason=request.POST.get("reason", ""),
        by=role_in_action(request.role),
        now=timezone.now(),
    )
    messages.success(request, _("Le fichier est retiré ; son empreinte reste, avec le motif."))
    return redirect("observatory:snapshot", day)
