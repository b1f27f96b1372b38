"""Screens of the referrals: what anyone reads, the wizard, supporting, the desk."""
