"""What the panels show on their neighbours’ pages, loaded at start."""

from belvedere.contexts.panels.sections import campaign, opinion, standing

__all__ = ["campaign", "opinion", "standing"]
