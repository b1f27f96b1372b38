"""What the projects write in the journal. Subject: ("projet", reference); matter: the project's reference."""

from django.utils.translation import gettext_lazy as _

from belvedere.platform.journal.kinds import declare_kind

OPENED = declare_kind("projects.opened", _("Un projet est ouvert."), {"department": str}, is_public=False)
DESCRIBED = declare_kind("projects.described", _("La fiche du projet est mise à jour."), is_public=False)
TEAM_CHANGED = declare_kind("projects.team_changed", _("L’équipe du projet change."), {"part": str}, is_public=False)
REPLIED = declare_kind(
    "projects.replied",
    _("Une réponse est donnée au questionnaire du projet."),
    {"question": str, "is_known": bool},
    is_public=False,
)
DEPARTMENT_ASKED = declare_kind(
    "projects.department_asked",
    _("Une question du projet est posée à un service."),
    {"question": str, "department": str, "due_on": str},
    is_public=False,
)
ASKED_WITHDRAWN = declare_kind(
    "projects.asked_withdrawn", _("Une question n’est plus posée."), {"question": str}, is_public=False
)
VERDICT_FROZEN = declare_kind(
    "projects.verdict_frozen",
    _("Le verdict {number} du projet est figé, avec le jeu de règles {version}."),
    {"number": int, "version": str, "digest": str},
    is_public=False,
)
LEVEL_ANNOUNCED = declare_kind(
    "projects.level_announced", _("Le niveau de participation est choisi : {level}."), {"level": str}, is_public=False
)
PLANNED = declare_kind(
    "projects.planned",
    _("Le calendrier du projet est posé, pour une décision le {decision_on} au plus tard."),
    {"decision_on": str, "acts": int},
    is_public=False,
)
ACT_DONE = declare_kind(
    "projects.act_done", _("Un acte du calendrier est fait le {on}."), {"milestone": str, "on": str}, is_public=False
)
PUBLISHED = declare_kind("projects.published", _("La page du projet est publiée."), {"department": str})
CLOSED = declare_kind("projects.closed", _("Le projet est clos."))
ABANDONED = declare_kind("projects.abandoned", _("Le projet est abandonné."))
COMMUNES_TOLD = declare_kind(
    "projects.communes_told",
    _("Les communes concernées sont prévenues : elles peuvent réagir jusqu’au {react_until}."),
    {"communes": int, "react_until": str},
    is_public=False,
)
REACTED = declare_kind("projects.reacted", _("Une commune réagit au projet."), {"body": str}, is_public=False)
TICKED = declare_kind(
    "projects.ticked", _("Un point d’une porte est vérifié."), {"item": str, "is_met": bool}, is_public=False
)
APPROVED = declare_kind("projects.approved", _("La porte {gate} est approuvée."), {"gate": str, "instance": str})
GATE_PASSED = declare_kind(
    "projects.gate_passed",
    _("La porte {gate} est franchie ; points sous réserve : {unmet}."),
    {"gate": str, "unmet": int, "department": str},
)
PRODUCED = declare_kind(
    "projects.produced",
    _("Un document du projet est produit (version {version})."),
    {"kind": str, "version": int, "digest": str},
    is_public=False,
)
TEMPLATE_WRITTEN = declare_kind(
    "projects.template_written", _("Le modèle d’un document est récrit."), {"kind": str, "body": str}, is_public=False
)
TERM_WRITTEN = declare_kind(
    "projects.term_written", _("Les modalités du projet changent."), {"number": int}, is_public=False
)
TERMS_VOTED = declare_kind(
    "projects.terms_voted",
    _("Les modalités de la concertation sont votées le {on} : {terms}."),
    {"on": str, "terms": int},
)
PROVEN = declare_kind(
    "projects.proven",
    _("Une preuve est versée pour la modalité {term}."),
    {"term": int, "sha256": str, "dated_on": str},
)
PROPOSED = declare_kind("projects.proposed", _("Une proposition est regroupée."), {"number": int}, is_public=False)
PARTICIPANTS_COUNTED = declare_kind(
    "projects.participants_counted",
    _("Les participants d’une commune sont comptés."),
    {"commune": str},
    is_public=False,
)
REPORTED = declare_kind(
    "projects.reported",
    _("Le bilan de la concertation est arrêté le {on} : {terms} modalités prouvées, {proposals} propositions."),
    {"on": str, "terms": int, "proposals": int},
)
PROPOSAL_ANSWERED = declare_kind(
    "projects.proposal_answered",
    _("Une réponse est donnée à la proposition {number}."),
    {"number": int, "outcome": str},
)
SCORED = declare_kind("projects.scored", _("L’évaluation du projet avance."), {"criterion": str}, is_public=False)
LESSON_WRITTEN = declare_kind("projects.lesson_written", _("La leçon du projet est écrite."))
