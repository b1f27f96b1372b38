"""The states of a standing panel's work: the panel, sessions, attendance, allowances, missions, hearings, votes."""

from enum import StrEnum


class PanelState(StrEnum):
    FORMING = "en_formation"
    ACTIVE = "en_activite"
    ENDED = "fini"


class PanelVerb(StrEnum):
    BEGIN = "commencer"
    END = "finir"


PANEL: dict[tuple[PanelState, PanelVerb], PanelState] = {
    (PanelState.FORMING, PanelVerb.BEGIN): PanelState.ACTIVE,
    (PanelState.ACTIVE, PanelVerb.END): PanelState.ENDED,
}


class SessionState(StrEnum):
    PLANNED = "prevue"
    HELD = "tenue"
    CANCELLED = "annulee"


class SessionVerb(StrEnum):
    CHANGE = "modifier"
    HOLD = "tenir"
    CANCEL = "annuler"


SESSION: dict[tuple[SessionState, SessionVerb], SessionState] = {
    (SessionState.PLANNED, SessionVerb.CHANGE): SessionState.PLANNED,
    (SessionState.PLANNED, SessionVerb.HOLD): SessionState.HELD,
    (SessionState.PLANNED, SessionVerb.CANCEL): SessionState.CANCELLED,
}


class AttendanceState(StrEnum):
    EXPECTED = "attendu"
    PRESENT = "present"
    EXCUSED = "excuse"
    ABSENT = "absent"


class AllowanceKind(StrEnum):
    """What a member is paid or paid back for a session."""

    SESSION = "indemnite"
    TRAVEL = "transport"
    CARE = "garde"
    ACCESS = "accessibilite"
    MEAL = "repas"


class AllowanceState(StrEnum):
    DUE = "due"
    EXPORTED = "transmise"
    PAID = "payee"


class AllowanceVerb(StrEnum):
    EXPORT = "transmettre"
    PAY = "payer"


ALLOWANCE: dict[tuple[AllowanceState, AllowanceVerb], AllowanceState] = {
    (AllowanceState.DUE, AllowanceVerb.EXPORT): AllowanceState.EXPORTED,
    (AllowanceState.EXPORTED, AllowanceVerb.PAY): AllowanceState.PAID,
}


class MissionKind(StrEnum):
    EXAMEN = "examen"
    CONSULTATION = "concertation"
    OWN_CHOICE = "choix_du_panel"


class MissionState(StrEnum):
    PROPOSED = "proposee"
    UNDER_WAY = "en_cours"
    DONE = "accomplie"
    ABANDONED = "abandonnee"


class MissionVerb(StrEnum):
    ACCEPT = "accepter"
    FINISH = "accomplir"
    ABANDON = "abandonner"


MISSION: dict[tuple[MissionState, MissionVerb], MissionState] = {
    (MissionState.PROPOSED, MissionVerb.ACCEPT): MissionState.UNDER_WAY,
    (MissionState.PROPOSED, MissionVerb.ABANDON): MissionState.ABANDONED,
    (MissionState.UNDER_WAY, MissionVerb.FINISH): MissionState.DONE,
    (MissionState.UNDER_WAY, MissionVerb.ABANDON): MissionState.ABANDONED,
}


class HearingState(StrEnum):
    REQUESTED = "demandee"
    ACCEPTED = "acceptee"
    DECLINED = "refusee"
    HELD = "tenue"


class HearingVerb(StrEnum):
    ACCEPT = "accepter"
    DECLINE = "refuser"
    HOLD = "tenir"


HEARING: dict[tuple[HearingState, HearingVerb], HearingState] = {
    (HearingState.REQUESTED, HearingVerb.ACCEPT): HearingState.ACCEPTED,
    (HearingState.REQUESTED, HearingVerb.DECLINE): HearingState.DECLINED,
    (HearingState.ACCEPTED, HearingVerb.HOLD): HearingState.HELD,
}


class AmendmentState(StrEnum):
    PROPOSED = "propose"
    ADOPTED = "adopte"
    REJECTED = "rejete"
    WITHDRAWN = "retire"


class AmendmentVerb(StrEnum):
    ADOPT = "adopter"
    REJECT = "rejeter"
    WITHDRAW = "retirer"


AMENDMENT: dict[tuple[AmendmentState, AmendmentVerb], AmendmentState] = {
    (AmendmentState.PROPOSED, AmendmentVerb.ADOPT): AmendmentState.ADOPTED,
    (AmendmentState.PROPOSED, AmendmentVerb.REJECT): AmendmentState.REJECTED,
    (AmendmentState.PROPOSED, AmendmentVerb.WITHDRAW): AmendmentState.WITHDRAWN,
}


class Choice(StrEnum):
    FOR = "pour"
    AGAINST = "contre"
    ABSTAIN = "abstention"
