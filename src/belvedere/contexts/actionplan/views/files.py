"""Files of sheets: taken away by anyone, brought back by who leads the plan, looked at before anything changes."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rules import has_perm

from belvedere.contexts.actionplan import queries
from belvedere.contexts.actionplan.actions.files import bring_file, drop_file, import_file
from belvedere.contexts.actionplan.exports import sheets_as_csv, sheets_as_xlsx, table_schema
from belvedere.contexts.actionplan.forms.sheets import PlanFileForm
from belvedere.contexts.actionplan.models import Deposit, Plan
from belvedere.contexts.actionplan.queries.checking import checked_plan
from belvedere.contexts.actionplan.queries.sheets import directory, the_plan, with_parts
from belvedere.contexts.actionplan.refusals import NoPlan
from belvedere.contexts.actionplan.states.iterations import DepositState
from belvedere.contexts.actionplan.views import staff_only
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.exchange.refusals import NotASheet
from belvedere.platform.exchange.sheets import MOST_BYTES
from belvedere.platform.exchange.workbooks import WORKBOOK
from belvedere.platform.refusals import NotAllowed

SHOWN_FAULTS = 100
WRITERS = {"csv": (sheets_as_csv, "text/csv; charset=utf-8"), "xlsx": (sheets_as_xlsx, WORKBOOK)}


@require_safe
def sheets(_request: Request, kind: str) -> HttpResponse:
    """The sheets of the whole plan, as a file that can be changed and brought back."""
    if kind not in WRITERS:
        raise Http404
    write, media_type = WRITERS[kind]
    content = write(with_parts(queries.actions()).order_by("reference"))
    headers = {"Content-Disposition": f'attachment; filename="plan-d-actions-fiches.{kind}"'}
    return HttpResponse(content, content_type=media_type, headers=headers)


@require_safe
def schema(_request: Request) -> JsonResponse:
    """The Table Schema that a file of sheets follows."""
    return JsonResponse(table_schema(directory()), json_dumps_params={"ensure_ascii": False, "indent": 1})


def _led(request: Request) -> Plan:
    plan = the_plan()
    if plan is None:
        raise NoPlan
    if not has_perm("actionplan.lead", request.role, plan):
        raise NotAllowed
    return plan


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def bring(request: Request) -> HttpResponse:
    """Bring a file: it is looked at first."""
    if the_plan() is None:
        return redirect("actionplan:plan_desk")
    _led(request)
    form = PlanFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            if sent.size > MOST_BYTES:
                raise NotASheet("too_large")
            by = role_in_action(request.role)
            deposit = bring_file(content=sent.read(), file_name=sent.name, by=by, now=timezone.now())
        except NotASheet as error:
            form.add_error("file", str(error.message))
        else:
            return redirect("actionplan:deposit", deposit.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "actionplan/desk/bring.html", {"form": form}, status=status)


@require_safe
@staff_only
def deposit(request: Request, pk: int) -> HttpResponse:
    """A file as it was looked at: what would change, every fault with its mend."""
    plan = _led(request)
    found = get_object_or_404(Deposit, pk=pk)
    checked = None
    if found.state == DepositState.TO_CHECK:
        checked = checked_plan(
            plan=plan, content=bytes(found.content), file_name=found.file_name, on=timezone.localdate()
        )
    content = {"deposit": found, "checked": checked, "faults": checked.faults[:SHOWN_FAULTS] if checked else []}
    return render(request, "actionplan/desk/deposit.html", content)


@require_POST
@staff_only
def bring_in(request: Request, pk: int) -> HttpResponse:
    """Import a file, whole or for its good rows only."""
    _led(request)
    found = import_file(
        deposit=get_object_or_404(Deposit, pk=pk),
        good_rows_only=request.POST.get("good_rows_only") == "oui",
        by=role_in_action(request.role),
        now=timezone.now(),
    )
    said = {"added": len(found.added), "revised": len(found.revised)}
    messages.success(request, _("Actions ajoutées : %(added)s ; modifiées : %(revised)s.") % said)
    return redirect("actionplan:deposit", pk)


@require_POST
@staff_only
def drop(request: Request, pk: int) -> HttpResponse:
    """Give up a file."""
    drop_file(deposit=get_object_or_404(Deposit, pk=pk), by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Le fichier est abandonné."))
    return redirect("actionplan:bring")
