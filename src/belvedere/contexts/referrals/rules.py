"""Who may decide on a referral: the participation agents of the body that holds it."""

from rules import add_perm

from belvedere.contexts.referrals.states import PublicationVerb
from belvedere.platform.accounts.rules import belongs_to_body_of, is_of_kind
from belvedere.platform.accounts.states import RoleKind

decides = is_of_kind(RoleKind.AGENT) & belongs_to_body_of("body")

READERS = frozenset({RoleKind.AGENT, RoleKind.AUDITOR, RoleKind.MODERATOR, RoleKind.ELECTED})
PERMISSIONS: dict[PublicationVerb, str] = {
    verb: f"referrals.{verb.value}"
    for verb in (PublicationVerb.ADMIT, PublicationVerb.REJECT, PublicationVerb.FORWARD, PublicationVerb.ASK)
}

for permission in PERMISSIONS.values():
    add_perm(permission, decides)
add_perm("referrals.judge_appeal", is_of_kind(RoleKind.AGENT, RoleKind.ELECTED) & belongs_to_body_of("body"))
add_perm("referrals.read", is_of_kind(*READERS) & belongs_to_body_of("body"))
add_perm("referrals.hold", decides)
add_perm("referrals.moderate", is_of_kind(RoleKind.AGENT, RoleKind.MODERATOR) & belongs_to_body_of("body"))
add_perm("referrals.end_step", decides)
add_perm("referrals.check_supports", decides)
add_perm("referrals.write_regulation", decides)
