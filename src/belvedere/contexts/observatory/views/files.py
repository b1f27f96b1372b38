"""The file of an examen, kept by the agent and the facilitator; examens opened by choice."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from rules import has_perm

import belvedere.contexts.observatory.actions.files as actions
from belvedere.contexts.observatory.forms.examens import (
    ChooseExamenForm,
    MinutesForm,
    MissionForm,
    PieceForm,
    ReasonForm,
)
from belvedere.contexts.observatory.models import Examen
from belvedere.contexts.observatory.queries import examen_by_reference, policies
from belvedere.contexts.observatory.states.examens import ExamenState, Origin, PieceKind, PieceSheet
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.refusals import NotAllowed

UNPROCESSABLE = 422
EITHER = ["GET", "HEAD", "POST"]


@require_http_methods(EITHER)
@role_required(RoleKind.AGENT)
def choose(request: Request) -> HttpResponse:
    """Open an examen that the panel chose or that the council asked for."""
    role = role_in_action(request.role)
    named = [(row.slug, row.name) for row in policies().filter(body=role.body_id)]
    form = ChooseExamenForm(request.POST or None, policies=named)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        opened = actions.choose_examen(
            policy_slug=said["policy"],
            origin=Origin(said["origin"]),
            question=said["question"],
            reason=said["reason"],
            by=role,
            now=timezone.now(),
        )
        messages.success(request, _("L’examen %(reference)s est ouvert.") % {"reference": opened.reference})
        return redirect("observatory:examen", opened.reference)
    return render(
        request, "observatory/choose_examen.html", {"form": form}, status=UNPROCESSABLE if form.errors else 200
    )


@require_http_methods(EITHER)
@role_required(RoleKind.AGENT, RoleKind.FACILITATOR)
def file(request: Request, reference: str) -> HttpResponse:
    """Keep the file of an examen: its mission, its pieces, its minutes; open it again."""
    examen = examen_by_reference(reference)
    if examen is None:
        raise Http404
    if not has_perm("observatory.keep_file", request.role, examen.policy):
        raise NotAllowed
    asked = request.POST.get("do", "") if request.method == "POST" else ""
    forms: dict[str, Form] = {
        "mission": MissionForm(request.POST if asked == "mission" else None, initial={"mission": examen.mission}),
        "piece": PieceForm(request.POST if asked == "piece" else None),
        "minutes": MinutesForm(request.POST if asked == "minutes" else None),
        "reopen": ReasonForm(request.POST if asked == "reopen" else None),
    }
    if asked in forms and forms[asked].is_valid():
        return redirect("observatory:examen", _done(request, examen, asked, forms[asked]))
    is_wrong = asked in forms and bool(forms[asked].errors)
    content = {
        "examen": examen,
        "mission_form": forms["mission"],
        "piece_form": forms["piece"],
        "reason_form": forms["reopen"],
        "hearings": examen.pieces.filter(kind=PieceKind.HEARING, minutes_at=None, on__lte=timezone.localdate()),
        "may_reopen": examen.state == ExamenState.CLOSED
        and has_perm("observatory.open_examen", request.role, examen.policy),
    }
    return render(request, "observatory/file.html", content, status=UNPROCESSABLE if is_wrong else 200)


def _done(request: Request, examen: Examen, asked: str, form: Form) -> str:
    """Call the action that was asked; return the reference of the examen to show."""
    by, now, said = role_in_action(request.role), timezone.now(), form.cleaned_data
    reference = examen.reference
    if asked == "mission":
        actions.write_mission(reference=reference, mission=said["mission"], by=by, now=now)
    elif asked == "piece":
        sheet = PieceSheet(**(said | {"kind": PieceKind(said["kind"])}))
        actions.add_piece(reference=reference, sheet=sheet, by=by, now=now)
    elif asked == "minutes":
        number = request.POST.get("number", "")
        if not number.isdigit() or not examen.pieces.filter(number=int(number)).exists():
            raise Http404
        actions.write_minutes(reference=reference, number=int(number), minutes=said["minutes"], by=by, now=now)
    else:
        reference = actions.reopen_examen(reference=reference, reason=said["reason"], by=by, now=now).reference
    messages.success(request, _("C’est enregistré, et public."))
    return reference
