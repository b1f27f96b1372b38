"""Writes of the seminars: one function by intent."""
