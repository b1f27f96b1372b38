"""The states of an iteration of the plan, what is asked when it is looked back on, what a file is; pure."""

from datetime import date
from enum import StrEnum


class IterationState(StrEnum):
    """An iteration: owners review, contributors look back, the new version is prepared, then adopted."""

    REVIEW = "revue"
    RETROSPECTIVE = "retrospective"
    VERSION = "version"
    CLOSED = "close"


class IterationVerb(StrEnum):
    LOOK_BACK = "regarder_en_arriere"
    PREPARE = "preparer"
    ADOPT = "adopter"


ITERATION: dict[tuple[IterationState, IterationVerb], IterationState] = {
    (IterationState.REVIEW, IterationVerb.LOOK_BACK): IterationState.RETROSPECTIVE,
    (IterationState.RETROSPECTIVE, IterationVerb.PREPARE): IterationState.VERSION,
    (IterationState.VERSION, IterationVerb.ADOPT): IterationState.CLOSED,
}


class Question(StrEnum):
    """The three questions of a retrospective."""

    KEEP = "garder"
    CHANGE = "changer"
    TRY = "essayer"


class DepositState(StrEnum):
    """A file of actions: looked at, then imported or given up."""

    TO_CHECK = "a_verifier"
    IMPORTED = "importee"
    DROPPED = "abandonnee"


class DepositVerb(StrEnum):
    IMPORT = "importer"
    DROP = "abandonner"


DEPOSIT: dict[tuple[DepositState, DepositVerb], DepositState] = {
    (DepositState.TO_CHECK, DepositVerb.IMPORT): DepositState.IMPORTED,
    (DepositState.TO_CHECK, DepositVerb.DROP): DepositState.DROPPED,
}

REMINDER_DAYS = (14, 3, 0)  # before the last day of the review


def reminder_due(*, review_until: date, today: date) -> int | None:
    """Return the reminder whose day has come: the days before the end that it was for; None before the first.

    >>> from datetime import timedelta
    >>> until = date(2026, 6, 30)
    >>> [reminder_due(review_until=until, today=until - timedelta(days=left)) for left in (15, 14, 5, 1, 0)]
    [None, 14, 14, 3, 0]
    """
    left = (review_until - today).days
    return min((days for days in REMINDER_DAYS if left <= days), default=None)
