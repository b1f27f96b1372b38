"""The wizard: one thing by screen, saved at each step, resumed by a secret link."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from belvedere.contexts.referrals import queries
from belvedere.contexts.referrals.actions.deposit import submit_deposit
from belvedere.contexts.referrals.actions.draft import save_draft, start_draft
from belvedere.contexts.referrals.forms import BodyForm, ContactForm, SubjectForm, TextForm
from belvedere.contexts.referrals.models import Draft
from belvedere.contexts.referrals.queries.regulation import minimum_age_to_deposit
from belvedere.contexts.referrals.refusals import DraftGone, DraftIncomplete
from belvedere.contexts.referrals.words import WIZARD_STEPS
from belvedere.platform.accounts.request import Request
from belvedere.platform.limits.actions import spend
from belvedere.platform.limits.client import client_key
from belvedere.platform.search.queries import search
from belvedere.platform.territory.choice import chosen_commune

DEPOSITS_BY_HOUR, HOUR_SECONDS = 10, 3600
FormView = Callable[..., HttpResponse]
form_methods = require_http_methods(["GET", "HEAD", "POST"])


def _shown(request: Request, step: str, form: Form | None, draft: Draft | None, **content: object) -> HttpResponse:
    status = 422 if form is not None and form.is_bound else 200
    names = list(WIZARD_STEPS)
    content |= {
        "form": form,
        "draft": draft,
        "steps": [WIZARD_STEPS[name] for name in names],
        "current": names.index(step) + 1,
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
    competent = queries.competent_bodies(draft.policy_id or 0, on=timezone.localdate(now))
    form = BodyForm(request.POST or None, competent=competent, initial={"body": str(draft.body_id)})
    if not form.is_valid():
        similar = search(draft.title, limit=5, every_word=False)
        return _shown(request, "deja-dit", form, draft, competent=competent, similar=similar, token=token)
    save_draft(draft=draft, now=now, body=form.cleaned_data["body"])
    return redirect("referrals:deposit_text", token)


@with_draft
def text(request: Request, token: str, draft: Draft, now: datetime) -> HttpResponse:
    """Step 3: what is asked, and why."""
    form = TextForm(request.POST or None, initial={"request": draft.request, "reasons": draft.reasons})
    if not form.is_valid():
        return _shown(request, "texte", form, draft, token=token)
    save_draft(draft=draft, now=now, **form.cleaned_data)
    return redirect("referrals:deposit_contact", token)


@with_draft
def contact(request: Request, token: str, draft: Draft, now: datetime) -> HttpResponse:
    """Step 4: a mailbox, and the age that the règlement asks."""
    if draft.body is None:
        raise DraftIncomplete(next_url=request.path)
    age = minimum_age_to_deposit(draft.body, on=timezone.localdate(now))
    form = ContactForm(request.POST or None, minimum_age_years=age, initial={"email": draft.email})
    if not form.is_valid():
        return _shown(request, "adresse", form, draft, token=token)
    save_draft(draft=draft, now=now, email=form.cleaned_data["email"])
    return redirect("referrals:deposit_review", token)


@with_draft
def review(request: Request, token: str, draft: Draft, now: datetime) -> HttpResponse:
    """Step 5: read again, then send."""
    if request.method != "POST":
        return _shown(request, "relire", None, draft, token=token)
    spend(
        bucket="referrals.deposits",
        key=client_key(request),
        capacity=DEPOSITS_BY_HOUR,
        refill_seconds=HOUR_SECONDS,
        now=now,
    )
    submit_deposit(draft=draft, language=translation.get_language() or "fr", now=now)
    return redirect("referrals:deposit_sent")
