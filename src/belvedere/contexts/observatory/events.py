"""What the observatory writes in the journal. Subject: ("examen", reference); matter: the examen."""

from django.utils.translation import gettext_lazy as _

from belvedere.platform.journal.kinds import declare_kind

POLICY_DESCRIBED = declare_kind(
    "observatory.policy_described", _("L’observatoire décrit une politique ({policy})."), {"policy": str}
)
EXAMEN_OPENED = declare_kind(
    "observatory.examen_opened",
    _("Un examen est ouvert : un panel d’habitants va rendre un avis."),
    {"referral": str, "policy": str},
)
EXAMEN_MOVED = declare_kind(
    "observatory.examen_moved", _("L’examen avance : {state}."), {"state": str}, is_public=False
)
EXAMEN_CLOSED = declare_kind("observatory.examen_closed", _("L’examen est clos : son dossier reste public."))
