"""The list of seminars, and the desk of one: what it is, its colleges, its next step."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rules import has_perm

from belvedere.contexts.seminar.actions import preparing
from belvedere.contexts.seminar.forms import CollegeForm, SeminarForm
from belvedere.contexts.seminar.models import Seminar
from belvedere.contexts.seminar.queries.seminars import balance_of, colleges_of, seminars, wall_key
from belvedere.contexts.seminar.queries.synthesis import unclassed_of
from belvedere.contexts.seminar.rules import STAFF
from belvedere.contexts.seminar.states import SEMINARS, SeminarState, SeminarVerb
from belvedere.contexts.seminar.views.access import at_the_desk, desk_page, form_page
from belvedere.contexts.seminar.words import SEMINAR_BADGES, SEMINAR_LABELS
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request

MOVES = {
    SeminarVerb.CONVENE: preparing.convene_seminar,
    SeminarVerb.BEGIN: preparing.begin_seminar,
    SeminarVerb.CLOSE: preparing.close_seminar,
    SeminarVerb.PUBLISH: preparing.publish_seminar,
}


@role_required(*sorted(STAFF))
@require_safe
def seminars_desk(request: Request) -> HttpResponse:
    """The seminars of the body."""
    by = role_in_action(request.role)
    rows = [
        (row, SEMINAR_LABELS[SeminarState(row.state)], SEMINAR_BADGES[SeminarState(row.state)])
        for row in seminars().filter(body=by.body)
    ]
    content = {"rows": rows, "may_create": has_perm("seminar.create", request.role)}
    return render(request, "seminar/desk/seminars.html", content)


@role_required(*sorted(STAFF))
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: Request) -> HttpResponse:
    """Prepare a seminar from a template."""
    form = SeminarForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = role_in_action(request.role)
        seminar = preparing.create_seminar(
            description=form.description, template=form.chosen_template, by=by, now=timezone.now()
        )
        messages.success(request, _("Le séminaire est créé, avec son programme."))
        return redirect("seminar:desk", seminar.slug)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    content = {"form": form, "form_title": _("Préparer un séminaire")}
    return render(request, "seminar/desk/form.html", content, status=status)


@require_safe
@at_the_desk
def desk(request: Request, seminar: Seminar) -> HttpResponseBase:
    """What the seminar is, and the next step."""
    return _page(request, seminar)


def _page(request: Request, seminar: Seminar, failed: CollegeForm | None = None) -> HttpResponse:
    colleges = colleges_of(seminar)
    content = {
        "colleges": colleges,
        "balance": balance_of(colleges),
        "college_form": failed or CollegeForm(),
        "verbs": {verb.value for verb in MOVES if (SeminarState(seminar.state), verb) in SEMINARS},
        "wall_key": wall_key(seminar),
        "unclassed": unclassed_of(seminar).count() if seminar.state == SeminarState.CLOSED else 0,
    }
    return desk_page(request, seminar, "desk", content, failed=failed)


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def describe(request: Request, seminar: Seminar) -> HttpResponseBase:
    """Write again what the seminar is."""
    form = SeminarForm(request.POST or None, seminar=seminar)
    if request.method == "POST" and form.is_valid():
        by = role_in_action(request.role)
        preparing.describe_seminar(seminar=seminar, description=form.description, by=by, now=timezone.now())
        messages.success(request, _("C’est écrit."))
        return redirect("seminar:desk", seminar.slug)
    return form_page(request, seminar, _("Décrire le séminaire"), form, "seminar:desk")


@require_POST
@at_the_desk
def set_college(request: Request, seminar: Seminar) -> HttpResponseBase:
    """Add a college, or change its number of places."""
    form = CollegeForm(request.POST)
    if not form.is_valid():
        return _page(request, seminar, form)
    by = role_in_action(request.role)
    preparing.set_college(seminar=seminar, **form.cleaned_data, by=by, now=timezone.now())
    messages.success(request, _("Le collège est enregistré."))
    return redirect("seminar:desk", seminar.slug)


@require_POST
@at_the_desk
def move(request: Request, seminar: Seminar, verb: str) -> HttpResponseBase:
    """Convene, open, close, publish."""
    act = MOVES.get(SeminarVerb(verb)) if verb in {one.value for one in MOVES} else None
    if act is not None:
        act(seminar=seminar, by=role_in_action(request.role), now=timezone.now())
        messages.success(request, _("Le séminaire a changé d’état."))
    return redirect("seminar:desk", seminar.slug)
