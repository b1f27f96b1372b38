"""What the life of a panel writes in the journal, under its slug. Numbers and marks only: nobody is in it."""

from django.utils.translation import gettext_lazy as _

from belvedere.platform.journal.kinds import declare_kind

PANEL_DESCRIBED = declare_kind(
    "panels.panel_described",
    _("L’objet et le rythme du panel sont fixés."),
    {"most_sessions_by_year": int},
)
PANEL_ENDED = declare_kind("panels.panel_ended", _("Le panel a fini son mandat : {members} membres."), {"members": int})
COHORTS_CUT = declare_kind(
    "panels.cohorts_cut",
    _("Le panel est partagé en {cohorts} groupes, dont un part tous les {months} mois."),
    {"cohorts": int, "months": int},
)
PANEL_RENEWED = declare_kind(
    "panels.panel_renewed",
    _("Le groupe {cohort} a accompli son mandat : {left} membres partent, {came} arrivent."),
    {"cohort": int, "left": int, "came": int},
)
MISSION_OPENED = declare_kind(
    "panels.mission_opened",
    _("Une mission est proposée au panel."),
    {"mission": int, "kind": str, "examen": str},
)
MISSION_MOVED = declare_kind(
    "panels.mission_moved",
    _("La mission {mission} avance : {state}."),
    {"mission": int, "state": str},
)
SESSION_PLANNED = declare_kind(
    "panels.session_planned", _("La séance {session} est prévue."), {"session": int, "starts_at": str}
)
SESSION_CHANGED = declare_kind(
    "panels.session_changed", _("La séance {session} est modifiée."), {"session": int, "starts_at": str}
)
SESSION_HELD = declare_kind("panels.session_held", _("La séance {session} s’est tenue."), {"session": int})
SESSION_CANCELLED = declare_kind("panels.session_cancelled", _("La séance {session} est annulée."), {"session": int})
MINUTES_WRITTEN = declare_kind(
    "panels.minutes_written",
    _("Le compte rendu de la séance {session} est publié. Empreinte : {digest}."),
    {"session": int, "digest": str},
)
DOCUMENT_ADDED = declare_kind(
    "panels.document_added",
    _("Un document est joint à la séance {session}. Empreinte : {digest}."),
    {"session": int, "digest": str, "public": bool},
)
DOCUMENT_REMOVED = declare_kind(
    "panels.document_removed",
    _("Un document est retiré de la séance {session}. Empreinte : {digest}."),
    {"session": int, "digest": str},
)
ATTENDANCE_RECORDED = declare_kind(
    "panels.attendance_recorded",
    _("La feuille de présence de la séance {session} est enregistrée."),
    {"session": int, "present": int, "excused": int, "absent": int},
    is_public=False,
)
ATTENDANCE_ANSWERED = declare_kind(
    "panels.attendance_answered", _("Un membre répond pour la séance {session}."), {"session": int}, is_public=False
)
ALLOWANCES_EXPORTED = declare_kind(
    "panels.allowances_exported",
    _("Les indemnités sont transmises au comptable : fichier {export}."),
    {"export": int, "lines": int, "cents": int},
    is_public=False,
)
ALLOWANCES_PAID = declare_kind(
    "panels.allowances_paid",
    _("Les indemnités du fichier {export} sont payées."),
    {"export": int, "lines": int},
    is_public=False,
)
HEARING_PROPOSED = declare_kind(
    "panels.hearing_proposed", _("Un membre demande une audition."), {"hearing": int}, is_public=False
)
HEARING_ASKED = declare_kind(
    "panels.hearing_asked",
    _("Le panel demande une audition. Réponse attendue avant le {due_on}."),
    {"hearing": int, "body": str, "due_on": str},
)
HEARING_ANSWERED = declare_kind(
    "panels.hearing_answered", _("Une demande d’audition reçoit sa réponse."), {"hearing": int, "state": str}
)
HEARING_HELD = declare_kind(
    "panels.hearing_held", _("L’audition a eu lieu à la séance {session}."), {"hearing": int, "session": int}
)
NAME_AGREED = declare_kind("panels.name_agreed", _("Un membre accepte que son nom soit public."), {}, is_public=False)
NAME_WITHDRAWN = declare_kind(
    "panels.name_withdrawn", _("Un membre retire son nom de la page publique."), {}, is_public=False
)
CODES_CHANGED = declare_kind("panels.codes_changed", _("Un membre reçoit un nouveau code."), {}, is_public=False)
QUESTIONNAIRE_OPENED = declare_kind(
    "panels.questionnaire_opened",
    _("Un questionnaire est ouvert aux membres jusqu’au {closes_on}."),
    {"questionnaire": int, "closes_on": str},
    is_public=False,
)
QUESTIONNAIRE_CLOSED = declare_kind(
    "panels.questionnaire_closed",
    _("Un questionnaire est clos. Réponses : {replies}."),
    {"questionnaire": int, "replies": int},
    is_public=False,
)
