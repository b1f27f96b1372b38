"""What the panels write in the journal. Subject: ("avis", reference); matter: the examen."""

from django.utils.translation import gettext_lazy as _

from belvedere.platform.journal.kinds import declare_kind

OPINION_RECORDED = declare_kind(
    "panels.opinion_recorded",
    _("Le panel a donné un avis. Recommandations : {recommendations}."),
    {"examen": str, "policy": str, "body": str, "recommendations": int},
)
