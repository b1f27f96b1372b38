"""Drafts, referrals, supports and their counters."""

from belvedere.contexts.referrals.models.draft import Draft
from belvedere.contexts.referrals.models.referral import Referral, new_key
from belvedere.contexts.referrals.models.support import Support, SupportContact, SupportCount

__all__ = ["Draft", "Referral", "Support", "SupportContact", "SupportCount", "new_key"]
