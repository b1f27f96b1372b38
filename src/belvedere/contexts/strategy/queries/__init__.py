"""Reads of the strategy; each module answers one question. ``in_force`` is what neighbours ask first."""
