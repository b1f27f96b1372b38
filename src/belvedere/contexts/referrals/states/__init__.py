"""The axes on which a referral moves, each with its own table; they are never folded into one."""

from belvedere.contexts.referrals.states.collection import COLLECTION, GATHERING, Collection, CollectionVerb
from belvedere.contexts.referrals.states.follow_up import FOLLOW_UP, UNDER_EXAMEN, FollowUp, FollowUpVerb, Pace
from belvedere.contexts.referrals.states.publication import (
    HIDES_TEXT,
    PUBLIC,
    PUBLICATION,
    Publication,
    PublicationVerb,
    RejectionReason,
)
from belvedere.contexts.referrals.states.step import KEPT, STEP, Effect, StepState, StepVerb
from belvedere.contexts.referrals.states.support import COUNTED, LedgerAction, Origin, SupportState
from belvedere.contexts.referrals.states.verification import VERIFICATION, Verification, VerificationVerb

__all__ = [
    "COLLECTION",
    "COUNTED",
    "FOLLOW_UP",
    "GATHERING",
    "HIDES_TEXT",
    "KEPT",
    "PUBLIC",
    "PUBLICATION",
    "STEP",
    "UNDER_EXAMEN",
    "VERIFICATION",
    "Collection",
    "CollectionVerb",
    "Effect",
    "FollowUp",
    "FollowUpVerb",
    "LedgerAction",
    "Origin",
    "Pace",
    "Publication",
    "PublicationVerb",
    "RejectionReason",
    "StepState",
    "StepVerb",
    "SupportState",
    "Verification",
    "VerificationVerb",
]
