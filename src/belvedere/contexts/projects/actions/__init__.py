"""Writes of the projects, by intent."""
