"""The desk of the shared calendar: planning, checked live by the rules of subsidiarity; the import of a calendar."""

from http import HTTPStatus

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rules import has_perm

from belvedere.contexts.strategy import actions
from belvedere.contexts.strategy.forms.agenda import (
    AskingForm,
    EventForm,
    MoveForm,
    ReportForm,
    TellForm,
    WaiveForm,
)
from belvedere.contexts.strategy.forms.calendars import AddressForm, CalendarForm
from belvedere.contexts.strategy.models import AgendaEvent
from belvedere.contexts.strategy.queries.agenda import calendar_address_of, events, events_of
from belvedere.contexts.strategy.queries.settings import values_on
from belvedere.contexts.strategy.queries.subsidiarity import asked_the_same, check_event
from belvedere.contexts.strategy.queries.thermometer import advice
from belvedere.contexts.strategy.rules import READERS
from belvedere.contexts.strategy.states import EventKind, EventState
from belvedere.contexts.strategy.views.agenda import described
from belvedere.contexts.strategy.words import EVENT_LABELS, EVENT_STATE_LABELS, METHOD_LABELS
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.models import Competence
from belvedere.platform.territory.queries import bodies, communes

at_the_desk = role_required(*sorted(READERS))
agents_only = role_required(RoleKind.AGENT)
BAD = HTTPStatus.UNPROCESSABLE_ENTITY
LINES = 50


@at_the_desk
@require_safe
def agenda_desk(request: Request) -> HttpResponse:
    """The dates of one's body, the latest first; what breaks a rule is said."""
    role = role_in_action(request.role)
    rows = [
        (event, EVENT_LABELS[EventKind(event.kind)], EVENT_STATE_LABELS[EventState(event.state)])
        for event in events_of(role.body)[:LINES]
    ]
    content = {"rows": rows, "may_plan": has_perm("strategy.plan_event", role, role.body), "body": role.body}
    return render(request, "strategy/agenda_desk.html", content)


@agents_only
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: Request) -> HttpResponse:
    """Write a date in the shared calendar."""
    by = role_in_action(request.role)
    competences, places = list(Competence.objects.order_by("label")), list(communes())
    form = EventForm(request.POST or None, competences=competences, communes=places)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        typed["kind"] = EventKind(typed["kind"])
        typed["competence"] = next((row for row in competences if row.code == typed["competence"]), None)
        typed["communes"] = [row for row in places if row.insee in typed["communes"]]
        event = actions.plan_event(**typed, by=by, now=timezone.now())
        messages.success(request, _("Cette date est à l’agenda commun."))
        return redirect("strategy:event_desk", event.pk)
    return render(request, "strategy/plan.html", {"form": form}, status=BAD if form.errors else HTTPStatus.OK)


def _event(pk: int) -> AgendaEvent:
    return get_object_or_404(events().prefetch_related("solicitation__partners"), pk=pk)


@at_the_desk
@require_safe
def event_desk(request: Request, pk: int) -> HttpResponse:
    """One date at its desk: what it asks, how it keeps the rules, what else could be done."""
    return _page(request, _event(pk))


def _page(request: Request, event: AgendaEvent, failed: Form | None = None) -> HttpResponse:
    today = timezone.localdate()
    may_change = has_perm("strategy.change_event", request.role, event) and event.state == EventState.PLANNED
    asked = getattr(event, "solicitation", None)
    may_waive = has_perm("strategy.waive", request.role, event) and event.state == EventState.PLANNED
    content = described(event) | {
        "waive_to": f"{reverse('strategy:event_desk', args=[event.pk])}regles/" if may_waive else "",
        "failed": failed,
        "may_change": may_change,
        "may_report": asked is not None
        and has_perm("strategy.change_event", request.role, event)
        and event.state != EventState.CANCELLED
        and event.starts_at <= timezone.now(),
    }
    if may_change:
        content |= {
            "tell_form": failed if isinstance(failed, TellForm) else TellForm(event=event, today=today),
            "move_form": failed if isinstance(failed, MoveForm) else MoveForm(event=event),
        }
    content["report_form"] = failed if isinstance(failed, ReportForm) else ReportForm()
    if asked is not None:
        values = values_on(today)
        found = advice(event, values=values, reuse=asked_the_same(event, on=today))
        content["advice"] = found
        content["lighter"] = METHOD_LABELS[found.lighter] if found.lighter else ""
        content["waive_form"] = failed if isinstance(failed, WaiveForm) else WaiveForm()
    status = BAD if failed is not None else HTTPStatus.OK
    return render(request, "strategy/event_desk.html", content, status=status)


