"""Questionnaires: answered by all without an account, built at the desk, results with what they are worth."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belvedere.contexts.consultations.actions import questionnaires as actions
from belvedere.contexts.consultations.forms.questionnaires import QuestionForm, SettingsForm, SheetForm
from belvedere.contexts.consultations.models import Consultation, Phase, Questionnaire, Sheet
from belvedere.contexts.consultations.queries.questionnaires import (
    question_numbered,
    questionnaire_of,
    questionnaire_phase,
    said,
    sheet_of,
    takes_sheets,
)
from belvedere.contexts.consultations.queries.results import Result, in_words, raking_words, results_of
from belvedere.contexts.consultations.queries.turnout import AGE, SEX, asked_values
from belvedere.contexts.consultations.states.questionnaire import QuestionKind, SheetState
from belvedere.contexts.consultations.views.access import (
    BAD,
    OK,
    agents_only,
    desk_page,
    own_consultation,
    readers_only,
    shown_consultation,
)
from belvedere.contexts.consultations.views.register import crumbs
from belvedere.contexts.consultations.words.questionnaires import KINDS
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.languages import Data
from belvedere.platform.limits.actions import spend
from belvedere.platform.limits.client import client_key
from belvedere.platform.territory.maps import CommuneMap, commune_map
from belvedere.platform.territory.queries import communes

SHEETS_BY_DAY, ONE_DAY, KEPT_DAYS = 20, 24 * 3600, 90
EITHER = ["GET", "HEAD", "POST"]
DESK = "consultations:questionnaire_desk"


def _phase(found: Consultation, number: int) -> Phase:
    phase = questionnaire_phase(found, number)
    if phase is None:
        raise Http404
    return phase


def _questionnaire(phase: Phase) -> Questionnaire:
    row = questionnaire_of(phase)
    if row is None:
        raise Http404
    row.phase = phase
    return row


def _form(request: HttpRequest, row: Questionnaire, sheet: Sheet | None) -> SheetForm:
    slug = row.phase.consultation.territory.slug
    return SheetForm(
        request.POST or None,
        questionnaire=row,
        communes=list(communes()),
        ages=asked_values(slug, AGE),
        sexes=asked_values(slug, SEX),
        sheet=sheet,
    )


def _cookie(phase: Phase) -> str:
    return f"questionnaire-{phase.pk}"


@require_http_methods(EITHER)
def questionnaire(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show the questions; keep what is answered for later, or send it."""
    found, now = shown_consultation(slug), timezone.now()
    phase = _phase(found, number)
    row = _questionnaire(phase)
    sheet = sheet_of(row, request.COOKIES.get(_cookie(phase)))
    form = _form(request, row, sheet)
    is_kept = request.POST.get("keep") == "1"
    if request.method == "POST" and (form.is_valid() or is_kept):
        spend(
            bucket="consultations.sheets",
            key=client_key(request),
            capacity=SHEETS_BY_DAY,
            refill_seconds=ONE_DAY,
            now=now,
        )
        act = actions.save_sheet if is_kept else actions.send_sheet
        made = act(questionnaire=row, sheet=sheet, filled=form.filled, now=now)
        messages.success(
            request,
            _("Vos réponses sont gardées sur cet appareil.")
            if is_kept
            else _("Merci\u00a0: votre réponse est comptée."),
        )
        response = redirect("consultations:questionnaire", slug, number)
        age = KEPT_DAYS * ONE_DAY
        response.set_cookie(
            _cookie(phase), str(made.key), max_age=age, httponly=True, samesite="Lax", secure=request.is_secure()
        )
        return response
    content = {
        "consultation": found,
        "phase": phase,
        "introduction": said(row, "introduction"),
        "form": form,
        "may_answer": takes_sheets(phase, now),
        "is_sent": sheet is not None and sheet.state == SheetState.SENT,
        "shows_results": row.shows_results,
        "breadcrumb": crumbs(found, (Data(phase.title), "")),
    }
    return render(request, "consultations/public/questionnaire.html", content, status=BAD if form.errors else OK)


def _drawn(result: Result) -> CommuneMap | None:
    """Return the map of a question that was answered with a commune: how many chose each."""
    if not result.is_place or not result.lines:
        return None
    return commune_map({line.code: line.count for line in result.lines})


def _shown(row: Questionnaire, found: Consultation) -> dict[str, object]:
    """Return the results as they are written."""
    results = results_of(row, found)
    told = [
        (result, [(line, *in_words(line, is_mean=result.is_mean)) for line in result.lines], _drawn(result))
        for result in results.results
    ]
    return {
        "results": results,
        "told": told,
        "raking_words": raking_words(results.raking) if results.raking is not None else "",
    }


