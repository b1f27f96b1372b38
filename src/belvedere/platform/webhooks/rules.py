"""Who may tell other sites: the participation agents of a body, for it."""

from rules import add_perm

from belvedere.platform.accounts.rules import belongs_to_body_of, is_of_kind
from belvedere.platform.accounts.states import RoleKind

add_perm("webhooks.manage", is_of_kind(RoleKind.AGENT) & belongs_to_body_of("body"))
