"""What the panels show on their neighbours’ pages, loaded at start."""

from belvedere.contexts.panels.sections import opinion

__all__ = ["opinion"]
