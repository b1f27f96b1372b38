"""Posts the letter of these tests."""

from datetime import datetime

from belvedere.platform.mail.actions import post_message
from belvedere.platform.mail.models import Message
from belvedere.platform.territory.models import Territory


def post(territory: Territory, now: datetime, **changes: object) -> Message | None:
    arguments = {
        "territory": territory,
        "to": "suzanne@exemple.fr",
        "template": "tests/letter",
        "context": {"title": "L’eau & l'air <b>"},
        "now": now,
        "kind": "test",
    }
    return post_message(**(arguments | changes))
