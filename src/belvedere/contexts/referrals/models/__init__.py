"""Drafts, referrals, their règlement and its steps, supports, their ledger and counters."""

from belvedere.contexts.referrals.models.attachment import Attachment, Cosignature
from belvedere.contexts.referrals.models.checking import (
    Audit,
    AuditCheck,
    ElectoralReserve,
    Merger,
    PaperBatch,
    Removal,
)
from belvedere.contexts.referrals.models.complement import Complement
from belvedere.contexts.referrals.models.desk import Appeal, CriterionCheck, Hold
from belvedere.contexts.referrals.models.draft import Draft
from belvedere.contexts.referrals.models.follower import Follower
from belvedere.contexts.referrals.models.proof import PhoneCode, SupportProof
from belvedere.contexts.referrals.models.referral import Referral, new_key
from belvedere.contexts.referrals.models.regulation import Regulation
from belvedere.contexts.referrals.models.step import Step
from belvedere.contexts.referrals.models.support import Support, SupportContact
from belvedere.contexts.referrals.models.tally import CountMark, LedgerEntry, LedgerRoot, SupportCount
from belvedere.contexts.referrals.models.transfer import Transfer

__all__ = [
    "Appeal",
    "Attachment",
    "Audit",
    "AuditCheck",
    "Complement",
    "Cosignature",
    "CountMark",
    "CriterionCheck",
    "Draft",
    "ElectoralReserve",
    "Follower",
    "Hold",
    "LedgerEntry",
    "LedgerRoot",
    "Merger",
    "PaperBatch",
    "PhoneCode",
    "Referral",
    "Regulation",
    "Removal",
    "Step",
    "Support",
    "SupportContact",
    "SupportCount",
    "SupportProof",
    "Transfer",
    "new_key",
]
