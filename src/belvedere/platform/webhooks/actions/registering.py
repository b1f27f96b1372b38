"""An address of another site: added, resumed after a pause, removed."""

from datetime import datetime

from django.db import IntegrityError, transaction
from rules import has_perm

from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import Actor, Subject, record
from belvedere.platform.journal.kinds import Kind
from belvedere.platform.outgoing import checked_url
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.webhooks import events
from belvedere.platform.webhooks.models import Webhook
from belvedere.platform.webhooks.refusals import AlreadyTold


@transaction.atomic
def add_webhook(*, url: str, matter: str, by: Role, now: datetime) -> Webhook:
    """Register an address for the body of a role; it is told what happens from now on."""
    webhook = Webhook(territory=by.body.territory, body=by.body, url=checked_url(url), matter=matter, created_at=now)
    if not has_perm("webhooks.manage", by, webhook):
        raise NotAllowed
    try:
        with transaction.atomic():
            webhook.save()
    except IntegrityError:
        raise AlreadyTold from None
    _journal(webhook, events.ADDED, by, now)
    return webhook


def pause_webhook(*, webhook: Webhook, now: datetime) -> None:
    """Tell nothing to an address that does not answer, until an officer resumes it."""
    Webhook.objects.filter(pk=webhook.pk, paused_at=None).update(paused_at=now)


@transaction.atomic
def resume_webhook(*, webhook: Webhook, by: Role) -> None:
    """Tell again an address that was paused; what it missed meanwhile is in the public register."""
    if not has_perm("webhooks.manage", by, webhook):
        raise NotAllowed
    Webhook.objects.filter(pk=webhook.pk).update(paused_at=None, failures=0)


@transaction.atomic
def remove_webhook(*, webhook: Webhook, by: Role, now: datetime) -> None:
    """Tell an address nothing more."""
    if not has_perm("webhooks.manage", by, webhook):
        raise NotAllowed
    if Webhook.objects.filter(pk=webhook.pk).delete()[0]:
        _journal(webhook, events.REMOVED, by, now)


def _journal(webhook: Webhook, kind: Kind, by: Role, now: datetime) -> None:
    record(
        kind=kind,
        territory=webhook.territory,
        now=now,
        actor=Actor.role(by),
        subject=Subject("notification", str(webhook.uuid)),
        matter="",
        payload={"webhook": str(webhook.uuid)},
    )
