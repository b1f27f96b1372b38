"""Working on a referral alone: taken, taken over, let go; it ends by itself."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from rules import has_perm

from belvedere.contexts.referrals.models import Hold, Referral
from belvedere.contexts.referrals.queries.desk import held_by, hold_of
from belvedere.contexts.referrals.refusals import HeldByAnother
from belvedere.platform.accounts.models import Role
from belvedere.platform.refusals import NotAllowed

HOLD_MINUTES = 20


def refuse_if_held(referral: Referral, *, by: Role, now: datetime) -> None:
    """Refuse when a colleague works on a referral. The caller holds the lock."""
    found = hold_of(referral, now=now)
    if found is not None and found.role_id != by.pk:
        raise HeldByAnother(_("%(name)s s’occupe de cette saisine. Rien n’a été fait.") % {"name": held_by(found)})


def _locked(referral: Referral, by: Role) -> Referral:
    locked = Referral.objects.select_for_update(of=("self",)).select_related("body").get(pk=referral.pk)
    if not has_perm("referrals.hold", by, locked):
        raise NotAllowed
    return locked


def _hold(referral: Referral, by: Role, now: datetime) -> Hold:
    until = now + timedelta(minutes=HOLD_MINUTES)
    row, _is_new = Hold.objects.update_or_create(referral=referral, defaults={"role": by, "until": until})
    return row


@transaction.atomic
def hold_referral(*, referral: Referral, by: Role, now: datetime) -> Hold:
    """Work on a referral alone for a while; asked again, the while begins again."""
    locked = _locked(referral, by)
    refuse_if_held(locked, by=by, now=now)
    return _hold(locked, by, now)


@transaction.atomic
def take_over_referral(*, referral: Referral, by: Role, now: datetime) -> Hold:
    """Work on a referral in the place of a colleague."""
    return _hold(_locked(referral, by), by, now)


@transaction.atomic
def release_referral(*, referral: Referral, by: Role) -> None:
    """Let a referral go; what a colleague holds stays held."""
    Hold.objects.filter(referral=_locked(referral, by), role=by).delete()
