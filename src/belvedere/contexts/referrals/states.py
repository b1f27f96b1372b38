"""The axes on which a referral moves, each with its own table; they are never folded into one."""

from enum import StrEnum


class Publication(StrEnum):
    """Whether the referral is admitted."""

    UNCONFIRMED = "a_confirmer"
    RECEIVED = "recue"
    ADMITTED = "recevable"
    REJECTED = "irrecevable"


class PublicationVerb(StrEnum):
    CONFIRM = "confirmer"
    ADMIT = "declarer_recevable"
    REJECT = "declarer_irrecevable"
    FORWARD = "reorienter"


class Collection(StrEnum):
    """Whether it gathers supports."""

    NOT_OPEN = "pas_ouverte"
    OPEN = "ouverte"
    REACHED = "seuil_atteint"
    CLOSED = "close"


class CollectionVerb(StrEnum):
    OPEN = "ouvrir"
    REACH = "atteindre"
    CLOSE = "clore"


class FollowUp(StrEnum):
    """What it gave rise to."""

    NONE = "aucune"
    EXAMEN = "examen"


class FollowUpVerb(StrEnum):
    JOIN_EXAMEN = "joindre_examen"


class SupportState(StrEnum):
    PENDING = "a_confirmer"
    CONFIRMED = "confirme"


PUBLICATION: dict[tuple[Publication, PublicationVerb], Publication] = {
    (Publication.UNCONFIRMED, PublicationVerb.CONFIRM): Publication.RECEIVED,
    (Publication.RECEIVED, PublicationVerb.ADMIT): Publication.ADMITTED,
    (Publication.RECEIVED, PublicationVerb.REJECT): Publication.REJECTED,
    (Publication.RECEIVED, PublicationVerb.FORWARD): Publication.RECEIVED,
}

COLLECTION: dict[tuple[Collection, CollectionVerb], Collection] = {
    (Collection.NOT_OPEN, CollectionVerb.OPEN): Collection.OPEN,
    (Collection.OPEN, CollectionVerb.REACH): Collection.REACHED,
    (Collection.OPEN, CollectionVerb.CLOSE): Collection.CLOSED,
    (Collection.REACHED, CollectionVerb.CLOSE): Collection.CLOSED,
}

FOLLOW_UP: dict[tuple[FollowUp, FollowUpVerb], FollowUp] = {
    (FollowUp.NONE, FollowUpVerb.JOIN_EXAMEN): FollowUp.EXAMEN,
}

PUBLIC = (Publication.ADMITTED, Publication.REJECTED)
GATHERING = (Collection.OPEN, Collection.REACHED)


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
