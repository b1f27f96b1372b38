"""Reads of the panels."""
