"""How contributions are said."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.consultations.states.register import ContributionState, Ground, Source, Stance

SOURCES: Mapping[Source, Promise] = {
    Source.ONLINE: _("En ligne"),
    Source.PAPER: _("Sur papier"),
    Source.EMAIL: _("Par courriel"),
    Source.MEETING: _("En réunion"),
}
CONTRIBUTION_STATES: Mapping[ContributionState, Promise] = {
    ContributionState.WAITING: _("À lire"),
    ContributionState.SHOWN: _("Publiée"),
    ContributionState.SET_ASIDE: _("Non publiée"),
}
CONTRIBUTION_BADGES: Mapping[ContributionState, str] = {
    ContributionState.WAITING: "due",
    ContributionState.SHOWN: "kept",
    ContributionState.SET_ASIDE: "late",
}
GROUNDS: Mapping[Ground, Promise] = {
    Ground.UNLAWFUL: _("Propos illicites ou injurieux"),
    Ground.PERSONAL_DATA: _("Vie privée d’une autre personne"),
    Ground.ADVERTISING: _("Publicité"),
    Ground.TWICE: _("Déjà au registre, du même auteur"),
}
STANCES: Mapping[Stance, Promise] = {
    Stance.RETAINED: _("Retenue"),
    Stance.IN_PART: _("Retenue en partie"),
    Stance.NOT_RETAINED: _("Non retenue"),
    Stance.BEYOND_MANDATE: _("Hors de ce qui est ouvert"),
}
STANCE_BADGES: Mapping[Stance, str] = {
    Stance.RETAINED: "kept",
    Stance.IN_PART: "open",
    Stance.NOT_RETAINED: "late",
    Stance.BEYOND_MANDATE: "neutral",
}
