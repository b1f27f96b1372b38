"""Reads of the projects, by what is looked for."""
