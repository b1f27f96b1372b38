"""Making a consultation findable, once it is public."""

from django.urls import reverse

from belvedere.contexts.consultations.models import Consultation
from belvedere.platform.search.actions import index_document


def index_consultation(consultation: Consultation) -> None:
    """Make the page of an announced consultation findable."""
    if consultation.announced_at is None:
        return
    told = (consultation.question, consultation.summary, consultation.open_words, consultation.decided_words)
    index_document(
        territory=consultation.territory,
        kind="concertation",
        key=consultation.reference,
        title=consultation.title,
        text="\n".join(text for text in told if text),
        url=reverse("consultations:consultation", args=[consultation.slug]),
    )
