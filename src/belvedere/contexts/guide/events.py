"""What the guide writes in the journal. Subject: ("rule_set", digest); matter: the set's version."""

from django.utils.translation import gettext_lazy as _

from belvedere.platform.journal.kinds import declare_kind

RULE_SET_RECORDED = declare_kind(
    "guide.rule_set_recorded",
    _("Le jeu de règles {version} est enregistré : {rules} règles, dont {unsure} à relire."),
    {"version": str, "digest": str, "rules": int, "unsure": int},
)
