"""Reads of the consultations."""
