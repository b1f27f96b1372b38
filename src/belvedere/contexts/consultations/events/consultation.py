"""The life of a consultation."""

from django.utils.translation import gettext_lazy as _

from belvedere.platform.journal.kinds import declare_kind

DRAFTED = declare_kind("consultations.drafted", _("{body} prépare une concertation."), {"body": str}, is_public=False)
WRITTEN = declare_kind("consultations.written", _("Le mandat de la concertation est écrit."), is_public=False)
PHASE_PLANNED = declare_kind(
    "consultations.phase_planned",
    _("La phase {number} de la concertation est prévue du {starts_on} au {ends_on}."),
    {"number": int, "tool": str, "starts_on": str, "ends_on": str},
)
PHASE_ENDED = declare_kind(
    "consultations.phase_ended",
    _("La phase {number} s’arrête le {ended_on} au lieu du {announced_on}, pour une raison publique."),
    {"number": int, "ended_on": str, "announced_on": str},
)
PHASE_DROPPED = declare_kind(
    "consultations.phase_dropped",
    _("La phase {number} de la concertation est retirée."),
    {"number": int},
    is_public=False,
)
ANNOUNCED = declare_kind(
    "consultations.announced",
    _("{body} annonce une concertation, du {opens_on} au {closes_on} ; réponse promise le {answer_on}."),
    {"body": str, "opens_on": str, "closes_on": str, "answer_on": str},
)
OPENED = declare_kind(
    "consultations.opened", _("La concertation est ouverte jusqu’au {closes_on}."), {"closes_on": str}
)
CLOSED = declare_kind("consultations.closed", _("La concertation est close : le bilan est à publier."))
ABANDONED = declare_kind("consultations.abandoned", _("La concertation est abandonnée, pour une raison publique."))
