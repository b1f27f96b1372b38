"""Questions written, sheets of answers sent."""

from django.utils.translation import gettext_lazy as _

from belvedere.platform.journal.kinds import declare_kind

QUESTION_WRITTEN = declare_kind(
    "consultations.question_written",
    _("La question {number} du questionnaire est écrite."),
    {"number": int, "kind": str},
    is_public=False,
)
QUESTION_CHANGED = declare_kind(
    "consultations.question_changed",
    _("La question {number} du questionnaire est écrite à nouveau."),
    {"number": int, "kind": str},
    is_public=False,
)
QUESTION_MOVED = declare_kind(
    "consultations.question_moved",
    _("La question {number} du questionnaire passe au rang {place}."),
    {"number": int, "place": int},
    is_public=False,
)
QUESTION_DROPPED = declare_kind(
    "consultations.question_dropped",
    _("La question {number} du questionnaire est retirée."),
    {"number": int},
    is_public=False,
)
SETTINGS_WRITTEN = declare_kind(
    "consultations.questionnaire_written",
    _("Les réglages du questionnaire sont écrits."),
    {"quotas": int},
    is_public=False,
)
SHEET_SENT = declare_kind(
    "consultations.sheet_sent", _("Une réponse au questionnaire est arrivée."), {"source": str}, is_public=False
)
