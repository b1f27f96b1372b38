"""The states of a place on a panel, from the draw to the end of its term."""

from enum import StrEnum


class SeatState(StrEnum):
    """A person drawn holds a place; an alternate waits for one."""

    DRAWN = "tire"
    ALTERNATE = "suppleant"
    CONFIRMED = "confirme"
    DECLINED = "decline"
    RESIGNED = "demissionne"
    REMOVED = "radie"
    SERVED = "mandat_accompli"


class SeatVerb(StrEnum):
    CALL = "appeler"
    CONFIRM = "confirmer"
    DECLINE = "decliner"
    RESIGN = "demissionner"
    REMOVE = "radier"
    SERVE = "achever"


SEAT: dict[tuple[SeatState, SeatVerb], SeatState] = {
    (SeatState.ALTERNATE, SeatVerb.CALL): SeatState.DRAWN,
    (SeatState.ALTERNATE, SeatVerb.DECLINE): SeatState.DECLINED,
    (SeatState.DRAWN, SeatVerb.CONFIRM): SeatState.CONFIRMED,
    (SeatState.DRAWN, SeatVerb.DECLINE): SeatState.DECLINED,
    (SeatState.CONFIRMED, SeatVerb.RESIGN): SeatState.RESIGNED,
    (SeatState.CONFIRMED, SeatVerb.REMOVE): SeatState.REMOVED,
    (SeatState.CONFIRMED, SeatVerb.SERVE): SeatState.SERVED,
}

# Who counts in the quotas now.
SITTING = frozenset({SeatState.DRAWN, SeatState.CONFIRMED})
# Whose place may be given to another.
VACATED = frozenset({SeatState.DECLINED, SeatState.RESIGNED, SeatState.REMOVED})
