"""The effect of each step of the règlement: due once reached, taken back if it is lost before anyone acted on it."""

from enum import StrEnum


class StepState(StrEnum):
    WAITING = "a_atteindre"
    REACHED = "atteint"
    ACTED = "engage"
    DONE = "fait"
    DECLINED = "refuse"


class StepVerb(StrEnum):
    REACH = "atteindre"
    LOSE = "perdre"
    ACT = "engager"
    FINISH = "faire"
    DECLINE = "refuser"


STEP: dict[tuple[StepState, StepVerb], StepState] = {
    (StepState.WAITING, StepVerb.REACH): StepState.REACHED,
    (StepState.REACHED, StepVerb.LOSE): StepState.WAITING,
    (StepState.REACHED, StepVerb.ACT): StepState.ACTED,
    (StepState.REACHED, StepVerb.FINISH): StepState.DONE,
    (StepState.REACHED, StepVerb.DECLINE): StepState.DECLINED,
    (StepState.ACTED, StepVerb.FINISH): StepState.DONE,
    (StepState.ACTED, StepVerb.DECLINE): StepState.DECLINED,
}

# A step that someone acted on is never taken back: it is marked when its supports no longer suffice.
KEPT = frozenset({StepState.ACTED, StepState.DONE, StepState.DECLINED})


class Effect(StrEnum):
    """What reaching a step opens."""

    MODERATION = "moderation"
    ANSWER = "answer"
    HEARING = "hearing"
    MEDIATION = "mediation"
    WORKSHOP = "workshop"
    DEBATE = "debate"
    PANEL = "panel"
    VOTE = "vote"
    AGENDA = "agenda"
    FORWARDED = "forwarded"
