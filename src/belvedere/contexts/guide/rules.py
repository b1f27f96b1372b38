"""Who may record a set of rules: an administrator or an agent."""

from rules import add_perm, predicate

from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind

DESK_KINDS = frozenset({RoleKind.AGENT, RoleKind.ADMINISTRATOR, RoleKind.AUDITOR})


@predicate
def may_record(role: Role | None) -> bool:
    return role is not None and role.kind in {RoleKind.AGENT, RoleKind.ADMINISTRATOR}


add_perm("guide.record_rule_set", may_record)
