"""Writes of the codes of a member: changed by an officer when she has shown them by mistake."""

import uuid
from datetime import datetime

from django.db import transaction

from belvedere.contexts.panels.actions.standing import journal_panel, locked_panel
from belvedere.contexts.panels.events import standing as events
from belvedere.contexts.panels.models import Seat
from belvedere.contexts.panels.queries.register import code_hash, code_of
from belvedere.contexts.panels.refusals.draw import NotASeat
from belvedere.contexts.panels.states.seat import SeatState
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import Actor


@transaction.atomic
def change_codes(*, slug: str, pseudonym: str, by: Role, now: datetime) -> Seat:
    """Give a member new codes: her member's code and that of her letter no longer open anything."""
    panel = locked_panel(slug, by)
    held = Seat.objects.filter(panel=panel, pseudonym=pseudonym, state=SeatState.CONFIRMED.value)
    seat = held.select_related("candidate__invitation", "draw__campaign").first()
    if seat is None or seat.candidate is None:
        raise NotASeat
    seat.candidate.uuid = uuid.uuid4()
    seat.candidate.save(update_fields=["uuid"])
    letter = seat.candidate.invitation
    if letter is not None:
        letter.uuid = uuid.uuid4()
        letter.code_hash = code_hash(code_of(letter, seat.draw.campaign))
        letter.save(update_fields=["uuid", "code_hash"])
    journal_panel(panel, events.CODES_CHANGED, now=now, actor=Actor.role(by))
    return seat
