"""Reads of the outbox."""

from django.db.models import QuerySet

from belvedere.platform.mail.models import Message, Unsubscription


def message_by_token(token: str) -> Message | None:
    """Return the message whose unsubscribe link holds this token."""
    return Message.objects.filter(token=token).exclude(unsubscribe="").select_related("territory").first()


def has_left(message: Message) -> bool:
    return Unsubscription.objects.filter(
        territory=message.territory, list_name=message.unsubscribe, address_hash=message.address_hash
    ).exists()


def latest_messages() -> QuerySet[Message]:
    """Return the outbox of the territory in scope, the latest first."""
    return Message.objects.order_by("-created_at", "-pk")
