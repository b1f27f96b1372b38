"""Sortition: panels drawn by lot within quotas, with the fairest probabilities, in a way that anyone can check."""
