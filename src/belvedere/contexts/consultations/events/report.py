"""How contributions are read, answered, reported and accounted for."""

from django.utils.translation import gettext_lazy as _

from belvedere.platform.journal.kinds import declare_kind

THEMES_PROPOSED = declare_kind(
    "consultations.themes_proposed",
    _("{count} thèmes sont proposés à partir des mots des contributions."),
    {"count": int},
    is_public=False,
)
THEME_WRITTEN = declare_kind(
    "consultations.theme_written", _("Le thème {number} est écrit."), {"number": int}, is_public=False
)
THEMES_MERGED = declare_kind(
    "consultations.themes_merged",
    _("Le thème {number} rejoint le thème {into}."),
    {"number": int, "into": int},
    is_public=False,
)
CLASSED = declare_kind(
    "consultations.contribution_classed",
    _("{count} contributions sont lues et classées."),
    {"count": int},
    is_public=False,
)
SETTLED = declare_kind(
    "consultations.readings_settled",
    _("{count} désaccords entre lecteurs sont tranchés."),
    {"count": int},
    is_public=False,
)
PROPOSAL_GROUPED = declare_kind(
    "consultations.proposal_grouped",
    _("La proposition {number} réunit {count} contributions."),
    {"number": int, "count": int},
    is_public=False,
)
PROPOSAL_ANSWERED = declare_kind(
    "consultations.proposal_answered",
    _("La réponse à la proposition {number} est écrite."),
    {"number": int, "stance": str},
    is_public=False,
)
REPORT_WRITTEN = declare_kind("consultations.report_written", _("Le bilan est écrit."), is_public=False)
REPORTED = declare_kind(
    "consultations.reported",
    _("{body} publie le bilan de la concertation : {contributions} contributions, {answered} propositions répondues."),
    {"body": str, "contributions": int, "answered": int, "digest": str},
)
ACCOUNTED = declare_kind(
    "consultations.accounted",
    _("{body} dit à chaque participant ce que sa contribution est devenue."),
    {"body": str, "told": int},
)
CONTACTS_FORGOTTEN = declare_kind(
    "consultations.contacts_forgotten",
    _("Les adresses laissées dans la concertation sont effacées, leur temps passé."),
    {"contributions": int, "registrations": int},
    is_public=False,
)
