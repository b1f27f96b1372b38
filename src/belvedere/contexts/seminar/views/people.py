"""People at the desk: the list, a file, invitations; the welcome on the day."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belvedere.contexts.seminar.actions import people as actions
from belvedere.contexts.seminar.forms import GuestForm, GuestsFileForm
from belvedere.contexts.seminar.forms.guests_file import read_guests
from belvedere.contexts.seminar.models import Guest, Seminar
from belvedere.contexts.seminar.queries.seminars import balance_of, colleges_of, guests_named, guests_of
from belvedere.contexts.seminar.states import GuestState
from belvedere.contexts.seminar.views.access import at_the_desk, desk_page, form_page
from belvedere.contexts.seminar.words import GUEST_LABELS
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request

BY_PAGE = 60
FOUND = 12


@require_safe
@at_the_desk
def people(request: Request, seminar: Seminar) -> HttpResponseBase:
    """Who is invited."""
    return _page(request, seminar)


def _page(request: Request, seminar: Seminar, failed: GuestsFileForm | None = None) -> HttpResponseBase:
    text = request.GET.get("nom", "")
    page = Paginator(guests_named(seminar, text), BY_PAGE).get_page(request.GET.get("page"))
    content = {
        "page": page,
        "rows": [(guest, GUEST_LABELS[GuestState(guest.state)]) for guest in page],
        "text": text,
        "colleges": colleges_of(seminar),
        "file_form": failed or GuestsFileForm(),
        "to_invite": guests_of(seminar).filter(state=GuestState.LISTED.value).exclude(email="").count(),
        "silent": guests_of(seminar).filter(state=GuestState.INVITED.value, reminded_at=None).count(),
    }
    return desk_page(request, seminar, "people", content, failed=failed)


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def write(request: Request, seminar: Seminar, number: int | None = None) -> HttpResponseBase:
    """Add somebody."""
    guest = _guest(seminar, number) if number is not None else None
    form = GuestForm(request.POST or None, colleges=colleges_of(seminar), guest=guest)
    if request.method == "POST" and form.is_valid():
        by, now = role_in_action(request.role), timezone.now()
        if guest is None:
            actions.list_guests(seminar=seminar, rows=[form.listed], by=by, now=now)
        else:
            actions.change_guest(guest=guest, listed=form.listed, by=by, now=now)
        messages.success(request, _("C’est enregistré."))
        return redirect("seminar:people", seminar.slug)
    return form_page(request, seminar, _("Une personne"), form, "seminar:people")


def _guest(seminar: Seminar, number: int) -> Guest:
    guest = guests_of(seminar).filter(number=number).first()
    if guest is None:
        raise Http404
    guest.seminar = seminar
    return guest


@require_POST
@at_the_desk
def send_file(request: Request, seminar: Seminar) -> HttpResponseBase:
    """List the people of a file, all or none."""
    form = GuestsFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, seminar, form)
    file = form.cleaned_data["file"]
    rows = read_guests(file.read(), file.name, colleges=colleges_of(seminar))
    added, changed = actions.list_guests(
        seminar=seminar, rows=rows, by=role_in_action(request.role), now=timezone.now()
    )
    words = _("Le fichier est lu. Nouvelles : %(added)s ; déjà là : %(changed)s.")
    messages.success(request, words % {"added": added, "changed": changed})
    return redirect("seminar:people", seminar.slug)


@require_POST
@at_the_desk
def remove(request: Request, seminar: Seminar, number: int) -> HttpResponseBase:
    """Take somebody off the list."""
    _guest(seminar, number)
    actions.remove_guest(seminar=seminar, number=number, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Cette personne n’est plus sur la liste."))
    return redirect("seminar:people", seminar.slug)


@require_POST
@at_the_desk
def invite(request: Request, seminar: Seminar) -> HttpResponseBase:
    """Post invitations, or reminders."""
    act = actions.remind_guests if "relancer" in request.POST else actions.invite_guests
    sent = act(seminar=seminar, by=role_in_action(request.role), now=timezone.now())
    words = ngettext("%(count)s lettre est partie.", "%(count)s lettres sont parties.", sent)
    messages.success(request, words % {"count": sent})
    return redirect("seminar:people", seminar.slug)


@require_safe
@at_the_desk
def welcome(request: Request, seminar: Seminar) -> HttpResponseBase:
    """The welcome: who comes in, by name, and how the room looks."""
    text = request.GET.get("nom", "").strip()
    found = guests_named(seminar, text) if text else guests_of(seminar).filter(arrived_at=None)
    content = {
        "text": text,
        "guests": list(found.exclude(state=GuestState.DECLINED.value)[:FOUND]),
        "balance": balance_of(colleges_of(seminar)),
        "here": guests_of(seminar).filter(arrived_at__isnull=False, left_at=None).count(),
        "expected": guests_of(seminar).exclude(state=GuestState.DECLINED.value).count(),
    }
    return desk_page(request, seminar, "welcome", content)


@require_POST
@at_the_desk
def note(request: Request, seminar: Seminar, number: int, act: str) -> HttpResponseBase:
    """Note that somebody arrives, or leaves."""
    guest = _guest(seminar, number)
    by, now = role_in_action(request.role), timezone.now()
    if act == "arrivee":
        actions.note_arrival(guest=guest, by=by, now=now)
        messages.success(request, _("%(name)s est là.") % {"name": guest.name})
    else:
        actions.note_departure(guest=guest, by=by, now=now)
        messages.success(request, _("%(name)s n’est plus là.") % {"name": guest.name})
    return redirect("seminar:welcome", seminar.slug)
