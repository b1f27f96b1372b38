"""A debate: who moderates when, where a statement stands, what is refused to crowds, why participations are removed."""

from enum import StrEnum


class Moderation(StrEnum):
    """When a statement is read by somebody of the body."""

    BEFORE = "avant"
    AFTER = "apres"


class StatementState(StrEnum):
    WAITING = "en_attente"
    SHOWN = "visible"
    REJECTED = "ecarte"


class StatementVerb(StrEnum):
    ACCEPT = "accepter"
    REJECT = "ecarter"


STATEMENTS: dict[tuple[StatementState, StatementVerb], StatementState] = {
    (StatementState.WAITING, StatementVerb.ACCEPT): StatementState.SHOWN,
    (StatementState.WAITING, StatementVerb.REJECT): StatementState.REJECTED,
    (StatementState.SHOWN, StatementVerb.ACCEPT): StatementState.SHOWN,
    (StatementState.SHOWN, StatementVerb.REJECT): StatementState.REJECTED,
    (StatementState.REJECTED, StatementVerb.ACCEPT): StatementState.SHOWN,
}


class Answer(StrEnum):
    """What somebody says of a statement."""

    AGREE = "accord"
    DISAGREE = "desaccord"
    PASS = "passe"  # noqa: S105 -- an answer, no password


VALUES: dict[Answer, int] = {Answer.AGREE: 1, Answer.DISAGREE: -1, Answer.PASS: 0}


class Refused(StrEnum):
    """What is refused to who does what a person does not do; counted by day, shown with the figures."""

    TOO_MANY_VOTES = "votes"
    TOO_MANY_FROM_AN_ADDRESS = "adresse"
    TOO_MANY_PARTICIPATIONS = "participations"
    TOO_MANY_STATEMENTS = "propos"
    STALE_TICKET = "rejeu"


class Ground(StrEnum):
    """Why participations are removed together."""

    TOO_FAST = "trop_vite"
    COPIES = "copies"
    SAME_ADDRESS = "meme_adresse"
