"""Reads of the seminars."""
