"""The consultation of a project: terms and proofs, proposals and answers, who came, the report."""

import hashlib

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from rules import has_perm

from belvedere.contexts.projects.actions import consultation as actions
from belvedere.contexts.projects.exports.tables import PROOF_COLUMNS
from belvedere.contexts.projects.forms.gates import (
    AnswerForm,
    ParticipantsForm,
    ProofForm,
    ProposalForm,
    ReportForm,
    TermForm,
    VoteForm,
    WaiveForm,
)
from belvedere.contexts.projects.models import Project, Proof, Proposal, Term
from belvedere.contexts.projects.queries.proofs import proof_of, proofs_of, proposal_numbered, term_numbered
from belvedere.contexts.projects.queries.subsidiarity import checked_project
from belvedere.contexts.projects.states import ProofKind
from belvedere.contexts.projects.views.access import OK, UNPROCESSABLE, own_project, project_page, readers_only
from belvedere.contexts.projects.words import OUTCOMES, PROOFS
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.exchange.downloads import as_download
from belvedere.platform.exchange.refusals import FileNotAccepted, FileTooLarge
from belvedere.platform.exchange.tables import table_response

TAB = "projects:consultation"


def _page(request: Request, project: Project, *, failed: Form | None = None, number: int = 0) -> HttpResponse:
    """Render the consultation; ``failed`` is the form to show again, on the term or proposal of that number."""

    def form_of(kind: type[Form], at: int = 0) -> Form:
        if isinstance(failed, kind) and at in {0, number}:
            return failed
        return kind(auto_id=f"{kind.__name__.lower()}_{at}_%s")

    communes = [(row.slug, row.name) for row in project.communes.all()]
    may_waive = has_perm("projects.run", request.role, project) and has_perm("strategy.waive", request.role, project)
    content = {
        "terms": [
            (term, [(proof, PROOFS[proof.kind]) for proof in term.proofs.all()], form_of(ProofForm, term.number))
            for term in project.terms.all()
        ],
        "proposals": [
            (row, OUTCOMES.get(row.outcome, ""), form_of(AnswerForm, row.number)) for row in project.proposals.all()
        ],
        "participants": project.participants.all(),
        "term_form": form_of(TermForm),
        "vote_form": form_of(VoteForm),
        "proposal_form": form_of(ProposalForm),
        "participants_form": failed if isinstance(failed, ParticipantsForm) else ParticipantsForm(communes=communes),
        "report_form": form_of(ReportForm),
        "failed": failed,
        "checked": checked_project(project, on=timezone.localdate()),
        "waive_to": reverse("projects:project", args=[project.slug]) + "regles/" if may_waive else "",
    }
    return project_page(
        request, project, "consultation", tab=TAB, content=content, status=UNPROCESSABLE if failed else OK
    )


@readers_only
@require_safe
def consultation(request: Request, slug: str) -> HttpResponseBase:
    """Show the terms with their proofs; ``?format=csv`` or ``json`` gives the table of proofs."""
    found = own_project(request, slug)
    table = table_response(request.GET.get("format", ""), f"preuves-{slug}", PROOF_COLUMNS, proofs_of(found))
    return table if table is not None else _page(request, found)


def _term(project: Project, number: int) -> Term:
    found = term_numbered(project, number)
    if found is None:
        raise Http404
    return found


def _proposal(project: Project, number: int) -> Proposal:
    found = proposal_numbered(project, number)
    if found is None:
        raise Http404
    return found


@readers_only
@require_POST
def write_term(request: Request, slug: str) -> HttpResponse:
    """Add a term."""
    found, form = own_project(request, slug), TermForm(request.POST)
    if not form.is_valid():
        return _page(request, found, failed=form)
    actions.write_term(project=found, by=role_in_action(request.role), now=timezone.now(), **form.cleaned_data)
    return redirect(TAB, slug)


@readers_only
@require_POST
def remove_term(request: Request, slug: str, number: int) -> HttpResponse:
    """Take back a term that is not voted."""
    found = own_project(request, slug)
    actions.remove_term(term=_term(found, number), by=role_in_action(request.role), now=timezone.now())
    return redirect(TAB, slug)


