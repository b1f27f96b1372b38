"""What a recruitment writes in the journal. Subject: ("recrutement", reference); matter: its examen, or itself."""

from django.utils.translation import gettext_lazy as _

from belvedere.platform.journal.kinds import declare_kind

CAMPAIGN_OPENED = declare_kind(
    "panels.campaign_opened",
    _("Un recrutement par tirage au sort est ouvert. Places : {size}."),
    {"examen": str, "body": str, "size": int},
)
QUOTAS_ADOPTED = declare_kind(
    "panels.quotas_adopted",
    _("Les quotas du panel sont adoptés : {quotas}."),
    {"quotas": int, "size": int, "digest": str},
)
QUOTAS_CHANGED = declare_kind(
    "panels.quotas_changed",
    _("Les quotas du panel ont changé pendant les inscriptions : {quotas}."),
    {"quotas": int, "size": int, "digest": str},
)
REGISTER_IMPORTED = declare_kind(
    "panels.register_imported", _("Un registre de {lines} adresses est importé."), {"lines": int}
)
REGISTER_ERASED = declare_kind(
    "panels.register_erased", _("Les adresses du registre sont effacées : {lines}."), {"lines": int}
)
INVITATIONS_DRAWN = declare_kind(
    "panels.invitations_drawn",
    _("Les adresses invitées sont tirées au sort : {letters} lettres, vague {wave}."),
    {"wave": int, "letters": int, "seed": str},
)
REGISTRATION_OPENED = declare_kind(
    "panels.registration_opened", _("Les inscriptions au tirage au sort sont ouvertes."), {"until": str}
)
CANDIDATE_REGISTERED = declare_kind(
    "panels.candidate_registered", _("Une personne s’est inscrite."), {"channel": str}, is_public=False
)
CANDIDATE_LEFT = declare_kind(
    "panels.candidate_left", _("Une inscription est retirée."), {"reason": str}, is_public=False
)
CANDIDATE_ERASED = declare_kind("panels.candidate_erased", _("Une inscription est effacée."), {}, is_public=False)
CANDIDATES_ERASED = declare_kind(
    "panels.candidates_erased", _("Les inscriptions sont effacées : {candidates}."), {"candidates": int}
)
POOL_FROZEN = declare_kind(
    "panels.pool_frozen",
    _("Le bassin est gelé : {candidates} personnes. Empreinte : {digest}."),
    {"candidates": int, "digest": str},
)
POOL_REOPENED = declare_kind("panels.pool_reopened", _("Le bassin est rouvert, avant tout engagement."), {})
CAMPAIGN_ABANDONED = declare_kind(
    "panels.campaign_abandoned", _("Le recrutement est abandonné avant tout tirage."), {"step": str}
)
