"""Writes of the panels, by intent: avis, campaign, quotas, register, invitations, candidates, pool."""
