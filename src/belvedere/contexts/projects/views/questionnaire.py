"""The questionnaire of a project, filled by several people, with its live verdict beside it."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rules import has_perm

from belvedere.contexts.guide.queries.cards import rules_in_use
from belvedere.contexts.guide.words import DISCLAIMER, said
from belvedere.contexts.projects.actions import questionnaire as actions
from belvedere.contexts.projects.forms.project import UNKNOWN, AskForm, LevelForm, ReplyForm
from belvedere.contexts.projects.models import Project
from belvedere.contexts.projects.queries.projects import (
    answers_of,
    asked_by_pk,
    asked_of,
    given_by,
    verdict_numbered,
)
from belvedere.contexts.projects.queries.verdicts import check_of
from belvedere.contexts.projects.states import AskedState
from belvedere.contexts.projects.views.access import OK, UNPROCESSABLE, own_project, project_page, readers_only
from belvedere.engines.rules.law.ruleset import Question
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.queries import departments_of

TAB = "projects:questionnaire"


def _question(name: str) -> Question:
    found = rules_in_use().questions.get(name)
    if found is None:
        raise Http404
    return found


def _page(
    request: Request, project: Project, *, asked: Question | None = None, failed: Form | None = None
) -> HttpResponse:
    """Render the questionnaire at a question: the one given, or the next that can change the verdict."""
    check = check_of(project, timezone.localdate())
    asked = asked or check.next
    value = answers_of(project).get(asked.id) if asked else None
    content = {
        "check": check,
        "asked_question": asked,
        "form": failed if isinstance(failed, ReplyForm) else (ReplyForm(asked, value=value) if asked else None),
        "ask_form": failed if isinstance(failed, AskForm) else AskForm(departments=departments_of(project.body)),
        "failed": failed,
        "unknown_value": UNKNOWN,
        "authors": given_by(project),
        "asked": [(row, said(_question(row.question).title)) for row in asked_of(project)],
        "unknown": [(row, said(row.title)) for row in check.unknown],
        "verdicts": project.verdicts.all(),
        "level_form": LevelForm(initial={"level": project.level or _advised(check)}),
        "disclaimer": DISCLAIMER,
    }
    status = UNPROCESSABLE if failed else OK
    return project_page(request, project, "questionnaire", tab=TAB, content=content, status=status)


def _advised(check: object) -> str:
    level = getattr(check, "level", None)
    return level.advised.level or "" if level else ""


@readers_only
@require_safe
def questionnaire(request: Request, slug: str) -> HttpResponse:
    """Show the next question, what is known, and the verdict so far."""
    return _page(request, own_project(request, slug))


@readers_only
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: Request, slug: str, name: str) -> HttpResponse:
    """Answer a question, or change its answer."""
    found, asked = own_project(request, slug), _question(name)
    if request.method != "POST":
        return _page(request, found, asked=asked)
    form = ReplyForm(asked, request.POST)
    if not form.is_valid():
        return _page(request, found, asked=asked, failed=form)
    value = form.cleaned_data["reply"]
    actions.reply(project=found, question=name, value=value, by=role_in_action(request.role), now=timezone.now())
    return redirect(reverse(TAB, args=[slug]) + "#question")


@readers_only
@require_POST
def ask(request: Request, slug: str, name: str) -> HttpResponse:
    """Ask a department what the team does not know."""
    found, asked = own_project(request, slug), _question(name)
    form = AskForm(request.POST, departments=departments_of(found.body))
    if not form.is_valid():
        return _page(request, found, asked=asked, failed=form)
    department, due_on = form.departments[form.cleaned_data["department"]], form.cleaned_data["due_on"]
    by, now = role_in_action(request.role), timezone.now()
    actions.ask_department(project=found, question=name, department=department, due_on=due_on, by=by, now=now)
    messages.success(request, _("La question est posée à %(department)s.") % {"department": department.name})
    return redirect(TAB, slug)


@readers_only
@require_POST
def withdraw(request: Request, slug: str, pk: int) -> HttpResponse:
    """No longer ask a department."""
    found, asked = own_project(request, slug), asked_by_pk(pk)
    if asked is None or asked.project_id != found.pk:
        raise Http404
    actions.withdraw_question(asked=asked, by=role_in_action(request.role), now=timezone.now())
    return redirect(TAB, slug)


@readers_only
@require_POST
def freeze(request: Request, slug: str) -> HttpResponse:
    """Keep today's verdict."""
    found = own_project(request, slug)
    verdict = actions.freeze_verdict(project=found, by=role_in_action(request.role), now=timezone.now())
    return redirect("projects:verdict", slug, verdict.number)


@readers_only
@require_safe
def verdict(request: Request, slug: str, number: int) -> HttpResponse:
    """Show a verdict as it was frozen."""
    found = own_project(request, slug)
    kept = verdict_numbered(found, number)
    if kept is None:
        raise Http404
    groups = [(applies, [row for row in kept.trace if row["applies"] is applies]) for applies in (True, None, False)]
    content = {"verdict": kept, "groups": groups, "disclaimer": DISCLAIMER}
    return project_page(request, found, "verdict", tab=TAB, content=content)


@role_required(RoleKind.DEPARTMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def asked(request: Request, pk: int) -> HttpResponse:
    """Answer a question that another department's project asks; the rest of the project stays closed."""
    row, role = asked_by_pk(pk), role_in_action(request.role)
    if row is None or row.state != AskedState.ASKED or not has_perm("projects.answer_asked", role, row):
        raise Http404
    form = ReplyForm(_question(row.question), request.POST or None)
    if request.method == "POST" and form.is_valid():
        value = form.cleaned_data["reply"]
        actions.reply(project=row.project, question=row.question, value=value, by=role, now=timezone.now())
        messages.success(request, _("Merci : votre réponse est enregistrée."))
        return redirect("workspace")
    content = {"asked": row, "form": form}
    return render(request, "projects/desk/asked.html", content, status=UNPROCESSABLE if form.errors else OK)
