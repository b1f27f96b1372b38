"""The wizard: one thing by screen, saved at each step, resumed by a secret link."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from belvedere.contexts.referrals import queries
from belvedere.contexts.referrals.actions.attachment import add_attachment, remove_attachment
from belvedere.contexts.referrals.actions.deposit import submit_deposit
from belvedere.contexts.referrals.actions.draft import save_draft, start_draft
from belvedere.contexts.referrals.forms import BodyForm, DepositorForm, DocumentForm, SubjectForm, TextForm
from belvedere.contexts.referrals.models import Draft
from belvedere.contexts.referrals.queries.alike import said_before
from belvedere.contexts.referrals.queries.attachment import attachments_of_draft
from belvedere.contexts.referrals.queries.cosign import (
    cosignatories_needed,
    cosignatures_counted,
    cosignatures_waiting,
    invitation_token,
)
from belvedere.contexts.referrals.queries.moderation import personal_data_in
from belvedere.contexts.referrals.queries.regulation import minimum_age_to_deposit, rules_in_force
from belvedere.contexts.referrals.refusals import DraftGone, DraftIncomplete
from belvedere.contexts.referrals.words import WIZARD_STEPS
from belvedere.platform.accounts.request import Request
from belvedere.platform.limits.actions import spend
from belvedere.platform.limits.client import client_key
from belvedere.platform.refusals import Refusal
from belvedere.platform.territory.choice import chosen_commune

DEPOSITS_BY_HOUR, DOCUMENTS_BY_HOUR, HOUR_SECONDS = 10, 20, 3600
FormView = Callable[..., HttpResponse]
form_methods = require_http_methods(["GET", "HEAD", "POST"])


def _shown(request: Request, step: str, form: Form | None, draft: Draft | None, **content: object) -> HttpResponse:
    status = 422 if form is not None and form.is_bound else 200
    needed = cosignatories_needed(draft, on=timezone.localdate()) if draft else 0
    # Without such a rule nobody is shown a step that asks nothing.
    names = [name for name in WIZARD_STEPS if name in {step, "relire"} or name != "cosignataires" or needed]
    content |= {
        "form": form,
        "draft": draft,
        "steps": [WIZARD_STEPS[name] for name in names],
        "current": names.index(step) + 1,
        "needed": needed,
        "resume_url": request.build_absolute_uri() if draft else "",
    }
    return render(request, f"referrals/deposit/{step}.html", content, status=status)


def with_draft(view: FormView) -> FormView:
    """Open the draft of the secret link, or say that it is gone."""

    @wraps(view)
    @never_cache
    @form_methods
    def opened(request: Request, token: str) -> HttpResponse:
        draft = queries.draft_of(token, now=timezone.now())
        if draft is None:
            raise DraftGone(next_url="/saisines/deposer/")
        return view(request, token, draft, timezone.now())

    return opened


@form_methods
def subject(request: Request) -> HttpResponse:
    """Step 1: where and on what."""
    mine = chosen_commune(request)
    form = SubjectForm(request.POST or None, initial={"commune": mine.slug if mine else None})
    if not form.is_valid():
        return _shown(request, "sujet", form, None)
    now = timezone.now()
    spend(
        bucket="referrals.drafts",
        key=client_key(request),
        capacity=DEPOSITS_BY_HOUR,
        refill_seconds=HOUR_SECONDS,
        now=now,
    )
    policy = form.cleaned_data["policy"]
    started = start_draft(
        territory=request.territory,
        commune=form.cleaned_data["commune"],
        policy_id=policy.pk,
        body=policy.body,
        title=form.cleaned_data["title"],
        now=now,
    )
    return redirect("referrals:deposit_said", started.token)


@with_draft
def subject_again(request: Request, token: str, draft: Draft, now: datetime) -> HttpResponse:
    """Step 1 again: what was chosen can be changed."""
    known = (
        {"commune": draft.commune.slug, "policy": draft.policy.slug, "title": draft.title}
        if draft.commune and draft.policy
        else {}
    )
    form = SubjectForm(request.POST or None, initial=known)
    if not form.is_valid():
        return _shown(request, "sujet", form, draft)
    policy = form.cleaned_data["policy"]
    save_draft(
        draft=draft,
        now=now,
        commune=form.cleaned_data["commune"],
        policy=policy,
        body=policy.body,
        title=form.cleaned_data["title"],
    )
    return redirect("referrals:deposit_said", token)


@with_draft
def already_said(request: Request, token: str, draft: Draft, now: datetime) -> HttpResponse:
    """Step 2: who is competent and why, and what was already said."""
    competent = queries.competent_bodies(draft.policy, on=timezone.localdate(now), commune=draft.commune)
    form = BodyForm(request.POST or None, competent=competent, initial={"body": str(draft.body_id)})
    if not form.is_valid():
        similar = said_before(draft.title)
        return _shown(request, "deja-dit", form, draft, competent=competent, similar=similar, token=token)
    save_draft(draft=draft, now=now, body=form.cleaned_data["body"])
    return redirect("referrals:deposit_text", token)


@with_draft
def text(request: Request, token: str, draft: Draft, now: datetime) -> HttpResponse:
    """Step 3: what is asked, why, and documents; what is typed is kept before a document is looked at."""
    form = TextForm(request.POST or None, initial={"request": draft.request, "reasons": draft.reasons})
    document = DocumentForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        save_draft(draft=draft, now=now, **form.cleaned_data)
        if _documents_changed(request, draft, document, now):
            return redirect("referrals:deposit_text", token)
        if document.is_valid():
            return redirect("referrals:deposit_contact", token)
    content = {"document": document, "documents": attachments_of_draft(draft), "token": token}
    return _shown(request, "texte", form, draft, **content)


def _documents_changed(request: Request, draft: Draft, form: DocumentForm, now: datetime) -> bool:
    """Take away or join the document that is asked; return whether one was."""
    removed = request.POST.get("retirer", "")
    if removed:
        key = next((row.uuid for row in attachments_of_draft(draft) if str(row.uuid) == removed), None)
        if key is not None:
            remove_attachment(draft=draft, key=key)
        return True
    file = form.cleaned_data.get("file") if form.is_valid() else None
    if not file:
        return False
    spend(
        bucket="referrals.documents",
        key=client_key(request),
        capacity=DOCUMENTS_BY_HOUR,
        refill_seconds=HOUR_SECONDS,
        now=now,
    )
    try:
        add_attachment(draft=draft, title=form.cleaned_data["name"], content=file.read(), now=now)
    except Refusal as refusal:
        form.add_error("file", f"{refusal.message} {refusal.next_step}")
        return False
    return True


@with_draft
def contact(request: Request, token: str, draft: Draft, now: datetime) -> HttpResponse:
    """Step 4: a mailbox, and what the règlement asks of who deposits."""
    if draft.body is None:
        raise DraftIncomplete(next_url=request.path)
    today = timezone.localdate(now)
    form = DepositorForm(
        request.POST or None,
        minimum_age_years=minimum_age_to_deposit(draft.body, on=today),
        admission=rules_in_force(draft.body, today).rules.admission,
        initial={"email": draft.email, "capacity": draft.capacity},
    )
    if not form.is_valid():
        return _shown(request, "adresse", form, draft, token=token)
    save_draft(draft=draft, now=now, email=form.cleaned_data["email"], capacity=form.cleaned_data["capacity"])
    is_asked = cosignatories_needed(draft, on=today) > cosignatures_counted(draft)
    return redirect("referrals:deposit_cosignatories" if is_asked else "referrals:deposit_review", token)


@with_draft
def cosignatories(request: Request, token: str, draft: Draft, now: datetime) -> HttpResponse:  # noqa: ARG001 -- as each step
    """Step 5: the link by which others sign, and how many have."""
    path = reverse("referrals:cosign", args=[invitation_token(token)])
    content = {"invitation": request.build_absolute_uri(path), "signed": cosignatures_counted(draft), "token": token}
    return _shown(request, "cosignataires", None, draft, **content)


@with_draft
def review(request: Request, token: str, draft: Draft, now: datetime) -> HttpResponse:
    """The last step: read again, then send."""
    if request.method != "POST":
        content = {
            "documents": attachments_of_draft(draft),
            "signed": cosignatures_counted(draft),
            "waiting": cosignatures_waiting(draft),
            "personal_data": personal_data_in(draft.title, draft.request, draft.reasons),
            "token": token,
        }
        return _shown(request, "relire", None, draft, **content)
    spend(
        bucket="referrals.deposits",
        key=client_key(request),
        capacity=DEPOSITS_BY_HOUR,
        refill_seconds=HOUR_SECONDS,
        now=now,
    )
    submit_deposit(draft=draft, language=translation.get_language() or "fr", now=now)
    return redirect("referrals:deposit_sent")
