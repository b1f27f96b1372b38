"""Writing a referral, step by step, without an account."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from belvedere.contexts.referrals.actions.cosign import ask_cosignatories_again
from belvedere.contexts.referrals.models import Draft
from belvedere.contexts.referrals.queries import token_digest
from belvedere.contexts.referrals.queries.cosign import invitation_token
from belvedere.platform.territory.models import Body, Commune, Territory
from belvedere.platform.territory.queries import parameter_in_force

RETENTION = "draft.retention_days"
WORDS = ("title", "request", "reasons")


@dataclass(frozen=True)
class StartedDraft:
    """A new draft and the secret of its link, which is kept nowhere else."""

    draft: Draft
    token: str


def _expiry(body: Body, now: datetime) -> datetime:
    return now + timedelta(days=parameter_in_force(body=body, code=RETENTION, on=now.date()).value)


@transaction.atomic
def start_draft(
    *, territory: Territory, commune: Commune, policy_id: int, body: Body, title: str, now: datetime
) -> StartedDraft:
    """Open a draft on a matter; its secret link is the only key to it."""
    token = secrets.token_urlsafe(32)
    draft = Draft.objects.create(
        territory=territory,
        token_hash=token_digest(token),
        commune=commune,
        policy_id=policy_id,
        body=body,
        title=title,
        invitation_hash=token_digest(invitation_token(token)),
        expires_at=_expiry(body, now),
    )
    return StartedDraft(draft, token)


@transaction.atomic
def save_draft(*, draft: Draft, now: datetime, **fields: object) -> Draft:
    """Keep what was typed at one step; the draft lives on from now. Who signed other words is asked again."""
    is_rewritten = any(getattr(draft, name) != fields.get(name, getattr(draft, name)) for name in WORDS)
    for name, value in fields.items():
        setattr(draft, name, value)
    if draft.body is not None:
        draft.expires_at = _expiry(draft.body, now)
    draft.save(update_fields=[*fields, "expires_at"])
    if is_rewritten:
        ask_cosignatories_again(draft, now=now)
    return draft


@transaction.atomic
def purge_drafts(*, now: datetime) -> int:
    """Erase the drafts that nobody touched for as long as the règlement keeps them; return how many."""
    return Draft.objects.filter(expires_at__lte=now).delete()[0]
