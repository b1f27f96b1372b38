"""The states of an action of the plan and of a contest; pure."""

from datetime import date
from enum import StrEnum


class ActionState(StrEnum):
    PLANNED = "prevue"
    UNDER_WAY = "en_cours"
    DONE = "faite"
    CONTESTED = "contestee"
    ABANDONED = "abandonnee"


class Verb(StrEnum):
    ADVANCE = "avancer"
    FINISH = "terminer"
    ABANDON = "abandonner"
    CONTEST = "contester"
    REOPEN = "rouvrir"
    MAINTAIN = "maintenir"


TRANSITIONS: dict[tuple[ActionState, Verb], ActionState] = {
    (ActionState.PLANNED, Verb.ADVANCE): ActionState.UNDER_WAY,
    (ActionState.PLANNED, Verb.FINISH): ActionState.DONE,
    (ActionState.PLANNED, Verb.ABANDON): ActionState.ABANDONED,
    (ActionState.UNDER_WAY, Verb.ADVANCE): ActionState.UNDER_WAY,
    (ActionState.UNDER_WAY, Verb.FINISH): ActionState.DONE,
    (ActionState.UNDER_WAY, Verb.ABANDON): ActionState.ABANDONED,
    (ActionState.DONE, Verb.CONTEST): ActionState.CONTESTED,
    (ActionState.CONTESTED, Verb.REOPEN): ActionState.UNDER_WAY,
    (ActionState.CONTESTED, Verb.MAINTAIN): ActionState.DONE,
}

STILL_OWED = frozenset({ActionState.PLANNED, ActionState.UNDER_WAY})
PROGRESS_VERBS = (Verb.ADVANCE, Verb.FINISH, Verb.ABANDON)
CONTEST_ANSWERS = (Verb.REOPEN, Verb.MAINTAIN)


def is_late(state: ActionState, *, due_on: date, today: date) -> bool:
    """Tell whether an action is late: still owed the day after its date. What is contested is not counted twice.

    >>> is_late(ActionState.PLANNED, due_on=date(2026, 6, 30), today=date(2026, 7, 1))
    True
    >>> is_late(ActionState.DONE, due_on=date(2026, 6, 30), today=date(2026, 7, 1))
    False
    """
    return state in STILL_OWED and due_on < today
