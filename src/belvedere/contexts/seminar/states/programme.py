"""The hours of a programme: durations push what follows, what cannot be held is said; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

DAY_BEGINS = 9 * 60
_MINUTES_BY_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Block:
    """A sequence as it is written: in a day and a track, so many minutes, at a fixed hour or after the one before."""

    key: int
    day: int
    track: int
    minutes: int
    pinned: time | None = None
    room: str = ""
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """When a sequence begins and ends, in minutes of its day; by how much the one before overruns its fixed hour."""

    block: Block
    begins: int
    ends: int
    overrun: int = 0
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Clash:
    """Two sequences that want the same room, or the same person, at the same time."""

    first: int
    second: int
    what: str


def minutes_of(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def hour_of(minutes: int) -> time:
    """Return the hour of a number of minutes; what passes midnight stays at the last minute of the day.

    >>> hour_of(605), hour_of(1500)
    (datetime.time(10, 5), datetime.time(23, 59))
    """
    return time(*divmod(min(minutes, _MINUTES_BY_DAY - 1), 60))


def timed(blocks: Sequence[Block]) -> list[Slot]:
    """Return when each sequence is, in the order given within its day and track.

    A duration pushes what follows; a fixed hour stays, and tells by how many minutes what comes before overruns it.

    >>> [(s.begins, s.ends, s.overrun) for s in timed([Block(1, 1, 1, 90), Block(2, 1, 1, 30, time(10, 0))])]
    [(540, 630, 0), (600, 630, 30)]
    """
    clock: dict[tuple[int, int], int] = {}
    slots = []
    for block in blocks:
        place = (block.day, block.track)
        free = clock.get(place)
        begins = minutes_of(block.pinned) if block.pinned is not None else (DAY_BEGINS if free is None else free)
        overrun = max(0, free - begins) if free is not None else 0
        gap = max(0, begins - free) if free is not None else 0
        slots.append(Slot(block, begins, begins + block.minutes, overrun, gap))
        clock[place] = begins + block.minutes
    return slots


def clashes(slots: Sequence[Slot]) -> list[Clash]:
    """Return who and what is wanted in two places at once.

    >>> one = Block(1, 1, 1, 60, room="A", people=("Ana",))
    >>> two = Block(2, 1, 2, 30, room="B", people=("Ana",))
    >>> clashes(timed([one, two]))
    [Clash(first=1, second=2, what='Ana')]
    """
    found = []
    ordered = sorted(slots, key=lambda slot: (slot.block.day, slot.begins, slot.block.key))
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if other.block.day != one.block.day or other.begins >= one.ends:
                break
            if other.block.track == one.block.track:
                continue  # told as an overrun
            wanted = [name for name in one.block.people if name in other.block.people]
            if one.block.room and one.block.room == other.block.room:
                wanted.append(one.block.room)
            found += [Clash(one.block.key, other.block.key, what) for what in wanted]
    return found
