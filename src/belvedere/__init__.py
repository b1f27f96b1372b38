"""Belvédère: a métropole and its communes run their participatory democracy, and inhabitants check it."""

__version__ = "0.1.0"
