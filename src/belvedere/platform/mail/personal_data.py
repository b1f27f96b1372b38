"""What the outbox holds about a person, and its erasure."""

from django.utils import timezone

from belvedere.platform.accounts.models import User
from belvedere.platform.accounts.personal_data import Plain, erases, holds
from belvedere.platform.mail.models import Message
from belvedere.platform.mail.retention import erase_messages_to


@holds("courriels")
def letters(user: User) -> Plain:
    rows = Message.objects.filter(to__iexact=user.email).order_by("created_at", "pk")
    return [{"date": row.created_at.isoformat(), "objet": row.subject, "texte": row.text} for row in rows]


@erases("courriels")
def forget_letters(user: User) -> None:
    erase_messages_to(address=user.email, now=timezone.now())
