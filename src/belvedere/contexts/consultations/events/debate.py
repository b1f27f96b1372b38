"""The life of a debate. Votes are not official acts: they are counted, exported, and not written here one by one."""

from django.utils.translation import gettext_lazy as _

from belvedere.platform.journal.kinds import declare_kind

DEBATE_SET = declare_kind(
    "consultations.debate_set",
    _("Le débat est réglé : lecture {moderation} publication."),
    {"moderation": str, "takes_statements": bool},
    is_public=False,
)
SEEDED = declare_kind(
    "consultations.debate_seeded", _("Propos de départ ajoutés au débat : {statements}."), {"statements": int}
)
STATEMENT_WRITTEN = declare_kind(
    "consultations.statement_written", _("Le propos {statement} est proposé."), {"statement": int}, is_public=False
)
STATEMENT_READ = declare_kind(
    "consultations.statement_read",
    _("Le propos {statement} est lu par la modération."),
    {"statement": int, "state": str},
)
REMOVED = declare_kind(
    "consultations.participations_removed",
    _("Participations retirées du débat : {participants} (votes : {votes}), pour une raison publique."),
    {"ground": str, "participants": int, "votes": int},
)
RESTORED = declare_kind(
    "consultations.participations_restored",
    _("Participations rendues au débat : {participants}."),
    {"ground": str, "participants": int},
)
IMPORTED = declare_kind(
    "consultations.debate_imported",
    _("Un débat venu d’ailleurs est repris : {statements} propos, {participants} participants, {votes} votes."),
    {"statements": int, "participants": int, "votes": int},
)
