"""Django's mail backends: the outbox in front, and the demonstration's, which delivers nothing."""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone, translation
from django_scopes import scope

from belvedere.platform.mail.actions import ACCOUNT, store_letter
from belvedere.platform.mail.addresses import checked
from belvedere.platform.mail.rendering import Letter
from belvedere.platform.territory.queries import current_territory


class Outbox(BaseEmailBackend):
    """Stores whatever is sent through Django (sign-in codes…) in the outbox, so that it is retried like the rest."""

    @transaction.atomic
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        territory = current_territory()
        with scope(territory=territory):
            for email in email_messages:
                letter = Letter(" ".join(email.subject.split()), str(email.body), _html_of(email))
                for address in email.recipients():
                    store_letter(
                        territory=territory,
                        to=checked(address),
                        letter=letter,
                        now=timezone.now(),
                        language=translation.get_language() or "fr",
                        kind=ACCOUNT,
                    )
        return len(email_messages)


def _html_of(email: EmailMessage) -> str:
    alternatives = email.alternatives if isinstance(email, EmailMultiAlternatives) else []
    return next((str(content) for content, kind in alternatives if kind == "text/html"), "")


class OutboxOnly(BaseEmailBackend):
    """The demonstration's delivery: messages stay in the outbox, where /demo/courriels/ shows them."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        return len(email_messages)
