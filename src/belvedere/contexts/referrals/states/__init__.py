"""The axes on which a referral moves, each with its own table; they are never folded into one."""

from belvedere.contexts.referrals.states.collection import COLLECTION, GATHERING, Collection, CollectionVerb
from belvedere.contexts.referrals.states.follow_up import FOLLOW_UP, FollowUp, FollowUpVerb
from belvedere.contexts.referrals.states.publication import (
    HIDES_TEXT,
    PUBLIC,
    PUBLICATION,
    Publication,
    PublicationVerb,
    RejectionReason,
)
from belvedere.contexts.referrals.states.support import SupportState

__all__ = [
    "COLLECTION",
    "FOLLOW_UP",
    "GATHERING",
    "HIDES_TEXT",
    "PUBLIC",
    "PUBLICATION",
    "Collection",
    "CollectionVerb",
    "FollowUp",
    "FollowUpVerb",
    "Publication",
    "PublicationVerb",
    "RejectionReason",
    "SupportState",
]
