"""What a referral gave rise to."""

from enum import StrEnum


class FollowUp(StrEnum):
    """What it gave rise to."""

    NONE = "aucune"
    EXAMEN = "examen"


class FollowUpVerb(StrEnum):
    JOIN_EXAMEN = "joindre_examen"


FOLLOW_UP: dict[tuple[FollowUp, FollowUpVerb], FollowUp] = {
    (FollowUp.NONE, FollowUpVerb.JOIN_EXAMEN): FollowUp.EXAMEN,
}


class Pace(StrEnum):
    """How often a person wants news."""

    EACH = "evenement"
    WEEKLY = "semaine"
