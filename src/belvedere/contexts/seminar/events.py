"""What a seminar writes in the journal. Matter: « seminaire-7 »."""

from django.utils.translation import gettext_lazy as _

from belvedere.platform.journal.kinds import declare_kind

CREATED = declare_kind("seminar.created", _("Un séminaire est préparé : « {slug} »."), {"slug": str})
DESCRIBED = declare_kind("seminar.described", _("Le séminaire « {slug} » est décrit."), {"slug": str}, is_public=False)
CONVENED = declare_kind(
    "seminar.convened", _("Le séminaire « {slug} » est convoqué : {guests} personnes."), {"slug": str, "guests": int}
)
BEGUN = declare_kind("seminar.begun", _("Le séminaire « {slug} » est ouvert."), {"slug": str})
CLOSED = declare_kind(
    "seminar.closed",
    _("Le séminaire « {slug} » est clos : {contributions} contributions."),
    {"slug": str, "contributions": int, "arrived": int},
)
PUBLISHED = declare_kind("seminar.published", _("Le compte rendu du séminaire « {slug} » est public."), {"slug": str})
COLLEGE_SET = declare_kind(
    "seminar.college_set", _("Le collège « {college} » compte {quota} places."), {"college": str, "quota": int}
)
GUESTS_LISTED = declare_kind(
    "seminar.guests_listed", _("Des personnes sont inscrites."), {"added": int, "changed": int}, is_public=False
)
GUESTS_INVITED = declare_kind(
    "seminar.guests_invited", _("Invitations envoyées : {sent}."), {"sent": int, "is_reminder": bool}
)
GUEST_ANSWERED = declare_kind(
    "seminar.guest_answered", _("Une personne répond à son invitation."), {"state": str}, is_public=False
)
ARRIVED = declare_kind("seminar.arrived", _("Une personne est arrivée."), {"college": str}, is_public=False)
LEFT = declare_kind("seminar.left", _("Une personne est partie."), {"college": str}, is_public=False)
PROGRAMME_CHANGED = declare_kind(
    "seminar.programme_changed", _("Le programme a changé."), {"sequence": int, "act": str}, is_public=False
)
TABLES_ASKED = declare_kind(
    "seminar.tables_asked",
    _("Les tables sont tirées, graine {seed}, à partir du tour {from_round}."),
    {"number": int, "kind": str, "seed": int, "from_round": int},
)
TABLES_DRAWN = declare_kind(
    "seminar.tables_drawn",
    _("Les tables sont prêtes : {pairs} paires se rencontrent, {bound} au plus le pouvaient."),
    {"number": int, "pairs": int, "bound": int, "moves": int},
)
TABLES_FAILED = declare_kind(
    "seminar.tables_failed", _("Les tables n’ont pas pu être tirées."), {"number": int, "code": str}
)
ROUND_OPENED = declare_kind("seminar.round_opened", _("Le tour {round} est ouvert."), {"round": int, "minutes": int})
ROUND_CLOSED = declare_kind(
    "seminar.round_closed", _("Le tour {round} est clos."), {"round": int, "contributions": int}
)
CONTRIBUTED = declare_kind(
    "seminar.contributed", _("La table {table} contribue au tour {round}."), {"round": int, "table": int},
    is_public=False,
)  # fmt: skip
MERGED = declare_kind(
    "seminar.merged", _("La table {table} réunit deux contributions."), {"table": int, "kept": int, "merged": int},
    is_public=False,
)  # fmt: skip
REPORTED = declare_kind(
    "seminar.reported", _("La table {table} rend compte du tour {round}."), {"round": int, "table": int},
    is_public=False,
)  # fmt: skip
MODERATED = declare_kind(
    "seminar.moderated", _("Contributions relues : {count}."), {"count": int, "state": str}, is_public=False
)
MAP_ASKED = declare_kind("seminar.map_asked", _("La carte des opinions est demandée."), is_public=False)
CLUSTERED = declare_kind(
    "seminar.clustered", _("Contributions rangées : {count}, dans le groupe {cluster}."),
    {"count": int, "cluster": int}, is_public=False,
)  # fmt: skip
CLUSTER_WRITTEN = declare_kind(
    "seminar.cluster_written", _("Le groupe {cluster} est nommé."), {"cluster": int}, is_public=False
)
POLL_WRITTEN = declare_kind(
    "seminar.poll_written",
    _("Le vote {poll} est préparé : {rule}."),
    {"poll": int, "rule": str},
)
POLL_OPENED = declare_kind(
    "seminar.poll_opened", _("Le vote {poll} est ouvert sur {items} groupes."), {"poll": int, "items": int}
)
POLL_CLOSED = declare_kind(
    "seminar.poll_closed",
    _("Le vote {poll} est clos : {ballots} bulletins, empreinte {digest}."),
    {"poll": int, "ballots": int, "digest": str},
)
OUTCOME_RECORDED = declare_kind(
    "seminar.outcome_recorded",
    _("Le groupe {cluster} du séminaire devient {reference}."),
    {"cluster": int, "kind": str, "reference": str},
)
CONCLUDED = declare_kind("seminar.concluded", _("Le séminaire conclut."), is_public=False)
EVALUATED = declare_kind("seminar.evaluated", _("Une évaluation est reçue."), is_public=False)
NEEDS_ERASED = declare_kind(
    "seminar.needs_erased", _("Les besoins de {guests} personnes sont effacés."), {"guests": int}
)
NAMES_ERASED = declare_kind("seminar.names_erased", _("Les noms de {guests} personnes sont effacés."), {"guests": int})
