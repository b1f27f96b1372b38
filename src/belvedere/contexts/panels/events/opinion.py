"""What the panels write in the journal. Subject: ("avis", reference); matter: the examen."""

from django.utils.translation import gettext_lazy as _

from belvedere.platform.journal.kinds import declare_kind

OPINION_RECORDED = declare_kind(
    "panels.opinion_recorded",
    _("Le panel a donné un avis. Recommandations : {recommendations}."),
    {"examen": str, "policy": str, "body": str, "recommendations": int},
)
DELIBERATION_OPENED = declare_kind(
    "panels.deliberation_opened", _("Le panel commence à délibérer de son avis. Membres : {members}."), {"members": int}
)
VOTE_OPENED = declare_kind(
    "panels.vote_opened",
    _("Le panel vote. Amendements : {amendments}. Recommandations : {recommendations}."),
    {"amendments": int, "recommendations": int},
)
VOTE_CLOSED = declare_kind(
    "panels.vote_closed",
    _("Le vote du panel est clos. Votants : {voters}. Adoptées : {adopted}. Non retenues : {rejected}."),
    {"voters": int, "adopted": int, "rejected": int},
)
