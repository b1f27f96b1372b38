"""The private space of a member: her mandate, her sessions, her allowances, her public name, her resignation."""

from http import HTTPStatus

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belvedere.contexts.panels.actions import member as actions
from belvedere.contexts.panels.exports.allowance import shown_euros
from belvedere.contexts.panels.forms.member import COMES, STAYS, ComingForm, MemberCodeForm, MemberHearingForm, NameForm
from belvedere.contexts.panels.models import Attendance, Panel, Seat, Session
from belvedere.contexts.panels.queries.allowance import allowances_of_seat
from belvedere.contexts.panels.queries.attendance import answers_of
from belvedere.contexts.panels.queries.document import document_of_panel
from belvedere.contexts.panels.queries.hearing import hearings_of
from belvedere.contexts.panels.queries.register import typed_code
from belvedere.contexts.panels.queries.session import coming_sessions, sessions_of
from belvedere.contexts.panels.queries.standing import missions_of, open_missions
from belvedere.contexts.panels.states.panel import (
    AllowanceKind,
    AllowanceState,
    AttendanceState,
    HearingState,
    MissionState,
    SessionState,
)
from belvedere.contexts.panels.states.seat import SeatState
from belvedere.contexts.panels.views.download import attached
from belvedere.contexts.panels.views.member_access import code_in, members_only, members_past_and_present
from belvedere.contexts.panels.words import ALLOWANCE_KIND_LABELS, ALLOWANCE_LABELS, HEARING_LABELS, MISSION_LABELS


@require_http_methods(["GET", "HEAD", "POST"])
def member_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a member."""
    form = MemberCodeForm(request.POST or None)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        return render(request, "panels/member/code.html", {"form": form}, status=status)
    return redirect("panels:member", typed_code(form.cleaned_data["code"]) or "-")


def panel_of(seat: Seat) -> Panel:
    """Return the panel of a member."""
    if seat.panel is None:
        raise Http404
    return seat.panel


@require_safe
@members_past_and_present
def member(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Everything that concerns a member, on one page."""
    panel, now = panel_of(seat), timezone.now()
    answers = answers_of(seat)
    held = sessions_of(panel).filter(state=SessionState.HELD.value).order_by("-starts_at")
    content = {
        "seat": seat,
        "panel": panel,
        "code": code_in(request),
        "sits": seat.state == SeatState.CONFIRMED,
        "coming": [(row, _said(answers.get(row.pk)), answers.get(row.pk)) for row in coming_sessions(panel, now)],
        "held": [(row, answers.get(row.pk)) for row in held],
        "allowances": [
            (
                row,
                ALLOWANCE_KIND_LABELS[AllowanceKind(row.kind)],
                ALLOWANCE_LABELS[AllowanceState(row.state)],
                shown_euros(row.amount_cents),
            )
            for row in allowances_of_seat(seat)
        ],
        "missions": [(row, MISSION_LABELS[MissionState(row.state)]) for row in missions_of(panel)],
        "hearings": [(row, HEARING_LABELS[HearingState(row.state)]) for row in hearings_of(panel)],
        "name_form": NameForm(initial={"name": seat.public_name or _known_name(seat)}),
    }
    return render(request, "panels/member/member.html", content)


def _said(attendance: Attendance | None) -> str:
    if attendance is None:
        return ""
    return STAYS if attendance.state == AttendanceState.EXCUSED else COMES


def _known_name(seat: Seat) -> str:
    candidate = seat.candidate
    return f"{candidate.contact.first_name} {candidate.contact.last_name}" if candidate is not None else ""


def _session(panel: Panel, number: int) -> Session:
    found = sessions_of(panel).filter(number=number).exclude(state=SessionState.CANCELLED.value).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def member_session(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """One session: where, what for, its documents, and the member's answer."""
    panel = panel_of(seat)
    session = _session(panel, number)
    written = answers_of(seat).get(session.pk)
    known = {"comes": _said(written), "needs_care": written.needs_care, "needs": written.needs} if written else None
    candidate = seat.candidate
    form = ComingForm(
        request.POST or None, initial=known or {"needs": candidate.contact.needs[:300] if candidate else ""}
    )
    if not form.is_valid():
        content = {
            "panel": panel,
            "session": session,
            "form": form,
            "may_answer": session.state == SessionState.PLANNED and timezone.now() < session.starts_at,
        }
        return _page(request, "panels/member/session.html", form, content)
    actions.answer_session(seat=seat, number=number, presence=form.presence, now=timezone.now())
    messages.success(request, _("Votre réponse est enregistrée. Vous pouvez la changer jusqu’au début de la séance."))
    return redirect("panels:member", code_in(request))


def _page(request: HttpRequest, template: str, form: Form, content: dict[str, object]) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, template, {"form": form, "code": code_in(request), **content}, status=status)


@require_safe
@members_past_and_present
def member_document(_request: HttpRequest, seat: Seat, key: int) -> HttpResponse:
    """Give a document of the panel to one of its members."""
    return attached(document_of_panel(panel_of(seat), key))


@require_POST
@members_only
def agree_to_name(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Publish the member's name, as she wrote it."""
    form = NameForm(request.POST)
    if not form.is_valid():
        return _page(request, "panels/member/name.html", form, {"panel": panel_of(seat)})
    actions.agree_to_name(seat=seat, name=form.cleaned_data["name"], now=timezone.now())
    messages.success(request, _("Votre nom est public. Vous pouvez le retirer quand vous voulez."))
    return redirect("panels:member", code_in(request))


@require_POST
@members_past_and_present
def withdraw_name(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Take the member's name away."""
    actions.withdraw_name(seat=seat, now=timezone.now())
    messages.success(request, _("Votre nom n’est plus public."))
    return redirect("panels:member", code_in(request))


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def member_hearing(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Ask for a hearing on behalf of the panel."""
    panel = panel_of(seat)
    form = MemberHearingForm(request.POST or None, missions=open_missions(panel))
    if not form.is_valid():
        return _page(request, "panels/member/hearing.html", form, {"panel": panel})
    actions.request_hearing(
        seat=seat,
        asked_of=form.cleaned_data["asked_of"],
        subject=form.cleaned_data["subject"],
        mission_number=form.mission_number,
        now=timezone.now(),
    )
    messages.success(request, _("Votre demande est reçue. Elle sera publique une fois transmise."))
    return redirect("panels:member", code_in(request))


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def resign(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Ask once more, then give the place to the next person of the chain."""
    if request.method != "POST":
        content = {"seat": seat, "panel": panel_of(seat), "code": code_in(request)}
        return render(request, "panels/member/resign.html", content)
    actions.resign_seat(seat=seat, now=timezone.now())
    messages.success(request, _("Vous avez quitté le panel. Merci du temps que vous lui avez donné."))
    return redirect("panels:member", code_in(request))
