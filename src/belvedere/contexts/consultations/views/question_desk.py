"""The questions of a questionnaire changed and put in another order, at the desk."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from belvedere.contexts.consultations.actions import questions as actions
from belvedere.contexts.consultations.forms.questionnaires import QuestionForm
from belvedere.contexts.consultations.models import Consultation, Phase, Question
from belvedere.contexts.consultations.queries.questionnaires import (
    question_numbered,
    questionnaire_of,
    questionnaire_phase,
    questions_of,
)
from belvedere.contexts.consultations.views.access import BAD, OK, agents_only, desk_page, own_consultation
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request

DESK = "consultations:questionnaire_desk"


def _question(found: Consultation, number: int, question: int) -> tuple[Phase, Question]:
    phase = questionnaire_phase(found, number)
    row = questionnaire_of(phase) if phase is not None else None
    asked = question_numbered(row, question) if row is not None else None
    if phase is None or asked is None:
        raise Http404
    return phase, asked


@agents_only
@require_http_methods(["GET", "HEAD", "POST"])
def change_question(request: Request, slug: str, number: int, question: int) -> HttpResponse:
    """Write a question again."""
    found = own_consultation(request, slug)
    phase, asked = _question(found, number, question)
    before = [row for row in questions_of(asked.questionnaire) if row.number < asked.number]
    form = QuestionForm(request.POST or None, questions=before, question=asked)
    if request.method == "POST" and form.is_valid():
        by = role_in_action(request.role)
        actions.change_question(question=asked, phase=phase, asked=form.asked, by=by, now=timezone.now())
        messages.success(request, _("La question est à jour."))
        return redirect(DESK, slug, number)
    content = {"form": form, "phase": phase, "question": asked}
    return desk_page(request, found, "question", content, BAD if form.errors else OK)


@agents_only
@require_POST
def move_question(request: Request, slug: str, number: int, question: int) -> HttpResponse:
    """Give a question another place."""
    phase, asked = _question(own_consultation(request, slug), number, question)
    place = request.POST.get("place", "")
    if not place.isdecimal():
        raise Http404
    by = role_in_action(request.role)
    actions.move_question(question=asked, phase=phase, place=int(place[:6]), by=by, now=timezone.now())
    return redirect(DESK, slug, number)
