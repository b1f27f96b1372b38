"""What consultations show on their neighbours' pages, the tools of their phases, and what waits for whom."""

from belvedere.contexts.consultations.sections import consultation, debate, meetings, questionnaires, register

__all__ = ["consultation", "debate", "meetings", "questionnaires", "register"]
