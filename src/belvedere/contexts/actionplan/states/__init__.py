"""The states of an action of the plan, of a contest, of what inhabitants are asked at its date; pure."""

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


class SurveyState(StrEnum):
    """« Est-ce fait ? »: asked by the date of an action, of a sample drawn by lot."""

    ASKED = "demandee"
    OPEN = "ouverte"
    CLOSED = "close"


class SurveyVerb(StrEnum):
    DRAW = "tirer"
    CLOSE = "clore"


SURVEY: dict[tuple[SurveyState, SurveyVerb], SurveyState] = {
    (SurveyState.ASKED, SurveyVerb.DRAW): SurveyState.OPEN,
    (SurveyState.OPEN, SurveyVerb.CLOSE): SurveyState.CLOSED,
}


class ReplyVerdict(StrEnum):
    YES = "oui"
    PARTLY = "en_partie"
    NO = "non"


class Reading(StrEnum):
    """The words that go with a reply: none is public before an officer has read it."""

    NONE = "sans_texte"
    WAITING = "a_relire"
    PUBLISHED = "publie"
    REFUSED = "ecarte"


class ReadingVerb(StrEnum):
    PUBLISH = "publier"
    REFUSE = "ecarter"


READING: dict[tuple[Reading, ReadingVerb], Reading] = {
    (Reading.WAITING, ReadingVerb.PUBLISH): Reading.PUBLISHED,
    (Reading.WAITING, ReadingVerb.REFUSE): Reading.REFUSED,
    (Reading.PUBLISHED, ReadingVerb.REFUSE): Reading.REFUSED,
    (Reading.REFUSED, ReadingVerb.PUBLISH): Reading.PUBLISHED,
}

FEWEST_FOR_WORDS = 5  # fewer replies, and one could guess whose words these are


def says_not_done(*, noes: int, replies: int, minimum: int, percent: int) -> bool:
    """Tell whether enough people replied, and a large enough share of them says that it is not done.

    >>> says_not_done(noes=3, replies=5, minimum=5, percent=50), says_not_done(noes=4, replies=4, minimum=5, percent=50)
    (True, False)
    """
    return replies >= minimum and noes * 100 >= percent * replies


def is_late(state: ActionState, *, due_on: date, today: date) -> bool:
    """Tell whether an action is late: still owed the day after its date. What is contested is not counted twice.

    >>> is_late(ActionState.PLANNED, due_on=date(2026, 6, 30), today=date(2026, 7, 1))
    True
    >>> is_late(ActionState.DONE, due_on=date(2026, 6, 30), today=date(2026, 7, 1))
    False
    """
    return state in STILL_OWED and due_on < today
