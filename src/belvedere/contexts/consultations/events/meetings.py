"""Meetings prepared, who comes, what was said."""

from django.utils.translation import gettext_lazy as _

from belvedere.platform.journal.kinds import declare_kind

PREPARED = declare_kind(
    "consultations.meeting_prepared", _("Le lieu et le programme de la réunion {number} sont publiés."), {"number": int}
)
REGISTERED = declare_kind(
    "consultations.meeting_joined",
    _("Une personne s’inscrit à la réunion {number}."),
    {"number": int},
    is_public=False,
)
LEFT = declare_kind(
    "consultations.meeting_left",
    _("Une inscription à la réunion {number} est annulée."),
    {"number": int},
    is_public=False,
)
ATTENDED = declare_kind(
    "consultations.meeting_attended",
    _("{present} personnes étaient à la réunion {number}."),
    {"number": int, "present": int},
)
MINUTES = declare_kind(
    "consultations.meeting_minutes", _("Le compte rendu de la réunion {number} est publié."), {"number": int}
)
DOCUMENT_ADDED = declare_kind(
    "consultations.meeting_document", _("Un document de la réunion {number} est publié."), {"number": int}
)