@readers_only
@require_POST
def waive(request: Request, slug: str, rule: str) -> HttpResponse:
    """Set aside, in public, a rule of subsidiarity that the planned consultation breaks."""
    found, form = own_project(request, slug), WaiveForm(request.POST)
    if not form.is_valid():
        return _page(request, found, failed=form)
    by, now = role_in_action(request.role), timezone.now()
    actions.waive_rule_for_project(project=found, rule=rule, by=by, now=now, **form.cleaned_data)
    messages.success(request, _("La règle %(rule)s est levée ; sa raison est publique.") % {"rule": rule})
    return redirect(TAB, slug)


@readers_only
@require_POST
def vote_terms(request: Request, slug: str) -> HttpResponse:
    """Say by which act the terms were voted."""
    found, form = own_project(request, slug), VoteForm(request.POST)
    if not form.is_valid():
        return _page(request, found, failed=form)
    by, now = role_in_action(request.role), timezone.now()
    actions.record_vote_of_terms(project=found, by=by, now=now, **form.cleaned_data)
    messages.success(request, _("Les modalités sont votées : chacune attend sa preuve."))
    return redirect(TAB, slug)


@readers_only
@require_POST
def prove(request: Request, slug: str, number: int) -> HttpResponse:
    """Add evidence to a term."""
    found = own_project(request, slug)
    term, form = _term(found, number), ProofForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, failed=form, number=number)
    given, by, now = form.cleaned_data, role_in_action(request.role), timezone.now()
    try:
        actions.prove_term(
            term=term,
            kind=ProofKind(given["kind"]),
            title=given["title"],
            dated_on=given["dated_on"],
            content=given["file"].read(),
            by=by,
            now=now,
        )
    except (FileNotAccepted, FileTooLarge) as refused:
        form.add_error("file", str(refused.message))
        return _page(request, found, failed=form, number=number)
    messages.success(request, _("La preuve est versée, avec son empreinte."))
    return redirect(TAB, slug)


@readers_only
@require_safe
def proof(request: Request, slug: str, pk: int) -> HttpResponse:
    """Give the file of a proof, whose bytes are checked against its hash."""
    found = proof_of(own_project(request, slug), pk)
    if found is None:
        raise Http404
    return attached(found)


def attached(found: Proof) -> HttpResponse:
    """Return the bytes of a proof, to be kept and not to be run."""
    content = bytes(found.content)
    if hashlib.sha256(content).hexdigest() != found.sha256:
        raise Http404
    return as_download(content, found.media_type, title=found.title)


@readers_only
@require_POST
def propose(request: Request, slug: str) -> HttpResponse:
    """Group a proposal."""
    found, form = own_project(request, slug), ProposalForm(request.POST)
    if not form.is_valid():
        return _page(request, found, failed=form)
    actions.group_proposal(project=found, by=role_in_action(request.role), now=timezone.now(), **form.cleaned_data)
    return redirect(TAB, slug)


@readers_only
@require_POST
def count(request: Request, slug: str) -> HttpResponse:
    """Count the participants of a commune."""
    found = own_project(request, slug)
    communes = {row.slug: row for row in found.communes.all()}
    form = ParticipantsForm(request.POST, communes=[(row.slug, row.name) for row in communes.values()])
    if not form.is_valid():
        return _page(request, found, failed=form)
    commune, number = communes[form.cleaned_data["commune"]], form.cleaned_data["count"]
    by = role_in_action(request.role)
    actions.count_participants(project=found, commune=commune, count=number, by=by, now=timezone.now())
    return redirect(TAB, slug)


@readers_only
@require_POST
def report(request: Request, slug: str) -> HttpResponse:
    """Close the report."""
    found, form = own_project(request, slug), ReportForm(request.POST)
    if not form.is_valid():
        return _page(request, found, failed=form)
    actions.close_report(project=found, by=role_in_action(request.role), now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Le bilan est arrêté."))
    return redirect(TAB, slug)


@readers_only
@require_POST
def answer(request: Request, slug: str, number: int) -> HttpResponse:
    """Answer a proposal."""
    found, form = own_project(request, slug), AnswerForm(request.POST)
    proposal = _proposal(found, number)
    if not form.is_valid():
        return _page(request, found, failed=form, number=number)
    by = role_in_action(request.role)
    actions.answer_proposal(proposal=proposal, decision=form.decision, by=by, now=timezone.now())
    return redirect(TAB, slug)
