"""What the observatory writes in the journal. Subject: ("examen", reference); matter: the examen.

Figures have no matter, but for what a panel says of them within an examen.
"""

from django.utils.translation import gettext_lazy as _

from belvedere.platform.journal.kinds import declare_kind

POLICY_DESCRIBED = declare_kind(
    "observatory.policy_described", _("L’observatoire décrit la politique « {policy} »."), {"policy": str}
)
EXAMEN_OPENED = declare_kind(
    "observatory.examen_opened",
    _("Un examen est ouvert : un panel d’habitants va rendre un avis."),
    {"referral": str, "policy": str},
)
EXAMEN_MOVED = declare_kind(
    "observatory.examen_moved",
    _("L’examen avance : {state}."),
    {"state": str},
    is_public=False,
)
EXAMEN_CLOSED = declare_kind("observatory.examen_closed", _("L’examen est clos : son dossier reste public."))
EXAMEN_REOPENED = declare_kind(
    "observatory.examen_reopened", _("L’examen {former} est rouvert sous ce numéro."), {"former": str}
)
MISSION_WRITTEN = declare_kind("observatory.mission_written", _("La mission du panel est écrite."))
PIECE_ADDED = declare_kind(
    "observatory.piece_added", _("Le dossier reçoit une pièce ({piece}, n° {number})."), {"piece": str, "number": int}
)
MINUTES_WRITTEN = declare_kind(
    "observatory.minutes_written", _("Le compte rendu de l’audition n° {number} est au dossier."), {"number": int}
)
INDICATOR_DESCRIBED = declare_kind(
    "observatory.indicator_described",
    _("La fiche de l’indicateur « {indicator} » est écrite (version {version})."),
    {"indicator": str, "version": int},
)
TARGET_SET = declare_kind(
    "observatory.target_set",
    _("L’indicateur « {indicator} » reçoit sa cible n° {number}."),
    {"indicator": str, "number": int},
)
EDITION_RECEIVED = declare_kind(
    "observatory.edition_received",
    _("Un fichier de chiffres est déposé ({edition})."),
    {"edition": str, "sha256": str},
    is_public=False,
)
EDITION_PUBLISHED = declare_kind(
    "observatory.edition_published",
    _("L’édition {edition} est publiée : {values} valeurs nouvelles ou révisées."),
    {"edition": str, "values": int},
)
EDITION_UNDONE = declare_kind(
    "observatory.edition_undone",
    _("L’édition {edition} est annulée par l’édition {by}."),
    {"edition": str, "by": str},
)
EDITION_DROPPED = declare_kind(
    "observatory.edition_dropped",
    _("Un fichier de chiffres est abandonné ({edition})."),
    {"edition": str},
    is_public=False,
)
INDICATOR_READ = declare_kind(
    "observatory.indicator_read",
    _("Le calcul relit l’indicateur « {indicator} » : {status}."),
    {"indicator": str, "status": str},
)
INDICATOR_TURNED_LATE = declare_kind(
    "observatory.indicator_turned_late",
    _("L’indicateur « {indicator} » passe en retard sur sa cible ({status})."),
    {"indicator": str, "status": str},
)
CONFIDENCE_SAID = declare_kind(
    "observatory.confidence_said",
    _("Le service dit sa confiance dans l’indicateur « {indicator} » : {confidence}."),
    {"indicator": str, "confidence": str},
)
PANEL_READING_NOTED = declare_kind(
    "observatory.panel_reading_noted",
    _("Un panel de {size} personnes lit l’indicateur « {indicator} » : {verdict}."),
    {"indicator": str, "verdict": str, "size": int},
)
FIGURE_CONTESTED = declare_kind(
    "observatory.figure_contested",
    _("Un chiffre de l’indicateur « {indicator} » est contesté ({contest})."),
    {"indicator": str, "contest": str},
)
CONTEST_ANSWERED = declare_kind(
    "observatory.contest_answered",
    _("La contestation {contest} reçoit sa réponse : {state}."),
    {"indicator": str, "contest": str, "state": str},
)
FEED_SET = declare_kind(
    "observatory.feed_set", _("L’indicateur « {indicator} » sera relu à son adresse."), {"indicator": str}
)
SNAPSHOT_FROZEN = declare_kind(
    "observatory.snapshot_frozen",
    _("Les données publiques sont figées au {day} : {files} fichiers."),
    {"day": str, "files": int, "sha256": str},
)
FROZEN_FILE_WITHDRAWN = declare_kind(
    "observatory.frozen_file_withdrawn",
    _("Un fichier du millésime du {day} est retiré ({file})."),
    {"day": str, "file": str},
)
THRESHOLD_PASSED = declare_kind(
    "observatory.threshold_passed",
    _("L’indicateur « {indicator} » passe son seuil d’alerte ({period})."),
    {"indicator": str, "period": str},
)
ALERT_ANSWERED = declare_kind(
    "observatory.alert_answered",
    _("L’alerte sur l’indicateur « {indicator} » ({period}) a sa réponse."),
    {"indicator": str, "period": str},
)
BUDGET_WRITTEN = declare_kind(
    "observatory.budget_written",
    _("Le budget {year} de la politique « {policy} » est écrit."),
    {"policy": str, "year": int},
)
EVALUATION_WRITTEN = declare_kind(
    "observatory.evaluation_written",
    _("La politique « {policy} » reçoit une évaluation."),
    {"policy": str},
)
EVALUATION_REMOVED = declare_kind(
    "observatory.evaluation_removed",
    _("Une évaluation est retirée de la politique « {policy} »."),
    {"policy": str},
)
