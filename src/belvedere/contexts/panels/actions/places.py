"""Places written for people of the pool: those drawn, their alternates, and who comes when one leaves."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from belvedere.contexts.panels.models import Attendance, Candidate, Draw, Reply, Seat
from belvedere.contexts.panels.states.seat import SEAT, SeatState, SeatVerb

ANSWER_DAYS = 14


def give_seats(draw: Draw, pseudonyms: Sequence[str], now: datetime) -> list[Seat]:
    """Give places to people of the pool; one who asked to be erased since keeps a place that nobody holds."""
    due = (now + timedelta(days=ANSWER_DAYS)).date()
    return Seat.objects.bulk_create(
        Seat(draw=draw, candidate_id=key, pseudonym=name, drawn_at=now, moved_at=now, answer_due_on=due)
        for name, key in _people(draw, pseudonyms)
    )


def name_alternates(draw: Draw, pseudonyms: Sequence[str], now: datetime) -> list[Seat]:
    """Keep the alternates that the draw names, in their order."""
    return Seat.objects.bulk_create(
        Seat(
            draw=draw,
            candidate_id=key,
            pseudonym=name,
            state=SeatState.ALTERNATE.value,
            alternate_rank=rank,
            drawn_at=now,
            moved_at=now,
        )
        for rank, (name, key) in enumerate(_people(draw, pseudonyms), 1)
    )


def call(draw: Draw, pseudonym: str, now: datetime) -> Seat:
    """Give a place to who is designated: an alternate, or anyone else of the pool."""
    seat = Seat.objects.filter(draw=draw, pseudonym=pseudonym).first()
    if seat is None:
        return give_seats(draw, [pseudonym], now)[0]
    seat.state = SEAT[SeatState(seat.state), SeatVerb.CALL].value
    seat.moved_at, seat.answer_due_on = now, (now + timedelta(days=ANSWER_DAYS)).date()
    seat.save(update_fields=["state", "moved_at", "answer_due_on"])
    return seat


def _people(draw: Draw, pseudonyms: Sequence[str]) -> list[tuple[str, int | None]]:
    rows = Candidate.objects.filter(campaign=draw.campaign, pseudonym__in=pseudonyms)
    by_name = dict(rows.values_list("pseudonym", "pk"))
    return [(name, by_name.get(name)) for name in pseudonyms]


def forget_members(candidate_keys: Sequence[int]) -> None:
    """Erase what was written of people as members; the place and its pseudonym stay, so that the draw verifies."""
    seats = Seat.objects.filter(candidate__in=candidate_keys)
    Attendance.objects.filter(seat__in=seats).update(needs="", needs_care=False)
    Reply.objects.filter(seat__in=seats).delete()
    seats.update(public_name="", name_agreed_at=None, account=None)
