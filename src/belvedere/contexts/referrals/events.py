"""What referrals write in the journal. Subject: ("saisine", reference); matter: the same reference."""

from django.utils.translation import gettext_lazy as _

from belvedere.platform.journal.kinds import declare_kind

DEPOSITED = declare_kind(
    "referrals.deposited",
    _("Une saisine a été déposée et confirmée par courriel."),
    {"policy": str, "body": str, "commune": str},
)
ADMITTED = declare_kind(
    "referrals.admitted",
    _("La saisine est recevable : elle reçoit des soutiens jusqu’au {closes_on}, seuil {threshold}."),
    {"closes_on": str, "threshold": int},
)
REJECTED = declare_kind(
    "referrals.rejected", _("La saisine n’est pas recevable (motif : {reason})."), {"reason": str, "next_door": str}
)
FORWARDED = declare_kind(
    "referrals.forwarded",
    _("La saisine est transmise à l’organisme compétent : {to_body}."),
    {"from_body": str, "to_body": str},
)
TEXT_PASSED = declare_kind("referrals.text_passed", _("Le texte a été relu par la modération : rien à signaler."))
TEXT_HIDDEN = declare_kind(
    "referrals.text_hidden", _("Le texte est masqué par la modération (motif : {reason})."), {"reason": str}
)
TEXT_SHOWN = declare_kind("referrals.text_shown", _("Le texte, qui était masqué, est montré de nouveau."))
TEXT_REDACTED = declare_kind(
    "referrals.text_redacted",
    _("Des données personnelles sont masquées dans le texte. Passages : {pieces}."),
    {"pieces": int},
)
DOCUMENT_PASSED = declare_kind("referrals.document_passed", _("Un document joint a été relu : il est publié."))
DOCUMENT_HIDDEN = declare_kind(
    "referrals.document_hidden", _("Un document joint n’est pas publié (motif : {reason})."), {"reason": str}
)
DOCUMENT_SHOWN = declare_kind("referrals.document_shown", _("Un document joint, qui était masqué, est publié."))
APPEAL_ASKED = declare_kind(
    "referrals.appeal_asked", _("La personne qui a déposé la saisine demande que le refus soit revu.")
)
APPEAL_ACCEPTED = declare_kind(
    "referrals.appeal_accepted",
    _("Le recours est accepté : la saisine est examinée de nouveau, avant le {due_on}."),
    {"due_on": str},
)
APPEAL_REFUSED = declare_kind(
    "referrals.appeal_refused", _("Le recours est rejeté : le refus est maintenu, avec une réponse motivée.")
)
COMPLEMENT_ASKED = declare_kind(
    "referrals.complement_asked",
    _("Un complément est demandé à la personne qui a déposé la saisine : le délai est suspendu."),
)
COMPLEMENT_GIVEN = declare_kind(
    "referrals.complement_given",
    _("Le complément demandé est reçu : la saisine sera jugée recevable ou non avant le {due_on}."),
    {"due_on": str},
)
THRESHOLD_REACHED = declare_kind(
    "referrals.threshold_reached",
    _("Un palier du règlement est atteint avec {supports} soutiens."),
    {"policy": str, "threshold": int, "supports": int, "step": str, "effect": str},
)
STEP_LOST = declare_kind(
    "referrals.step_lost",
    _("Un palier n’est plus atteint : il reste {supports} soutiens."),
    {"step": str, "effect": str, "threshold": int, "supports": int},
)
STEP_DONE = declare_kind("referrals.step_done", _("Ce que le palier ouvrait a été fait."), {"step": str, "effect": str})
STEP_DECLINED = declare_kind(
    "referrals.step_declined", _("Ce que le palier ouvrait a été refusé, avec un motif."), {"step": str, "effect": str}
)
LEDGER_SEALED = declare_kind(
    "referrals.ledger_sealed",
    _("Les soutiens du {day} sont scellés sous une racine. Entrées : {size}."),
    {"day": str, "size": int, "root": str},
)
COUNTS_MENDED = declare_kind(
    "referrals.counts_mended",
    _("Un recomptage a corrigé un compteur, de {before} à {after}."),
    {"before": int, "after": int},
)
COLLECTION_CLOSED = declare_kind(
    "referrals.collection_closed", _("La collecte est close avec {supports} soutiens."), {"supports": int}
)
EXAMEN_JOINED = declare_kind(
    "referrals.examen_joined", _("La saisine est jointe à l’examen {examen}."), {"examen": str}
)
IDENTITIES_ERASED = declare_kind(
    "referrals.identities_erased",
    _("Les adresses de ceux qui ont soutenu sont effacées : le nombre reste."),
    {"contacts": int},
)
REGULATION_PUBLISHED = declare_kind(
    "referrals.regulation_published",
    _("La version {number} du règlement des saisines est publiée ; elle vaut à partir du {since}."),
    {"number": int, "since": str, "body": str},
)
PAPER_COUNTED = declare_kind(
    "referrals.paper_counted",
    _("Une feuille de soutiens sur papier est saisie. Lignes : {lines}. Comptées : {counted}."),
    {"batch": int, "lines": int, "counted": int},
)
PAPER_UNDONE = declare_kind(
    "referrals.paper_undone",
    _("La saisie d’une feuille est annulée. Soutiens retirés : {counted}."),
    {"batch": int, "counted": int},
)
SUPPORTS_REMOVED = declare_kind(
    "referrals.supports_removed",
    _("Des soutiens sont écartés (motif : {reason}). Nombre : {supports}."),
    {"removal": int, "reason": str, "supports": int},
)
REMOVAL_UNDONE = declare_kind(
    "referrals.removal_undone",
    _("Des soutiens écartés sont rétablis. Nombre : {supports}."),
    {"removal": int, "supports": int},
)
MERGED = declare_kind("referrals.merged", _("La saisine est regroupée avec la saisine {other}."), {"other": str})
MERGER_RECEIVED = declare_kind(
    "referrals.merger_received", _("La saisine {other} est regroupée avec celle-ci."), {"other": str}
)
UNMERGED = declare_kind("referrals.unmerged", _("Le regroupement avec la saisine {other} est annulé."), {"other": str})
AUDIT_DRAWN = declare_kind(
    "referrals.audit_drawn",
    _("Un échantillon de {size} soutiens sur {population} est tiré pour être vérifié."),
    {"audit": int, "population": int, "size": int, "seed": str},
)
AUDIT_PUBLISHED = declare_kind(
    "referrals.audit_published",
    _("La vérification est publiée. Valides : {valid} sur {checked}. Estimation : de {least} à {most} soutiens."),
    {"audit": int, "checked": int, "valid": int, "least": int, "most": int},
)
RESERVE_PLANNED = declare_kind(
    "referrals.reserve_planned",
    _("La réserve électorale avant le {election_on} commence le {starts_on} et finit le {resumes_on}."),
    {"election_on": str, "starts_on": str, "resumes_on": str, "body": str},
)
RESERVE_WITHDRAWN = declare_kind(
    "referrals.reserve_withdrawn",
    _("La réserve électorale prévue avant le {election_on} est annulée."),
    {"election_on": str, "body": str},
)
COLLECTION_SUSPENDED = declare_kind(
    "referrals.collection_suspended",
    _("La collecte est suspendue par la réserve électorale ; elle reprend le {resumes_on}."),
    {"resumes_on": str},
)
COLLECTION_RESUMED = declare_kind(
    "referrals.collection_resumed", _("La collecte reprend, jusqu’au {closes_on}."), {"closes_on": str}
)
