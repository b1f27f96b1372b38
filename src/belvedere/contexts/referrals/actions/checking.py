"""Taking the lock of a referral whose supports an officer enters, removes or checks."""

from rules import has_perm

from belvedere.contexts.referrals.models import Referral
from belvedere.platform.accounts.models import Role
from belvedere.platform.refusals import NotAllowed


def locked_for_checks(referral: Referral, by: Role) -> Referral:
    """Take the lock and read the referral again; refuse who does not hold it."""
    locked = (
        Referral.objects.select_for_update(of=("self",))
        .select_related("territory", "body", "policy")
        .get(pk=referral.pk)
    )
    if not has_perm("referrals.check_supports", by, locked):
        raise NotAllowed
    return locked
