"""The kinds of events that accounts write: which role, in which body; never whose."""

from django.utils.translation import gettext_lazy as _

from belvedere.platform.journal.kinds import declare_kind

ROLE_GRANTED = declare_kind(
    "accounts.role_granted", _("Un rôle « {kind} » est donné."), {"body": str, "kind": str}, is_public=False
)
ROLE_ENDED = declare_kind(
    "accounts.role_ended", _("Un rôle « {kind} » prend fin."), {"body": str, "kind": str}, is_public=False
)
