"""The desk of the versions: drafted by one body, amended by others, arbitrated, adopted."""

from http import HTTPStatus

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rules import has_perm

from belvedere.contexts.strategy import actions
from belvedere.contexts.strategy.forms import (
    AdoptForm,
    AmendForm,
    CommentForm,
    DecideForm,
    DueForm,
    ElementForm,
    TestForm,
    VersionForm,
)
from belvedere.contexts.strategy.models import Amendment, StrategyVersion
from belvedere.contexts.strategy.queries import documents
from belvedere.contexts.strategy.rules import READERS
from belvedere.contexts.strategy.states import (
    AMENDMENTS,
    AmendmentState,
    AmendmentVerb,
    Change,
    ElementKind,
    VersionState,
    VersionVerb,
)
from belvedere.contexts.strategy.words import (
    AMENDMENT_KINDS,
    AMENDMENT_LABELS,
    CHANGE_LABELS,
    ELEMENT_LABELS,
    VERSION_LABELS,
)
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request

at_the_desk = role_required(*sorted(READERS))
BAD = HTTPStatus.UNPROCESSABLE_ENTITY


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: Request) -> HttpResponse:
    """The versions; an agent of the métropole begins the next one."""
    form = VersionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = role_in_action(request.role)
        version = actions.open_version(**form.cleaned_data, by=by, now=timezone.now())
        messages.success(request, _("La version %(number)s est en chantier.") % {"number": version.number})
        return redirect("strategy:version_desk", version.number)
    rows = [(version, VERSION_LABELS[VersionState(version.state)]) for version in documents.versions()]
    may_open = has_perm("strategy.keep", request.role) and documents.version_under_way() is None
    content = {"rows": rows, "form": form, "may_open": may_open}
    return render(request, "strategy/desk.html", content, status=BAD if form.errors else HTTPStatus.OK)


def _version(number: int) -> StrategyVersion:
    return get_object_or_404(documents.versions(), number=number)


@at_the_desk
@require_safe
def version_desk(request: Request, number: int) -> HttpResponse:
    """One version at work: what each role has to do on it."""
    return _page(request, _version(number))


def _page(request: Request, version: StrategyVersion, failed: Form | None = None) -> HttpResponse:
    """Render a version at its desk; ``failed`` is the form to show again, with what was typed in it."""
    today = timezone.localdate()
    elements = documents.elements_of(version)
    tree = documents.tree_of(elements)
    rows = list(documents.amendments_of(version))
    about = [(one.key, f"{one.key} {one.title}") for one in elements]
    about += [(f"amendement-{row.number}", _("Amendement %(number)s") % {"number": row.number}) for row in rows]
    content = {
        "version": version,
        "state": VERSION_LABELS[VersionState(version.state)],
        "verbs": documents.verbs_open_to(request.role, version),
        "principles": tree[ElementKind.PRINCIPLE],
        "axes": tree[ElementKind.AXIS],
        "amendments": [
            (
                row,
                CHANGE_LABELS[Change(row.change)],
                ELEMENT_LABELS[ElementKind(row.kind)],
                AMENDMENT_LABELS[AmendmentState(row.state)],
                AMENDMENT_KINDS[AmendmentState(row.state)],
                _may_withdraw(request, row),
            )
            for row in rows
        ],
        "comments": list(documents.comments_of(version)),
        "failed": failed,
        "due_form": failed if isinstance(failed, DueForm) else DueForm(today=today),
        "adopt_form": failed if isinstance(failed, AdoptForm) else AdoptForm(today=today),
        "test_form": failed if isinstance(failed, TestForm) else TestForm(elements=elements),
        "comment_form": failed if isinstance(failed, CommentForm) else CommentForm(about=about),
        "may_comment": has_perm("strategy.comment", request.role) and version.state in {"amendements", "arbitrage"},
        "has_commitments": any(one.kind == ElementKind.COMMITMENT for one in elements),
    }
    status = BAD if failed is not None else HTTPStatus.OK
    return render(request, "strategy/version_desk.html", content, status=status)


def _may_withdraw(request: Request, row: Amendment) -> bool:
    can = (AmendmentState(row.state), AmendmentVerb.WITHDRAW) in AMENDMENTS
    return can and has_perm("strategy.withdraw", request.role, row)


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def write_element(request: Request, number: int, key: str = "") -> HttpResponse:
    """Add a part, or write one again."""
    version = _version(number)
    elements = documents.elements_of(version)
    element = next((one for one in elements if one.key == key), None)
    if key and element is None:
        return redirect("strategy:version_desk", number)
    form = ElementForm(request.POST or None, elements=elements, element=element)
    if request.method == "POST" and form.is_valid():
        kind = ElementKind(element.kind if element else form.cleaned_data["kind"])
        actions.write_element(
            version=version,
            kind=kind,
            words=form.words,
            parent=form.cleaned_data["parent"],
            key=key,
            by=role_in_action(request.role),
            now=timezone.now(),
        )
        messages.success(request, _("C’est écrit."))
        return redirect("strategy:version_desk", number)
    content = {"version": version, "form": form, "element": element}
    return render(request, "strategy/element.html", content, status=BAD if form.errors else HTTPStatus.OK)


