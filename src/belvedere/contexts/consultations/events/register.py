"""What comes in the register, and what is shown of it."""

from django.utils.translation import gettext_lazy as _

from belvedere.platform.journal.kinds import declare_kind

CONTRIBUTED = declare_kind(
    "consultations.contributed",
    _("La contribution n° {number} est entrée au registre de la concertation."),
    {"number": int, "source": str},
    is_public=False,
)
IMPORTED = declare_kind(
    "consultations.mails_imported",
    _("{count} courriels sont entrés au registre de la concertation."),
    {"count": int, "first": int},
    is_public=False,
)
SHOWN = declare_kind(
    "consultations.contribution_shown", _("La contribution n° {number} est lue et publiée."), {"number": int}
)
SET_ASIDE = declare_kind(
    "consultations.contribution_set_aside",
    _("La contribution n° {number} n’est pas publiée, pour un motif public."),
    {"number": int, "ground": str},
)
FORGOTTEN = declare_kind(
    "consultations.contributor_forgotten",
    _("Le nom et l’adresse de la contribution n° {number} sont effacés."),
    {"number": int},
    is_public=False,
)
