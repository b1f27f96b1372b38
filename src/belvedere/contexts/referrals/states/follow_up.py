"""What a referral gave rise to."""

from enum import StrEnum


class FollowUp(StrEnum):
    """What it gave rise to."""

    NONE = "aucune"
    EXAMEN = "examen"
    OPINION = "avis_rendu"
    ANSWERED = "repondue"
    CONTESTED = "contestee"


class FollowUpVerb(StrEnum):
    JOIN_EXAMEN = "joindre_examen"
    RECEIVE_OPINION = "recevoir_avis"
    ANSWER = "repondre"
    CONTEST = "contester"
    SETTLE = "trancher"


FOLLOW_UP: dict[tuple[FollowUp, FollowUpVerb], FollowUp] = {
    (FollowUp.NONE, FollowUpVerb.JOIN_EXAMEN): FollowUp.EXAMEN,
    (FollowUp.EXAMEN, FollowUpVerb.RECEIVE_OPINION): FollowUp.OPINION,
    (FollowUp.EXAMEN, FollowUpVerb.ANSWER): FollowUp.ANSWERED,
    (FollowUp.OPINION, FollowUpVerb.ANSWER): FollowUp.ANSWERED,
    (FollowUp.ANSWERED, FollowUpVerb.CONTEST): FollowUp.CONTESTED,
    (FollowUp.CONTESTED, FollowUpVerb.SETTLE): FollowUp.ANSWERED,
}
UNDER_EXAMEN = frozenset({FollowUp.EXAMEN, FollowUp.OPINION})  # what the body has still to answer


class Pace(StrEnum):
    """How often a person wants news."""

    EACH = "evenement"
    WEEKLY = "semaine"
