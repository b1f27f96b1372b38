"""What referrals write in the journal. Subject: ("saisine", reference); matter: the same reference."""

from django.utils.translation import gettext_lazy as _

from belvedere.platform.journal.kinds import declare_kind

DEPOSITED = declare_kind(
    "referrals.deposited",
    _("Une saisine a été déposée et confirmée par courriel."),
    {"policy": str, "body": str, "commune": str},
)
ADMITTED = declare_kind(
    "referrals.admitted",
    _("La saisine est recevable : elle reçoit des soutiens jusqu’au {closes_on}, seuil {threshold}."),
    {"closes_on": str, "threshold": int},
)
REJECTED = declare_kind(
    "referrals.rejected", _("La saisine n’est pas recevable (motif : {reason})."), {"reason": str, "next_door": str}
)
FORWARDED = declare_kind(
    "referrals.forwarded",
    _("La saisine est transmise à l’organisme compétent : {to_body}."),
    {"from_body": str, "to_body": str},
)
SUPPORTED = declare_kind("referrals.supported", _("Un soutien a été confirmé."), {"commune": str}, is_public=False)
SUPPORT_WITHDRAWN = declare_kind(
    "referrals.support_withdrawn", _("Un soutien a été retiré."), {"commune": str}, is_public=False
)
THRESHOLD_REACHED = declare_kind(
    "referrals.threshold_reached",
    _("Le seuil de {threshold} soutiens est atteint."),
    {"policy": str, "threshold": int, "supports": int},
)
COLLECTION_CLOSED = declare_kind(
    "referrals.collection_closed", _("La collecte est close avec {supports} soutiens."), {"supports": int}
)
EXAMEN_JOINED = declare_kind(
    "referrals.examen_joined", _("La saisine est jointe à l’examen {examen}."), {"examen": str}
)
IDENTITIES_ERASED = declare_kind(
    "referrals.identities_erased",
    _("Les adresses de ceux qui ont soutenu sont effacées : le nombre reste."),
    {"contacts": int},
)
