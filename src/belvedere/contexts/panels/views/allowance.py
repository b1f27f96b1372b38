"""The allowances of a panel: what is owed, the files for the accountant, what is paid."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from belvedere.contexts.panels.actions import allowance as actions
from belvedere.contexts.panels.exports.allowance import ALLOWANCE_COLUMNS, shown_euros
from belvedere.contexts.panels.queries import allowance as queries
from belvedere.contexts.panels.states.panel import AllowanceKind
from belvedere.contexts.panels.views.access import own_panel, recruiters_only
from belvedere.contexts.panels.words import ALLOWANCE_KIND_LABELS
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.exchange.tables import csv_response


@require_safe
@never_cache
@recruiters_only
def allowances(request: Request, slug: str) -> HttpResponse:
    """What is owed now, and the files already given to the accountant."""
    panel = own_panel(request, slug)
    due = list(queries.allowances_due(panel))
    rates = queries.rates_of(panel.body, timezone.localdate())
    content = {
        "panel": panel,
        "due": [(row, ALLOWANCE_KIND_LABELS[AllowanceKind(row.kind)], shown_euros(row.amount_cents)) for row in due],
        "total": shown_euros(sum(row.amount_cents for row in due)),
        "exports": [(row, shown_euros(row.cents)) for row in queries.exports_of(panel)],
        "rates": [(ALLOWANCE_KIND_LABELS[kind], shown_euros(row.value), row) for kind, row in rates.items()],
    }
    return render(request, "panels/standing/allowances.html", content)


@require_POST
@recruiters_only
def export_allowances(request: Request, slug: str) -> HttpResponse:
    """Put everything that is owed in a new file."""
    own_panel(request, slug)
    number = actions.export_allowances(slug=slug, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Le fichier %(number)s est prêt pour le comptable.") % {"number": number})
    return redirect("panels:allowances", slug)


@require_safe
@never_cache
@recruiters_only
def allowance_file(request: Request, slug: str, number: int) -> HttpResponseBase:
    """Give a file again, the same lines each time."""
    panel = own_panel(request, slug)
    rows = list(queries.allowances_of(panel).filter(export_number=number))
    if not rows:
        raise Http404
    return csv_response(f"indemnites-{slug}-{number}.csv", ALLOWANCE_COLUMNS, rows)


@require_POST
@recruiters_only
def mark_paid(request: Request, slug: str, number: int) -> HttpResponse:
    """Write that a file is paid."""
    own_panel(request, slug)
    actions.mark_paid(slug=slug, export_number=number, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Le fichier est payé. Chaque membre le voit dans son espace."))
    return redirect("panels:allowances", slug)