@at_the_desk
@require_POST
def remove_element(request: Request, number: int, key: str) -> HttpResponse:
    """Remove a part of a version being drafted."""
    actions.remove_element(version=_version(number), key=key, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Cette partie est supprimée."))
    return redirect("strategy:version_desk", number)


@at_the_desk
@require_POST
def set_test(request: Request, number: int) -> HttpResponse:
    """Fix the test of a commitment."""
    version = _version(number)
    form = TestForm(request.POST, elements=documents.elements_of(version))
    if not form.is_valid():
        return _page(request, version, form)
    actions.set_test(version=version, by=role_in_action(request.role), now=timezone.now(), **form.test)  # type: ignore[arg-type]  # the form's fields are the action's
    messages.success(request, _("Le test est fixé."))
    return redirect("strategy:version_desk", number)


@at_the_desk
@require_POST
def move_version(request: Request, number: int, verb: str) -> HttpResponse:
    """Open or close the amendments, adopt, give up."""
    version, by, now = _version(number), role_in_action(request.role), timezone.now()
    if verb in {VersionVerb.OPEN, VersionVerb.REOPEN}:
        due = DueForm(request.POST, today=timezone.localdate())
        if not due.is_valid():
            return _page(request, version, due)
        act = actions.open_amendments if verb == VersionVerb.OPEN else actions.reopen_amendments
        act(version=version, due_on=due.cleaned_data["due_on"], by=by, now=now)
    elif verb == VersionVerb.ADOPT:
        adopt = AdoptForm(request.POST, today=timezone.localdate())
        if not adopt.is_valid():
            return _page(request, version, adopt)
        actions.adopt_version(version=version, by=by, now=now, **adopt.cleaned_data)
    elif verb == VersionVerb.CLOSE:
        actions.close_amendments(version=version, by=by, now=now)
    else:
        actions.abandon_version(version=version, by=by, now=now)
    messages.success(request, _("La version a changé d’état."))
    return redirect("strategy:version_desk", number)


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: Request, number: int) -> HttpResponse:
    """Ask for a change, in the name of one's body; ``?partie=`` names the part."""
    version = _version(number)
    elements = documents.elements_of(version)
    element = next((one for one in elements if one.key == request.GET.get("partie")), None)
    form = AmendForm(request.POST or None, elements=elements, element=element)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        change = Change(typed["change"])
        kind = typed["kind"] if change == Change.ADD else ElementKind.AXIS.value
        amendment = actions.propose_amendment(
            version=version,
            change=change,
            kind=ElementKind(kind),
            key=typed["key"],
            parent=typed["parent"],
            words=form.words,
            reason=typed["reason"],
            by=role_in_action(request.role),
            now=timezone.now(),
        )
        messages.success(request, _("L’amendement %(number)s est déposé.") % {"number": amendment.number})
        return redirect("strategy:version_desk", number)
    content = {"version": version, "form": form}
    return render(request, "strategy/amend.html", content, status=BAD if form.errors else HTTPStatus.OK)


def _amendment(number: int, rank: int) -> Amendment:
    rows = Amendment.objects.select_related("version__territory", "version__body", "body")
    return get_object_or_404(rows, version__number=number, number=rank)


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: Request, number: int, rank: int) -> HttpResponse:
    """Arbitrate an amendment."""
    amendment = _amendment(number, rank)
    form = DecideForm(request.POST or None, wanted=amendment.wanted or amendment.before)
    if request.method == "POST" and form.is_valid():
        verb = AmendmentVerb(form.cleaned_data["verb"])
        actions.decide_amendment(
            amendment=amendment,
            verb=verb,
            reason=form.cleaned_data["reason"],
            words=form.words if verb == AmendmentVerb.MODIFY else None,
            by=role_in_action(request.role),
            now=timezone.now(),
        )
        messages.success(request, _("L’amendement %(number)s est arbitré.") % {"number": rank})
        return redirect("strategy:version_desk", number)
    content = {
        "amendment": amendment,
        "version": amendment.version,
        "change": CHANGE_LABELS[Change(amendment.change)],
        "kind": ELEMENT_LABELS[ElementKind(amendment.kind)],
        "form": form,
    }
    return render(request, "strategy/decide.html", content, status=BAD if form.errors else HTTPStatus.OK)


@at_the_desk
@require_POST
def withdraw(request: Request, number: int, rank: int) -> HttpResponse:
    """Take an amendment of one's body back."""
    by = role_in_action(request.role)
    actions.withdraw_amendment(amendment=_amendment(number, rank), by=by, now=timezone.now())
    messages.success(request, _("L’amendement est retiré."))
    return redirect("strategy:version_desk", number)


@at_the_desk
@require_POST
def comment(request: Request, number: int) -> HttpResponse:
    """Comment a version, a part of it or an amendment."""
    version = _version(number)
    elements = documents.elements_of(version)
    rows = {f"amendement-{row.number}": row for row in documents.amendments_of(version)}
    about = [*((one.key, one.key) for one in elements), *((key, key) for key in rows)]
    form = CommentForm(request.POST, about=about)
    if not form.is_valid():
        return _page(request, version, form)
    chosen = form.cleaned_data["about"]
    actions.comment_version(
        version=version,
        text=form.cleaned_data["text"],
        element="" if chosen in rows else chosen,
        amendment=rows.get(chosen),
        by=role_in_action(request.role),
        now=timezone.now(),
    )
    messages.success(request, _("Votre commentaire est publié."))
    return redirect("strategy:version_desk", number)