@agents_only
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, pk: int) -> HttpResponse:
    """Say what an event asks of whom; the rules answer at once."""
    event = _event(pk)
    form = AskingForm(request.POST or None, event=event, communes=communes(), bodies=bodies())
    if request.method == "POST" and form.is_valid():
        by = role_in_action(request.role)
        actions.describe_solicitation(event=event, asking=form.asking, by=by, now=timezone.now())
        broken = len(check_event(_event(pk), on=timezone.localdate()).blocking)
        said = ngettext(
            "%(n)s règle n’est pas respectée : voyez laquelle.",
            "%(n)s règles ne sont pas respectées : voyez lesquelles.",
            broken,
        )
        messages.success(request, said % {"n": broken} if broken else _("Toutes les règles connues sont respectées."))
        return redirect("strategy:event_desk", pk)
    content = {"event": event, "form": form}
    return render(request, "strategy/ask.html", content, status=BAD if form.errors else HTTPStatus.OK)


@agents_only
@require_POST
def tell(request: Request, pk: int) -> HttpResponse:
    """Record which communes were told."""
    event = _event(pk)
    form = TellForm(request.POST, event=event, today=timezone.localdate())
    if not form.is_valid():
        return _page(request, event, form)
    chosen = [row.commune for row in event.communes.all() if row.commune.insee in form.cleaned_data["communes"]]
    by = role_in_action(request.role)
    told = actions.tell_communes(event=event, communes=chosen, on=form.cleaned_data["on"], by=by, now=timezone.now())
    said = ngettext("%(n)s commune est notée prévenue.", "%(n)s communes sont notées prévenues.", told)
    messages.success(request, said % {"n": told})
    return redirect("strategy:event_desk", pk)


@agents_only
@require_POST
def move(request: Request, pk: int) -> HttpResponse:
    """Give an event other dates."""
    event = _event(pk)
    form = MoveForm(request.POST, event=event)
    if not form.is_valid():
        return _page(request, event, form)
    actions.move_event(event=event, **form.cleaned_data, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Les dates sont changées."))
    return redirect("strategy:event_desk", pk)


@agents_only
@require_POST
def cancel(request: Request, pk: int) -> HttpResponse:
    """Cancel an event."""
    actions.cancel_event(event=_event(pk), by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Cette date est annulée ; elle reste visible comme telle."))
    return redirect("strategy:event_desk", pk)


@agents_only
@require_POST
def report(request: Request, pk: int) -> HttpResponse:
    """Say how many people an event reached."""
    event = _event(pk)
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _page(request, event, form)
    actions.report_event(event=event, **form.cleaned_data, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Le compte rendu est enregistré."))
    return redirect("strategy:event_desk", pk)


@at_the_desk
@require_POST
def waive(request: Request, pk: int, rule: str) -> HttpResponse:
    """Set a broken rule aside, with a public reason."""
    event = _event(pk)
    form = WaiveForm(request.POST)
    if not form.is_valid():
        return _page(request, event, form)
    actions.waive_rule(
        checked=check_event(event, on=timezone.localdate()),
        rule=rule,
        reason=form.cleaned_data["reason"],
        body=event.body,
        by=role_in_action(request.role),
        now=timezone.now(),
        matter=event.file,
    )
    messages.success(request, _("La règle %(rule)s est levée ; sa raison est publique.") % {"rule": rule})
    return redirect("strategy:event_desk", pk)


@agents_only
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: Request) -> HttpResponse:
    """Bring the calendar of one's body up to date from a file."""
    form = CalendarForm(request.POST or None, request.FILES or None)
    done = None
    if request.method == "POST" and form.is_valid():
        done = actions.import_calendar(
            content=form.cleaned_data["file"], by=role_in_action(request.role), now=timezone.now()
        )
        form = CalendarForm()
    return _calendars(request, form=form, done=done)


def _calendars(request: Request, *, form: Form, address_form: Form | None = None, done: object = None) -> HttpResponse:
    content = {
        "form": form,
        "done": done,
        "address": calendar_address_of(role_in_action(request.role).body),
        "address_form": address_form or AddressForm(),
    }
    is_bad = form.errors or (address_form and address_form.errors)
    return render(request, "strategy/bring.html", content, status=BAD if is_bad else HTTPStatus.OK)


@agents_only
@require_POST
def set_address(request: Request) -> HttpResponse:
    """Let the calendar of one's body be read again each day."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _calendars(request, form=CalendarForm(), address_form=form)
    actions.set_calendar_address(url=form.cleaned_data["url"], by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Ce calendrier sera lu dans l’heure, puis chaque jour."))
    return redirect("strategy:bring")


@agents_only
@require_POST
def forget_address(request: Request) -> HttpResponse:
    """No longer read the calendar of one's body at its address."""
    actions.forget_calendar_address(by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Cette adresse n’est plus lue. Les dates déjà lues restent à l’agenda."))
    return redirect("strategy:bring")
