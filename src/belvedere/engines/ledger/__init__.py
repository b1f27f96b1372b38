"""Tamper-evident records: canonical JSON and hash chains (see canonical, chain)."""
