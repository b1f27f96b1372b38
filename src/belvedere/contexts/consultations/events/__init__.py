"""What consultations write in the journal. Matter: the project's reference when there is one, else their own."""

from belvedere.contexts.consultations.events import consultation, debate, register, report

__all__ = ["consultation", "debate", "register", "report"]
