"""What the panels write in the journal, loaded at start."""

from belvedere.contexts.panels.events import campaign, draw, opinion

__all__ = ["campaign", "draw", "opinion"]
