"""Drafts, referrals, their règlement and its steps, supports, their ledger and counters."""

from belvedere.contexts.referrals.models.draft import Draft
from belvedere.contexts.referrals.models.referral import Referral, new_key
from belvedere.contexts.referrals.models.regulation import Regulation
from belvedere.contexts.referrals.models.step import Step
from belvedere.contexts.referrals.models.support import Support, SupportContact
from belvedere.contexts.referrals.models.tally import CountMark, LedgerEntry, LedgerRoot, SupportCount

__all__ = [
    "CountMark",
    "Draft",
    "LedgerEntry",
    "LedgerRoot",
    "Referral",
    "Regulation",
    "Step",
    "Support",
    "SupportContact",
    "SupportCount",
    "new_key",
]
