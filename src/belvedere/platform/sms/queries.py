"""Reads of the short messages."""

from django.db.models import QuerySet

from belvedere.platform.sms.models import TextMessage


def latest_texts() -> QuerySet[TextMessage]:
    """Return the messages of the territory in scope whose words are still kept, the latest first."""
    return TextMessage.objects.exclude(text="").order_by("-created_at", "-pk")
