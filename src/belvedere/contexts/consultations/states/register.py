"""Contributions: how they came, who may read them, what is answered to what they ask."""

from enum import StrEnum


class Source(StrEnum):
    """How a contribution came."""

    ONLINE = "en_ligne"
    PAPER = "papier"
    EMAIL = "courriel"
    MEETING = "reunion"


class ContributionState(StrEnum):
    WAITING = "a_lire"
    SHOWN = "publiee"
    SET_ASIDE = "ecartee"


class ContributionVerb(StrEnum):
    SHOW = "publier"
    SET_ASIDE = "ecarter"


CONTRIBUTIONS: dict[tuple[ContributionState, ContributionVerb], ContributionState] = {
    (ContributionState.WAITING, ContributionVerb.SHOW): ContributionState.SHOWN,
    (ContributionState.WAITING, ContributionVerb.SET_ASIDE): ContributionState.SET_ASIDE,
    (ContributionState.SHOWN, ContributionVerb.SET_ASIDE): ContributionState.SET_ASIDE,
    (ContributionState.SET_ASIDE, ContributionVerb.SHOW): ContributionState.SHOWN,
}


class Ground(StrEnum):
    """Why a contribution is not shown; being off the subject is no ground."""

    UNLAWFUL = "illicite"
    PERSONAL_DATA = "donnees_personnelles"
    ADVERTISING = "publicite"
    TWICE = "doublon"


class Stance(StrEnum):
    """What is answered to a proposal."""

    RETAINED = "retenue"
    IN_PART = "en_partie"
    NOT_RETAINED = "non_retenue"
    BEYOND_MANDATE = "hors_mandat"
