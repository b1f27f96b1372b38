"""Versions of a public text made of numbered parts: what changed between two, and how one gives the other."""
