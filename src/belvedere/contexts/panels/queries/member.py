"""Reads of a member: who holds a place, from the personal code that opens her private space."""

from django.conf import settings
from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac

from belvedere.contexts.panels.models import Seat
from belvedere.contexts.panels.models.candidate import ALPHABET, PSEUDONYM_LENGTH
from belvedere.contexts.panels.queries.register import CODE_LENGTH, invitation_by_code, typed_code
from belvedere.contexts.panels.states.seat import SeatState

MEMBER_CODE_LENGTH = PSEUDONYM_LENGTH + CODE_LENGTH
_BITS = 5  # of each character: the alphabet has 32
# Who still reads her space once she has left: what she did, what she is owed.
_LEFT = (SeatState.RESIGNED.value, SeatState.REMOVED.value, SeatState.SERVED.value)


def _known() -> QuerySet[Seat]:
    return Seat.objects.select_related("panel__territory", "panel__body", "candidate__contact", "draw__campaign")


def member_code(seat: Seat) -> str:
    """Return the code of a member: her pseudonym, then a proof of 50 bits that only this installation can make.

    It serves people who signed up without a letter; it dies with the erasure of the person.
    """
    if seat.candidate is None:
        return ""
    made = salted_hmac(
        "belvedere.panels.member", seat.candidate.uuid.hex, secret=settings.SECRET_KEY, algorithm="sha256"
    )
    number = int.from_bytes(made.digest(), "big")
    proof = "".join(ALPHABET[number >> (_BITS * place) & (len(ALPHABET) - 1)] for place in range(CODE_LENGTH))
    return seat.pseudonym + proof


def shown_member_code(code: str) -> str:
    """Return a code as people read it.

    >>> shown_member_code("ABCDEFGH2345678923")
    'ABCDEFGH-23456-78923'
    """
    proof = code[PSEUDONYM_LENGTH:]
    half = CODE_LENGTH // 2
    return f"{code[:PSEUDONYM_LENGTH]}-{proof[:half]}-{proof[half:]}"


def _places_of_code(text: str) -> list[Seat]:
    """Return the places, on formed panels, of whoever holds this code: that of her letter, or her member's code."""
    code = typed_code(text)
    formed = _known().filter(panel__isnull=False, candidate__isnull=False)
    if len(code) == MEMBER_CODE_LENGTH:
        found = formed.filter(pseudonym=code[:PSEUDONYM_LENGTH])
        return [seat for seat in found if constant_time_compare(member_code(seat), code)]
    invitation = invitation_by_code(code)
    return list(formed.filter(candidate__invitation=invitation)) if invitation is not None else []


def seat_of_code(text: str) -> Seat | None:
    """Return the place of the member who sits on a panel and holds this code: two statements at most."""
    return next((seat for seat in _places_of_code(text) if seat.state == SeatState.CONFIRMED), None)


def left_seat_of_code(text: str) -> Seat | None:
    """Return the place that the holder of this code has left, by resigning or at the end of her term."""
    return next((seat for seat in _places_of_code(text) if seat.state in _LEFT), None)
