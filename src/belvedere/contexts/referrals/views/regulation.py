"""The règlement in the workspace: its versions, a draft, its trial on past referrals, its publication."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belvedere.contexts.referrals.actions import regulation as actions
from belvedere.contexts.referrals.forms.regulation import (
    ModelForm,
    RegulationForm,
    SinceForm,
    StepFormSet,
    content_of,
    typed_of,
)
from belvedere.contexts.referrals.models import Regulation
from belvedere.contexts.referrals.queries.regulation import (
    in_words,
    model_named,
    models_shipped,
    public_regulations,
    regulations_open_to,
    rules_in_force,
)
from belvedere.contexts.referrals.queries.simulation import tried, unreachable_steps
from belvedere.contexts.referrals.rules import READERS
from belvedere.engines.rules.reading import RegulationError
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.accounts.states import RoleKind

readers_only = role_required(*READERS)
agents_only = role_required(RoleKind.AGENT)


def _version(request: Request, number: int) -> Regulation:
    found = regulations_open_to(role_in_action(request.role)).filter(number=number).first()
    if found is None:
        raise Http404
    return found


@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """Show the règlements in force, in words written from the data that judges."""
    rows = public_regulations(on=timezone.localdate(), language=get_language() or "fr")
    return render(request, "referrals/regulations.html", {"rows": rows})


@require_safe
@readers_only
def versions(request: Request) -> HttpResponse:
    """Show every version that this body may read, and what a new one may begin from."""
    role = role_in_action(request.role)
    content = {
        "versions": regulations_open_to(role),
        "model": ModelForm(names=models_shipped()),
        "may_write": role.kind == RoleKind.AGENT,
    }
    return render(request, "referrals/desk/regulations.html", content)


@require_POST
@agents_only
def begin(request: Request) -> HttpResponse:
    """Begin a version from the one in force, or from another authority's."""
    role, form = role_in_action(request.role), ModelForm(request.POST, names=models_shipped())
    name = form.cleaned_data["model"] if form.is_valid() else ""
    data = model_named(name) if name else rules_in_force(role.body, timezone.localdate()).data
    row = actions.draft_regulation(
        territory=role.body.territory,
        body=role.body,
        content={**data, "authority": role.body.name},
        source=str(data["source"]),
        by=role,
    )
    return redirect("referrals:regulation", row.number)


@require_http_methods(["GET", "HEAD", "POST"])
@readers_only
def regulation(request: Request, number: int) -> HttpResponse:
    """Read a version; write it while it is a draft, and see what it would change."""
    row = _version(request, number)
    head, steps = typed_of(row.content)
    forms = (RegulationForm(initial={"source": row.source, **head}), StepFormSet(initial=steps, prefix="palier"))
    if request.method == "POST":
        forms = (RegulationForm(request.POST), StepFormSet(request.POST, prefix="palier"))
        if all(form.is_valid() for form in forms) and (refused := _keep(request, row, *forms)) is None:
            messages.success(request, _("Le brouillon est gardé. Il ne change encore rien."))
            return redirect("referrals:regulation", number)
        return _shown(request, row, *forms, refused if all(form.is_valid() for form in forms) else "")
    return _shown(request, row, *forms)


def _keep(request: Request, row: Regulation, head: RegulationForm, steps: "StepFormSet") -> str | None:  # type: ignore[valid-type]  # made by Django
    try:
        content = content_of(head, steps, row.content)
    except RegulationError as error:
        return str(error)
    actions.change_draft(
        number=row.number, content=content, source=head.cleaned_data["source"], by=role_in_action(request.role)
    )
    return None


def _shown(
    request: Request,
    row: Regulation,
    head: RegulationForm,
    steps: "StepFormSet",  # type: ignore[valid-type]  # made by Django
    refused: str | None = None,
    since: SinceForm | None = None,
) -> HttpResponse:
    is_wrong = refused is not None or since is not None
    content = {
        "row": row,
        "head": head,
        "steps": steps,
        "refused": refused,
        "since": since or SinceForm(initial={"since": timezone.localdate()}),
        "words": in_words(row, get_language() or "fr"),
        "unreachable": unreachable_steps(row),
        "tried": tried(row, on=timezone.localdate()),
        "may_write": row.published_at is None and role_in_action(request.role).kind == RoleKind.AGENT,
    }
    return render(request, "referrals/desk/regulation.html", content, status=422 if is_wrong else 200)


@require_POST
@agents_only
def discard(request: Request, number: int) -> HttpResponse:
    """Throw away a draft."""
    row = _version(request, number)
    actions.discard_draft(number=row.number, by=role_in_action(request.role))
    messages.success(request, _("Le brouillon est abandonné. Les règlements en vigueur ne changent pas."))
    return redirect("referrals:regulations")


@require_POST
@agents_only
def publish(request: Request, number: int) -> HttpResponse:
    """Publish a draft from a day on."""
    row, form = _version(request, number), SinceForm(request.POST)
    if not form.is_valid():
        head, steps = typed_of(row.content)
        shown = (RegulationForm(initial={"source": row.source, **head}), StepFormSet(initial=steps, prefix="palier"))
        return _shown(request, row, *shown, since=form)
    actions.publish_regulation(
        number=number, since=form.cleaned_data["since"], by=role_in_action(request.role), now=timezone.now()
    )
    messages.success(request, _("Cette version est publiée. Les saisines déjà déposées gardent la leur."))
    return redirect("referrals:regulations")
