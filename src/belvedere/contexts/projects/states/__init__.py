"""The life of a project, of its consultation, of what is asked of a department; the words that codes stand for."""

from enum import StrEnum


class ProjectState(StrEnum):
    """Who sees a project, and whether it still moves."""

    PREPARED = "prepare"
    PUBLISHED = "publie"
    CLOSED = "clos"
    ABANDONED = "abandonne"


class Verb(StrEnum):
    WORK = "conduire"
    PUBLISH = "publier"
    CLOSE = "clore"
    ABANDON = "abandonner"


TRANSITIONS: dict[tuple[ProjectState, Verb], ProjectState] = {
    (ProjectState.PREPARED, Verb.WORK): ProjectState.PREPARED,
    (ProjectState.PUBLISHED, Verb.WORK): ProjectState.PUBLISHED,
    (ProjectState.PREPARED, Verb.PUBLISH): ProjectState.PUBLISHED,
    (ProjectState.PUBLISHED, Verb.CLOSE): ProjectState.CLOSED,
    (ProjectState.PREPARED, Verb.ABANDON): ProjectState.ABANDONED,
    (ProjectState.PUBLISHED, Verb.ABANDON): ProjectState.ABANDONED,
}
MOVING = frozenset(state for state, verb in TRANSITIONS if verb is Verb.WORK)


class ConsultationState(StrEnum):
    """Where the consultation of a project stands: its terms are written, voted, then its report is closed."""

    TO_FIX = "modalites_a_fixer"
    ANNOUNCED = "modalites_votees"
    REPORTED = "bilan_arrete"


class ConsultationVerb(StrEnum):
    WRITE_TERMS = "ecrire_les_modalites"
    ANNOUNCE = "voter_les_modalites"
    PROVE = "prouver"
    REPORT = "arreter_le_bilan"
    RESPOND = "repondre"


CONSULTATION: dict[tuple[ConsultationState, ConsultationVerb], ConsultationState] = {
    (ConsultationState.TO_FIX, ConsultationVerb.WRITE_TERMS): ConsultationState.TO_FIX,
    (ConsultationState.TO_FIX, ConsultationVerb.ANNOUNCE): ConsultationState.ANNOUNCED,
    (ConsultationState.ANNOUNCED, ConsultationVerb.PROVE): ConsultationState.ANNOUNCED,
    (ConsultationState.ANNOUNCED, ConsultationVerb.REPORT): ConsultationState.REPORTED,
    (ConsultationState.REPORTED, ConsultationVerb.RESPOND): ConsultationState.REPORTED,
}


class AskedState(StrEnum):
    """What a department is asked, when the team of a project does not know."""

    ASKED = "demandee"
    ANSWERED = "repondue"
    WITHDRAWN = "retiree"


class AskedVerb(StrEnum):
    ANSWER = "repondre"
    WITHDRAW = "retirer"


ASKED: dict[tuple[AskedState, AskedVerb], AskedState] = {
    (AskedState.ASKED, AskedVerb.ANSWER): AskedState.ANSWERED,
    (AskedState.ASKED, AskedVerb.WITHDRAW): AskedState.WITHDRAWN,
}


class Part(StrEnum):
    """The part that a person takes in a project."""

    LEAD = "pilote"
    TEAM = "equipe"
    SPONSOR = "parrain"


class ProofKind(StrEnum):
    PHOTO = "photo"
    NOTICE = "avis"
    ATTENDANCE = "presence"
    PUBLICATION = "publication"


class Outcome(StrEnum):
    """What the body does with a grouped proposal."""

    RETAINED = "retenu"
    PARTLY_RETAINED = "retenu_en_partie"
    UNDER_STUDY = "a_l_etude"
    REJECTED = "ecarte"


RETAINED = frozenset({Outcome.RETAINED, Outcome.PARTLY_RETAINED})
