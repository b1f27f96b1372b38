"""What the strategy writes in the journal. Matter: « strategie-1 » for a version, the file named for an event."""

from django.utils.translation import gettext_lazy as _

from belvedere.platform.journal.kinds import declare_kind

VERSION_OPENED = declare_kind(
    "strategy.version_opened", _("La version {number} de la stratégie est mise en chantier."), {"number": int}
)
VERSION_DISCUSSED = declare_kind(
    "strategy.version_discussed", _("La version {number} de la stratégie est ouverte aux amendements."), {"number": int}
)
VERSION_CLOSED = declare_kind(
    "strategy.version_closed",
    _("Les amendements à la version {number} sont clos : {amendments} à arbitrer."),
    {"number": int, "amendments": int},
)
VERSION_ADOPTED = declare_kind(
    "strategy.version_adopted",
    _("La version {number} de la stratégie est adoptée par la délibération {deliberation} du {adopted_on}."),
    {"number": int, "deliberation": str, "adopted_on": str, "digest": str},
)
VERSION_ABANDONED = declare_kind(
    "strategy.version_abandoned", _("La version {number} de la stratégie est abandonnée."), {"number": int}
)
ELEMENT_WRITTEN = declare_kind(
    "strategy.element_written",
    _("« {element} » est écrit dans la version {number}."),
    {"number": int, "element": str},
    is_public=False,
)
AMENDMENT_PROPOSED = declare_kind(
    "strategy.amendment_proposed",
    _("L’amendement {amendment} à la version {number} est déposé par {body}."),
    {"number": int, "amendment": int, "body": str},
)
AMENDMENT_DECIDED = declare_kind(
    "strategy.amendment_decided",
    _("L’amendement {amendment} à la version {number} est arbitré."),
    {"number": int, "amendment": int, "state": str},
)
COMMENTED = declare_kind(
    "strategy.commented",
    _("{body} commente la version {number}."),
    {"number": int, "body": str, "element": str, "amendment": int},
)
TEST_SET = declare_kind(
    "strategy.test_set",
    _("Le test de l’engagement {element} est fixé : {indicator}."),
    {"number": int, "element": str, "indicator": str},
)
COMMITMENT_TURNED = declare_kind(
    "strategy.commitment_turned",
    _("Le verdict de l’engagement {element} a changé."),
    {"element": str, "before": str, "after": str, "value": str, "on": str},
)
EVENT_PLANNED = declare_kind(
    "strategy.event_planned",
    _("{body} inscrit une date à l’agenda commun, à partir du {starts_on}."),
    {"event": int, "body": str, "kind": str, "starts_on": str},
)
EVENT_CHANGED = declare_kind(
    "strategy.event_changed",
    _("Une date de l’agenda commun a changé, à partir du {starts_on}."),
    {"event": int, "state": str, "starts_on": str},
)
COMMUNES_TOLD = declare_kind(
    "strategy.communes_told",
    _("Communes prévenues d’une consultation, le {on} : {communes}."),
    {"event": int, "communes": int, "on": str},
)
RULE_WAIVED = declare_kind(
    "strategy.rule_waived",
    _("La règle {rule} de subsidiarité est levée par {body}, pour une raison publique."),
    {"subject": str, "rule": str, "body": str},
)
CALENDAR_IMPORTED = declare_kind(
    "strategy.calendar_imported",
    _("Le calendrier de {body} est importé. Dates ajoutées : {added}, changées : {changed}, retirées : {removed}."),
    {"body": str, "added": int, "changed": int, "removed": int, "faults": int},
)
CALENDAR_ADDRESS_SET = declare_kind(
    "strategy.calendar_address_set", _("Le calendrier de {body} sera relu chaque jour à son adresse."), {"body": str}
)
CALENDAR_ADDRESS_FORGOTTEN = declare_kind(
    "strategy.calendar_address_forgotten", _("Le calendrier de {body} n’est plus relu à son adresse."), {"body": str}
)
OFFER_SET = declare_kind(
    "strategy.offer_set",
    _("L’offre de participation a changé : {competence}."),
    {"competence": str, "level": str, "body": str},
)
SETTING_CHANGED = declare_kind(
    "strategy.setting_changed",
    _("Le réglage « {setting} » vaut {value} à partir du {since}."),
    {"setting": str, "value": int, "since": str},
)
CANDIDATE_PROPOSED = declare_kind(
    "strategy.candidate_proposed",
    _("Une case vide de la matrice devient candidate au plan d’actions : {competence} (saisines : {referrals})."),
    {"candidate": int, "competence": str, "level": str, "referrals": int},
)
