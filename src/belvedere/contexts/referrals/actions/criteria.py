"""Noting what was checked of a referral before it is decided."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from rules import has_perm

from belvedere.contexts.referrals.actions.hold import refuse_if_held
from belvedere.contexts.referrals.models import CriterionCheck, Referral
from belvedere.contexts.referrals.rules import PERMISSIONS
from belvedere.contexts.referrals.states import PUBLICATION, Publication, PublicationVerb
from belvedere.contexts.referrals.states.desk import Criterion
from belvedere.platform.accounts.models import Role
from belvedere.platform.refusals import NotAllowed, NotInThisState


@transaction.atomic
def check_criteria(*, referral: Referral, findings: Mapping[Criterion, bool], by: Role, now: datetime) -> None:
    """Keep what an agent found of some criteria; the others stay as they were."""
    locked = Referral.objects.select_for_update(of=("self",)).select_related("body").get(pk=referral.pk)
    if not has_perm(PERMISSIONS[PublicationVerb.ADMIT], by, locked):
        raise NotAllowed
    if (Publication(locked.publication), PublicationVerb.ADMIT) not in PUBLICATION:
        raise NotInThisState
    refuse_if_held(locked, by=by, now=now)
    write_findings(locked, findings, by=by, now=now)


def write_findings(referral: Referral, findings: Mapping[Criterion, bool], *, by: Role, now: datetime) -> None:
    """Write what was found. The caller holds the lock."""
    for criterion, is_met in findings.items():
        CriterionCheck.objects.update_or_create(
            referral=referral, criterion=criterion.value, defaults={"is_met": is_met, "by": by, "at": now}
        )
