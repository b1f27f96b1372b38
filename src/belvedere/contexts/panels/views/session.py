"""The sessions of a panel, at its desk: planned, changed, held, cancelled, with their minutes and their documents."""

from http import HTTPStatus

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belvedere.contexts.panels.actions import session as actions
from belvedere.contexts.panels.forms.standing import DocumentForm, MinutesForm, SessionForm, typed_session
from belvedere.contexts.panels.models import Panel, Session
from belvedere.contexts.panels.queries.document import document_of
from belvedere.contexts.panels.queries.standing import open_missions
from belvedere.contexts.panels.states.panel import SessionState, SessionVerb
from belvedere.contexts.panels.views.access import own_panel, own_session, recruiters_only
from belvedere.contexts.panels.views.download import attached
from belvedere.contexts.panels.words import SESSION_LABELS
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request


@require_http_methods(["GET", "HEAD", "POST"])
@recruiters_only
def plan_session(request: Request, slug: str) -> HttpResponse:
    """Plan a session; one that would ask too much of a member is refused."""
    panel = own_panel(request, slug)
    form = SessionForm(request.POST or None, missions=open_missions(panel))
    if not form.is_valid():
        return _form_page(request, panel, None, form)
    session = actions.plan_session(slug=slug, sheet=form.sheet, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("La séance est prévue. Les membres la voient dans leur espace."))
    return redirect("panels:session", slug, session.number)


@require_http_methods(["GET", "HEAD", "POST"])
@recruiters_only
def change_session(request: Request, slug: str, number: int) -> HttpResponse:
    """Change a session that is still to come."""
    panel, session = own_session(request, slug, number)
    form = SessionForm(request.POST or None, missions=open_missions(panel), initial=typed_session(session))
    if not form.is_valid():
        return _form_page(request, panel, session, form)
    actions.change_session(
        slug=slug, number=number, sheet=form.sheet, by=role_in_action(request.role), now=timezone.now()
    )
    messages.success(request, _("La séance est modifiée."))
    return redirect("panels:session", slug, number)


def _form_page(request: Request, panel: Panel, session: Session | None, form: Form) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    content = {"panel": panel, "session": session, "form": form}
    return render(request, "panels/standing/session_form.html", content, status=status)


@require_safe
@recruiters_only
def session(request: Request, slug: str, number: int) -> HttpResponse:
    """One session: its facts, its documents, its minutes, what can be done."""
    panel, found = own_session(request, slug, number)
    return _page(request, panel, found)


def _page(
    request: Request,
    panel: Panel,
    found: Session,
    *,
    minutes_form: MinutesForm | None = None,
    document_form: DocumentForm | None = None,
) -> HttpResponse:
    content = {
        "panel": panel,
        "session": found,
        "label": SESSION_LABELS[SessionState(found.state)],
        "has_begun": found.starts_at <= timezone.now(),
        "minutes_form": minutes_form or MinutesForm(initial={"minutes": found.minutes}),
        "document_form": document_form or DocumentForm(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if minutes_form or document_form else HTTPStatus.OK
    return render(request, "panels/standing/session.html", content, status=status)


@require_POST
@recruiters_only
def act_on_session(request: Request, slug: str, number: int, act: str) -> HttpResponse:
    """Write that a session was held, or cancel it."""
    own_panel(request, slug)
    by, now = role_in_action(request.role), timezone.now()
    if act == SessionVerb.HOLD:
        actions.hold_session(slug=slug, number=number, by=by, now=now)
        messages.success(request, _("La séance est tenue. Remplissez la feuille de présence, puis le compte rendu."))
    elif act == SessionVerb.CANCEL:
        actions.cancel_session(slug=slug, number=number, by=by, now=now)
        messages.success(request, _("La séance est annulée. Elle ne compte plus pour personne."))
    else:
        raise Http404
    return redirect("panels:session", slug, number)


@require_POST
@recruiters_only
def write_minutes(request: Request, slug: str, number: int) -> HttpResponse:
    """Publish the minutes of a session."""
    panel, found = own_session(request, slug, number)
    form = MinutesForm(request.POST)
    if not form.is_valid():
        return _page(request, panel, found, minutes_form=form)
    actions.write_minutes(
        slug=slug,
        number=number,
        minutes=form.cleaned_data["minutes"],
        by=role_in_action(request.role),
        now=timezone.now(),
    )
    messages.success(request, _("Le compte rendu est public."))
    return redirect("panels:session", slug, number)


@require_POST
@recruiters_only
def add_document(request: Request, slug: str, number: int) -> HttpResponse:
    """Give a document to the members."""
    panel, found = own_session(request, slug, number)
    form = DocumentForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, panel, found, document_form=form)
    typed = form.cleaned_data
    actions.add_document(
        slug=slug,
        number=number,
        title=typed["title"],
        content=typed["file"].read(),
        is_public=typed["is_public"],
        by=role_in_action(request.role),
        now=timezone.now(),
    )
    messages.success(request, _("Le document est joint."))
    return redirect("panels:session", slug, number)


@require_safe
@recruiters_only
def document(request: Request, slug: str, number: int, key: int) -> HttpResponse:
    """Give a document of a session."""
    _panel, found = own_session(request, slug, number)
    return attached(document_of(found, key))


@require_POST
@recruiters_only
def remove_document(request: Request, slug: str, number: int, key: int) -> HttpResponse:
    """Take a document away."""
    own_panel(request, slug)
    actions.remove_document(
        slug=slug, number=number, document_id=key, by=role_in_action(request.role), now=timezone.now()
    )
    messages.success(request, _("Le document est retiré."))
    return redirect("panels:session", slug, number)
