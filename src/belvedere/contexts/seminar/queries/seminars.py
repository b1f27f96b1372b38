"""Reads of seminars, their people and their programme."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac

from belvedere.contexts.guide.queries.cards import MethodCard, catalogue, method_card
from belvedere.contexts.seminar.models import College, Guest, Place, Round, Seminar, Sequence
from belvedere.contexts.seminar.states import GuestState, SeminarState
from belvedere.contexts.seminar.states.programme import Block, Clash, Slot, clashes, hour_of, timed

PUBLIC = [state.value for state in SeminarState if state != SeminarState.DRAFT]
KEY_LENGTH = 24


def seminars() -> QuerySet[Seminar]:
    return Seminar.objects.select_related("territory", "body")


def public_seminars() -> QuerySet[Seminar]:
    """Return the seminars that have been convened."""
    return seminars().filter(state__in=PUBLIC)


def table_key(seminar: Seminar, table: int) -> str:
    """Return what signs the link of a table."""
    return salted_hmac("seminar.table", f"{seminar.key}:{table}", algorithm="sha256").hexdigest()[:KEY_LENGTH]


def wall_key(seminar: Seminar) -> str:
    """Return what signs the link of the wall."""
    return table_key(seminar, 0)


def is_key_of(seminar: Seminar, table: int, key: str) -> bool:
    return constant_time_compare(table_key(seminar, table), key)


def seminar_of_wall(slug: str, key: str) -> Seminar | None:
    """Return the seminar whose wall has this link."""
    seminar = public_seminars().filter(slug=slug).first()
    return seminar if seminar is not None and is_key_of(seminar, 0, key) else None


@dataclass(frozen=True)
class Line:
    """A sequence of the programme, with its hours."""

    sequence: Sequence
    round: Round | None
    slot: Slot
    method: MethodCard | None

    @property
    def begins(self) -> time:
        return hour_of(self.slot.begins)

    @property
    def ends(self) -> time:
        return hour_of(self.slot.ends)


@dataclass(frozen=True)
class Day:
    """A day of the programme."""

    number: int
    date: date
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Programme:
    """The days, and what cannot be held."""

    days: tuple[Day, ...]
    clashes: tuple[tuple[Sequence, Sequence, str], ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for day in self.days for line in day.lines)

    @property
    def overruns(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.slot.overrun)


def programme_of(seminar: Seminar) -> Programme:
    """Return the programme with its hours: one statement."""
    rows = list(Sequence.objects.filter(seminar=seminar).select_related("round"))
    slots = {slot.block.key: slot for slot in timed([_block(row) for row in rows])}
    methods = catalogue().methods
    lines = [
        Line(
            row,
            getattr(row, "round", None),
            slots[row.pk],
            method_card(methods[row.method]) if row.method in methods else None,
        )
        for row in rows
    ]
    numbers = sorted({row.day for row in rows})
    days = tuple(
        Day(
            number,
            seminar.starts_on + timedelta(days=number - 1),
            tuple(sorted((line for line in lines if line.sequence.day == number), key=lambda line: line.slot.begins)),
        )
        for number in numbers
    )
    by_key = {row.pk: row for row in rows}
    return Programme(days, tuple(_named(clash, by_key) for clash in clashes(list(slots.values()))))


def _block(row: Sequence) -> Block:
    people = tuple(name.strip() for name in row.facilitators.split(",") if name.strip())
    return Block(row.pk, row.day, row.track, row.minutes, row.pinned, row.room, people)


def _named(clash: Clash, rows: dict[int, Sequence]) -> tuple[Sequence, Sequence, str]:
    return rows[clash.first], rows[clash.second], clash.what


def colleges_of(seminar: Seminar) -> list[College]:
    """Return the colleges with how many are listed, come, are here: one statement."""
    expected = ~Q(guests__state=GuestState.DECLINED.value)
    rows = College.objects.filter(seminar=seminar).annotate(
        listed=Count("guests", filter=expected),
        confirmed=Count("guests", filter=Q(guests__state=GuestState.CONFIRMED.value)),
        here=Count("guests", filter=Q(guests__arrived_at__isnull=False, guests__left_at=None)),
    )
    return list(rows.order_by("pk"))


@dataclass(frozen=True)
class Balance:
    """A college in the room: its part of who is here, and the part that its quota gives it."""

    college: College
    here: int
    share_percent: int
    wanted_percent: int


def balance_of(colleges: Iterable[College]) -> list[Balance]:
    """Return how the room looks beside how it should."""
    rows = list(colleges)
    here, wanted = sum(vars(row)["here"] for row in rows), sum(row.quota for row in rows)
    return [
        Balance(
            row,
            vars(row)["here"],
            round(100 * vars(row)["here"] / here) if here else 0,
            round(100 * row.quota / wanted) if wanted else 0,
        )
        for row in rows
    ]


def guests_of(seminar: Seminar) -> QuerySet[Guest]:
    return Guest.objects.filter(seminar=seminar).select_related("college").order_by("number")


def guests_named(seminar: Seminar, text: str) -> QuerySet[Guest]:
    """Return the guests whose name or organisation holds some letters."""
    found = guests_of(seminar)
    words = text.split()
    for word in words:
        found = found.filter(Q(name__icontains=word) | Q(organisation__icontains=word))
    return found


def guest_of_code(seminar: Seminar, code: str) -> Guest | None:
    return Guest.objects.select_related("college").filter(seminar=seminar, code=code).first()


def guests_with_email(email: str) -> list[Guest]:
    return list(Guest.objects.select_related("seminar", "college").filter(email__iexact=email)) if email else []


def places_of_guest(guest: Guest) -> list[Place]:
    """Return where a guest sits, round by round: one statement."""
    return list(Place.objects.filter(guest=guest).select_related("round__sequence").order_by("round__number"))


def seminars_past(until: date) -> QuerySet[Seminar]:
    return seminars().filter(ends_on__lt=until)


def next_after(seminar: Seminar, round_: Round) -> str:
    """Return what comes after a round in the programme; nothing after the last sequence."""
    lines = programme_of(seminar).lines
    here = next((place for place, line in enumerate(lines) if line.sequence.pk == round_.sequence_id), -1)
    return lines[here + 1].sequence.title if 0 <= here < len(lines) - 1 else ""
