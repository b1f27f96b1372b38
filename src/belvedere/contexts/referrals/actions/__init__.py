"""Writes of the referrals, by intent: draft, deposit, decide, support, follow, forget."""
