"""The states of a seminar, of its rounds, contributions and polls; and the words of the rest."""

from enum import StrEnum


class SeminarState(StrEnum):
    DRAFT = "prepare"
    CONVENED = "convoque"
    RUNNING = "ouvert"
    CLOSED = "clos"
    PUBLISHED = "publie"


class SeminarVerb(StrEnum):
    PREPARE = "preparer"
    CONVENE = "convoquer"
    BEGIN = "ouvrir"
    WORK = "travailler"
    CLOSE = "clore"
    CONCLUDE = "conclure"
    PUBLISH = "publier"


_S, _V = SeminarState, SeminarVerb
SEMINARS: dict[tuple[SeminarState, SeminarVerb], SeminarState] = {
    (_S.DRAFT, _V.PREPARE): _S.DRAFT,
    (_S.CONVENED, _V.PREPARE): _S.CONVENED,
    (_S.RUNNING, _V.PREPARE): _S.RUNNING,
    (_S.DRAFT, _V.CONVENE): _S.CONVENED,
    (_S.CONVENED, _V.BEGIN): _S.RUNNING,
    (_S.RUNNING, _V.WORK): _S.RUNNING,
    (_S.RUNNING, _V.CLOSE): _S.CLOSED,
    (_S.RUNNING, _V.CONCLUDE): _S.RUNNING,
    (_S.CLOSED, _V.CONCLUDE): _S.CLOSED,
    (_S.PUBLISHED, _V.CONCLUDE): _S.PUBLISHED,
    (_S.CLOSED, _V.PUBLISH): _S.PUBLISHED,
}


class SequenceKind(StrEnum):
    PLENARY = "pleniere"
    TABLES = "tables"
    VOTE = "vote"
    BREAK = "pause"


class RoundState(StrEnum):
    PREPARED = "prepare"
    OPEN = "ouvert"
    CLOSED = "clos"


class RoundVerb(StrEnum):
    OPEN = "ouvrir"
    CLOSE = "clore"


ROUNDS: dict[tuple[RoundState, RoundVerb], RoundState] = {
    (RoundState.PREPARED, RoundVerb.OPEN): RoundState.OPEN,
    (RoundState.OPEN, RoundVerb.CLOSE): RoundState.CLOSED,
    (RoundState.CLOSED, RoundVerb.OPEN): RoundState.OPEN,
}


class GuestState(StrEnum):
    LISTED = "inscrit"
    INVITED = "invite"
    CONFIRMED = "confirme"
    DECLINED = "decline"


class ContributionState(StrEnum):
    RECEIVED = "recue"
    SHOWN = "montree"
    HIDDEN = "masquee"


class PlanKind(StrEnum):
    DRAW = "tirage"
    REPAIR = "reparation"


class PlanState(StrEnum):
    ASKED = "demande"
    DONE = "fait"
    FAILED = "impossible"


class PollRule(StrEnum):
    JUDGEMENT = "jugement"
    APPROVAL = "approbation"
    PHRAGMEN = "phragmen"
    SHARES = "parts_egales"


class PollState(StrEnum):
    PREPARED = "prepare"
    OPEN = "ouvert"
    CLOSED = "clos"


class PollVerb(StrEnum):
    OPEN = "ouvrir"
    CLOSE = "clore"


POLLS: dict[tuple[PollState, PollVerb], PollState] = {
    (PollState.PREPARED, PollVerb.OPEN): PollState.OPEN,
    (PollState.OPEN, PollVerb.CLOSE): PollState.CLOSED,
}


class Grade(StrEnum):
    """The grades of majority judgement, the worst first."""

    REJECT = "a_rejeter"
    INSUFFICIENT = "insuffisant"
    PASSABLE = "passable"
    FAIR = "assez_bien"
    GOOD = "bien"
    VERY_GOOD = "tres_bien"


GRADES = tuple(grade.value for grade in Grade)


class OutcomeKind(StrEnum):
    PRINCIPLE = "principe"
    COMMITMENT = "engagement"
    ACTION = "action"


class Template(StrEnum):
    """The programmes from which one starts."""

    IMMERSION = "immersion"
    RELAUNCH = "relance"
    EVENING = "soiree"
    EMPTY = "vide"
