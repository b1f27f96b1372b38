"""What the plan writes in the journal.

Subject: ("action", reference), whose matter is the examen it came from, or itself; ("plan", "I1" or "V2") for an
iteration or a version, whose matter is the plan.
"""

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
    "actionplan.replied", _("Une personne a répondu à « est-ce fait ? »."), {"survey": int}, is_public=False
)
REPLY_READ = declare_kind(
    "actionplan.reply_read", _("Un texte est relu."), {"reply": int, "reading": str}, is_public=False
)
SURVEY_CLOSED = declare_kind(
    "actionplan.survey_closed",
    _("« Est-ce fait ? » Oui : {yes} ; en partie : {partly} ; non : {no}."),
    {"survey": int, "yes": int, "partly": int, "no": int},
)
PLAN_OPENED = declare_kind("actionplan.plan_opened", _("Le plan d’actions est ouvert."), {"body": str})
AXIS_WRITTEN = declare_kind("actionplan.axis_written", _("L’axe {number} du plan est écrit."), {"number": int})
ADDED = declare_kind(
    "actionplan.added",
    _("Une action entre dans le plan, à faire avant le {due_on}."),
    {"body": str, "horizon": str, "due_on": str},
)
REVISED = declare_kind("actionplan.revised", _("La fiche de l’action est modifiée."), {"fields": list})
MOVED = declare_kind(
    "actionplan.moved",
    _("L’action change d’horizon ou de date : à faire avant le {due_on}."),
    {"horizon_before": str, "horizon": str, "due_on_before": str, "due_on": str},
)
IMPORTED = declare_kind(
    "actionplan.imported",
    _("Un fichier d’actions est importé dans le plan."),
    {"sha256": str, "added": list, "revised": list},
)
ITERATION_OPENED = declare_kind(
    "actionplan.iteration_opened",
    _("L’itération {iteration} du plan s’ouvre sur la version {base} : les responsables revoient leurs actions."),
    {"iteration": int, "base": int, "digest": str, "actions": int, "review_until": str},
)
REVIEWED = declare_kind(
    "actionplan.reviewed",
    _("L’action est revue ; son responsable pense qu’elle sera faite avant le {expected_on}."),
    {"iteration": int, "state": str, "percent": int, "expected_on": str},
)
LOOKED_BACK = declare_kind(
    "actionplan.retrospective_opened",
    _("Trois questions sont posées à ceux qui contribuent au plan, jusqu’au {replies_until}."),
    {"iteration": int, "reviewed": int, "unreviewed": int, "replies_until": str},
)
RETROSPECTIVE_REPLIED = declare_kind(
    "actionplan.retrospective_replied", _("Quelqu’un a répondu."), {"iteration": int}, is_public=False
)
REPLIES_GROUPED = declare_kind(
    "actionplan.replies_grouped",
    _("Des réponses sont regroupées."),
    {"iteration": int, "replies": int},
    is_public=False,
)
VERSION_PREPARED = declare_kind(
    "actionplan.version_prepared", _("La version à adopter est prête à être lue."), {"iteration": int}
)
VERSION_ADOPTED = declare_kind(
    "actionplan.version_adopted",
    _("La version {number} du plan est adoptée. Ajoutées : {added} ; abandonnées : {dropped} ; faites : {done}."),
    {"number": int, "digest": str, "added": int, "dropped": int, "done": int, "changed": int},
)
