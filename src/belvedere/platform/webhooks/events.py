"""What this service writes in the journal: who is told is the business of the body, not of the public register."""

from django.utils.translation import gettext_lazy as _

from belvedere.platform.journal.kinds import declare_kind

ADDED = declare_kind(
    "webhooks.added", _("Une adresse d’un autre site est ajoutée aux notifications."), {"webhook": str}, is_public=False
)
REMOVED = declare_kind(
    "webhooks.removed",
    _("Une adresse d’un autre site est retirée des notifications."),
    {"webhook": str},
    is_public=False,
)
