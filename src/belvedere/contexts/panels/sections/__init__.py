"""What the panels show on their neighbours’ pages, loaded at start."""

from belvedere.contexts.panels.sections import campaign, deliberation, opinion, questionnaire, standing

__all__ = ["campaign", "deliberation", "opinion", "questionnaire", "standing"]
