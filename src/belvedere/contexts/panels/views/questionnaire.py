"""The questionnaires: written and read by an officer, answered by a member."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belvedere.contexts.panels.actions import questionnaire as actions
from belvedere.contexts.panels.forms.questionnaire import QuestionnaireForm, ReplyForm
from belvedere.contexts.panels.models import Seat
from belvedere.contexts.panels.queries import questionnaire as queries
from belvedere.contexts.panels.states.questionnaire import QuestionnaireState, questions_in
from belvedere.contexts.panels.views.access import own_panel, recruiters_only
from belvedere.contexts.panels.views.member import panel_of
from belvedere.contexts.panels.views.member_access import code_in, members_only
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request


@require_http_methods(["GET", "HEAD", "POST"])
@recruiters_only
def questionnaires(request: Request, slug: str) -> HttpResponse:
    """Those already asked, and the form of another one."""
    panel = own_panel(request, slug)
    form = QuestionnaireForm(request.POST or None)
    if form.is_valid():
        actions.open_questionnaire(slug=slug, sheet=form.sheet, by=role_in_action(request.role), now=timezone.now())
        messages.success(request, _("Le questionnaire est ouvert : les membres le voient dans leur espace."))
        return redirect("panels:questionnaires", slug)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    content = {"panel": panel, "form": form, "rows": queries.questionnaires_of(panel)}
    return render(request, "panels/standing/questionnaires.html", content, status=status)


@require_safe
@recruiters_only
def questionnaire(request: Request, slug: str, number: int) -> HttpResponse:
    """What was answered, question by question, without a name."""
    panel = own_panel(request, slug)
    found = queries.questionnaire_of(panel, number)
    if found is None:
        raise Http404
    content = {"panel": panel, "questionnaire": found, "results": queries.results_of(found)}
    return render(request, "panels/standing/questionnaire.html", content)


@require_POST
@recruiters_only
def close_questionnaire(request: Request, slug: str, number: int) -> HttpResponse:
    """Stop taking answers."""
    own_panel(request, slug)
    actions.close_questionnaire(slug=slug, number=number, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Le questionnaire est clos."))
    return redirect("panels:questionnaire", slug, number)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def reply(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """Answer, or change one's answers."""
    panel = panel_of(seat)
    found = queries.questionnaire_of(panel, number)
    if found is None or found.state != QuestionnaireState.OPEN:
        raise Http404
    written = queries.reply_of(seat, found)
    questions = questions_in(found.questions)
    known = {f"q{place}": text for place, text in enumerate(written.answers)} if written is not None else None
    form = ReplyForm(request.POST if request.method == "POST" else None, questions=questions, initial=known)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        content = {"panel": panel, "questionnaire": found, "form": form, "code": code_in(request)}
        return render(request, "panels/member/questionnaire.html", content, status=status)
    actions.reply(seat=seat, number=number, answers=form.answers, now=timezone.now())
    messages.success(request, _("Vos réponses sont enregistrées. Vous pouvez les changer jusqu’à la clôture."))
    return redirect("panels:member", code_in(request))