@require_safe
def results(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show the results to all, when the body chose so, or once the phase is over."""
    found = shown_consultation(slug)
    phase = _phase(found, number)
    row = _questionnaire(phase)
    if not row.shows_results and phase.ends_at > timezone.now():
        raise Http404
    content = {
        "consultation": found,
        "phase": phase,
        **_shown(row, found),
        "breadcrumb": crumbs(found, (_("Résultats"), "")),
    }
    return render(request, "consultations/public/results.html", content)


@readers_only
@require_safe
def questionnaire_desk(request: Request, slug: str, number: int) -> HttpResponse:
    """Show the questions, the settings and the results so far."""
    return _desk(request, slug, number)


def _settings_form(found: Consultation, row: Questionnaire | None, data: QueryDict | None = None) -> SettingsForm:
    names = ("introduction", "introduction_en", "shows_results")
    initial = {name: getattr(row, name) for name in names} if row is not None else {}
    quotas = {quota.commune_id: quota.most for quota in row.quotas.all()} if row is not None else {}
    return SettingsForm(data, communes=list(found.communes.all()), initial=initial, quotas=quotas)


def _desk(
    request: Request,
    slug: str,
    number: int,
    failed: QuestionForm | None = None,
    failed_settings: SettingsForm | None = None,
) -> HttpResponse:
    found = own_consultation(request, slug)
    phase = _phase(found, number)
    row = questionnaire_of(phase)
    questions = list(row.questions.all()) if row is not None else []
    has_sheets = row is not None and row.sheets.exists()
    content = {
        "phase": phase,
        "is_fixed": has_sheets or phase.is_open(timezone.now()),
        "questions": [(question, KINDS[QuestionKind(question.kind)]) for question in questions],
        "form": failed or QuestionForm(questions=questions),
        "settings_form": failed_settings or _settings_form(found, row),
        **(_shown(row, found) if row is not None else {}),
    }
    is_bad = failed is not None or failed_settings is not None
    return desk_page(request, found, "questionnaire", content, BAD if is_bad else OK)


@agents_only
@require_POST
def add_question(request: Request, slug: str, number: int) -> HttpResponse:
    """Add a question."""
    phase = _phase(own_consultation(request, slug), number)
    row = questionnaire_of(phase)
    form = QuestionForm(request.POST, questions=list(row.questions.all()) if row is not None else [])
    if not form.is_valid():
        return _desk(request, slug, number, failed=form)
    actions.write_question(phase=phase, asked=form.asked, by=role_in_action(request.role), now=timezone.now())
    return redirect(DESK, slug, number)


@agents_only
@require_POST
def drop_question(request: Request, slug: str, number: int, question: int) -> HttpResponse:
    """Take a question off."""
    phase = _phase(own_consultation(request, slug), number)
    found = question_numbered(_questionnaire(phase), question)
    if found is None:
        raise Http404
    actions.drop_question(question=found, phase=phase, by=role_in_action(request.role), now=timezone.now())
    return redirect(DESK, slug, number)


@agents_only
@require_POST
def settings(request: Request, slug: str, number: int) -> HttpResponse:
    """Write the introduction, the quotas, who sees the results."""
    found = own_consultation(request, slug)
    phase = _phase(found, number)
    form = _settings_form(found, questionnaire_of(phase), request.POST)
    if not form.is_valid():
        return _desk(request, slug, number, failed_settings=form)
    given = form.cleaned_data
    actions.write_settings(
        phase=phase,
        introduction=given["introduction"],
        introduction_en=given["introduction_en"],
        shows_results=given["shows_results"],
        quotas=form.quotas,
        by=role_in_action(request.role),
        now=timezone.now(),
    )
    messages.success(request, _("Les réglages sont enregistrés."))
    return redirect(DESK, slug, number)


@agents_only
@require_http_methods(EITHER)
def enter_sheet(request: Request, slug: str, number: int) -> HttpResponse:
    """Type a sheet filled on paper."""
    found = own_consultation(request, slug)
    row = _questionnaire(_phase(found, number))
    form = _form(request, row, None)
    if request.method == "POST" and form.is_valid():
        by = role_in_action(request.role)
        actions.enter_sheet(questionnaire=row, filled=form.filled, by=by, now=timezone.now())
        messages.success(request, _("La feuille est comptée."))
        return redirect("consultations:enter_sheet", slug, number)
    return desk_page(request, found, "sheet", {"form": form, "phase": row.phase}, BAD if form.errors else OK)
