"""What consultations write in the journal. Matter: the project's reference when there is one, else their own."""

from belvedere.contexts.consultations.events import consultation, debate, meetings, questionnaires, register, report

__all__ = ["consultation", "debate", "meetings", "questionnaires", "register", "report"]
