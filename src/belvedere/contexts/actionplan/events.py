"""What the plan writes in the journal. Subject: ("action", reference); matter: the examen it came from."""

from django.utils.translation import gettext_lazy as _

from belvedere.platform.journal.kinds import declare_kind

ACTION_CREATED = declare_kind(
    "actionplan.action_created",
    _("La recommandation {recommendation} de l’avis {opinion} devient une action, à faire avant le {due_on}."),
    {"opinion": str, "recommendation": int, "department": str, "horizon": str, "due_on": str},
)
PROGRESS_RECORDED = declare_kind(
    "actionplan.progress_recorded",
    _("L’avancement de l’action est noté : {percent} %."),
    {"state": str, "percent": int},
)
DONE = declare_kind("actionplan.done", _("L’action est faite, preuve à l’appui."))
CONTESTED = declare_kind("actionplan.contested", _("L’action donnée pour faite est contestée."))
CONTEST_ANSWERED = declare_kind(
    "actionplan.contest_answered", _("Le service a répondu à la contestation."), {"state": str}
)
ASKED = declare_kind(
    "actionplan.asked",
    _("« Est-ce fait ? » : la question est posée à des personnes tirées au sort, jusqu’au {closes_on}."),
    {"survey": int, "closes_on": str},
)
SAMPLE_DRAWN = declare_kind(
    "actionplan.sample_drawn",
    _("{drawn} personnes sont tirées au sort parmi les {population} qui suivent le dossier et peuvent être jointes."),
    {"survey": int, "population": int, "drawn": int, "drawn_from": str},
)
REPLIED = declare_kind(
    "actionplan.replied", _("Une personne a répondu à « est-ce fait ? »."), {"survey": int}, is_public=False
)
REPLY_READ = declare_kind(
    "actionplan.reply_read", _("Un texte est relu."), {"reply": int, "reading": str}, is_public=False
)
SURVEY_CLOSED = declare_kind(
    "actionplan.survey_closed",
    _("« Est-ce fait ? » Oui : {yes} ; en partie : {partly} ; non : {no}."),
    {"survey": int, "yes": int, "partly": int, "no": int},
)
