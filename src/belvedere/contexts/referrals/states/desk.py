"""What the desk of admissibility checks, and what becomes of an appeal against a refusal."""

from enum import StrEnum

from belvedere.contexts.referrals.states.publication import RejectionReason


class Criterion(StrEnum):
    """What must be true of a referral that is admitted."""

    POLICY = "politique"
    COMPETENT = "competence"
    CLEAR = "clarte"
    LAWFUL = "legalite"
    PRIVATE = "vie_privee"
    NEW = "nouveaute"


# A criterion that is not met suggests its reason; the agent remains free.
SUGGESTED: dict[Criterion, RejectionReason] = {
    Criterion.POLICY: RejectionReason.PERSONAL_CASE,
    Criterion.COMPETENT: RejectionReason.NOT_COMPETENT,
    Criterion.CLEAR: RejectionReason.UNCLEAR,
    Criterion.LAWFUL: RejectionReason.UNLAWFUL,
    Criterion.PRIVATE: RejectionReason.UNLAWFUL,
    Criterion.NEW: RejectionReason.DUPLICATE,
}


class AppealState(StrEnum):
    ASKED = "depose"
    ACCEPTED = "accepte"
    REFUSED = "refuse"


class AppealVerb(StrEnum):
    ACCEPT = "accepter"
    REFUSE = "refuser"


APPEAL: dict[tuple[AppealState, AppealVerb], AppealState] = {
    (AppealState.ASKED, AppealVerb.ACCEPT): AppealState.ACCEPTED,
    (AppealState.ASKED, AppealVerb.REFUSE): AppealState.REFUSED,
}
