"""Whether a referral is admitted, and why it is not."""

from enum import StrEnum


class Publication(StrEnum):
    """Whether the referral is admitted."""

    UNCONFIRMED = "a_confirmer"
    RECEIVED = "recue"
    TO_COMPLETE = "a_completer"
    ADMITTED = "recevable"
    REJECTED = "irrecevable"


class PublicationVerb(StrEnum):
    CONFIRM = "confirmer"
    ADMIT = "declarer_recevable"
    REJECT = "declarer_irrecevable"
    FORWARD = "reorienter"
    ASK = "demander_complement"
    COMPLETE = "completer"
    REOPEN = "rouvrir"


PUBLICATION: dict[tuple[Publication, PublicationVerb], Publication] = {
    (Publication.UNCONFIRMED, PublicationVerb.CONFIRM): Publication.RECEIVED,
    (Publication.RECEIVED, PublicationVerb.ADMIT): Publication.ADMITTED,
    (Publication.RECEIVED, PublicationVerb.REJECT): Publication.REJECTED,
    (Publication.RECEIVED, PublicationVerb.FORWARD): Publication.RECEIVED,
    (Publication.RECEIVED, PublicationVerb.ASK): Publication.TO_COMPLETE,
    (Publication.TO_COMPLETE, PublicationVerb.COMPLETE): Publication.RECEIVED,
    (Publication.TO_COMPLETE, PublicationVerb.REJECT): Publication.REJECTED,
    (Publication.REJECTED, PublicationVerb.REOPEN): Publication.RECEIVED,
}

PUBLIC = (Publication.ADMITTED, Publication.REJECTED)


class RejectionReason(StrEnum):
    """Why a referral is not admitted; each has its letter (words.py)."""

    NOT_COMPETENT = "hors_competence"
    PERSONAL_CASE = "cas_personnel"
    DUPLICATE = "deja_saisie"
    UNCLEAR = "demande_imprecise"
    RECENTLY_EXAMINED = "examinee_il_y_a_peu"
    UNLAWFUL = "contraire_a_la_loi"


# What is against the law is not republished by us.
HIDES_TEXT = frozenset({RejectionReason.UNLAWFUL})
