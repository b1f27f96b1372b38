"""The states of a version of the strategy, of an amendment, of an event of the calendar; and the words of the rest."""

from enum import StrEnum


class VersionState(StrEnum):
    WRITING = "redaction"
    DISCUSSED = "amendements"
    ARBITRATED = "arbitrage"
    ADOPTED = "adoptee"
    ABANDONED = "abandonnee"


class VersionVerb(StrEnum):
    WRITE = "rediger"
    OPEN = "ouvrir"
    AMEND = "amender"
    CLOSE = "clore"
    REOPEN = "rouvrir"
    DECIDE = "arbitrer"
    ADOPT = "adopter"
    ABANDON = "abandonner"


VERSIONS: dict[tuple[VersionState, VersionVerb], VersionState] = {
    (VersionState.WRITING, VersionVerb.WRITE): VersionState.WRITING,
    (VersionState.WRITING, VersionVerb.OPEN): VersionState.DISCUSSED,
    (VersionState.WRITING, VersionVerb.ABANDON): VersionState.ABANDONED,
    (VersionState.DISCUSSED, VersionVerb.AMEND): VersionState.DISCUSSED,
    (VersionState.DISCUSSED, VersionVerb.CLOSE): VersionState.ARBITRATED,
    (VersionState.DISCUSSED, VersionVerb.ABANDON): VersionState.ABANDONED,
    (VersionState.ARBITRATED, VersionVerb.DECIDE): VersionState.ARBITRATED,
    (VersionState.ARBITRATED, VersionVerb.REOPEN): VersionState.DISCUSSED,
    (VersionState.ARBITRATED, VersionVerb.ADOPT): VersionState.ADOPTED,
    (VersionState.ARBITRATED, VersionVerb.ABANDON): VersionState.ABANDONED,
}
UNDER_WAY = frozenset({VersionState.WRITING, VersionState.DISCUSSED, VersionState.ARBITRATED})


class AmendmentState(StrEnum):
    PROPOSED = "propose"
    ACCEPTED = "retenu"
    MODIFIED = "retenu_modifie"
    REJECTED = "ecarte"
    WITHDRAWN = "retire"


class AmendmentVerb(StrEnum):
    ACCEPT = "retenir"
    MODIFY = "retenir_modifie"
    REJECT = "ecarter"
    WITHDRAW = "retirer"


AMENDMENTS: dict[tuple[AmendmentState, AmendmentVerb], AmendmentState] = {
    (AmendmentState.PROPOSED, AmendmentVerb.ACCEPT): AmendmentState.ACCEPTED,
    (AmendmentState.PROPOSED, AmendmentVerb.MODIFY): AmendmentState.MODIFIED,
    (AmendmentState.PROPOSED, AmendmentVerb.REJECT): AmendmentState.REJECTED,
    (AmendmentState.PROPOSED, AmendmentVerb.WITHDRAW): AmendmentState.WITHDRAWN,
}


class ElementKind(StrEnum):
    """What a version is made of."""

    PRINCIPLE = "principe"
    AXIS = "axe"
    OBJECTIVE = "objectif"
    COMMITMENT = "engagement"


# What holds each kind: an objective is in an axis, a commitment in an objective.
PARENT_OF = {ElementKind.OBJECTIVE: ElementKind.AXIS, ElementKind.COMMITMENT: ElementKind.OBJECTIVE}


class Change(StrEnum):
    """What an amendment asks."""

    ADD = "ajouter"
    CHANGE = "modifier"
    REMOVE = "supprimer"


class EventState(StrEnum):
    PLANNED = "prevu"
    HELD = "tenu"
    CANCELLED = "annule"


class EventVerb(StrEnum):
    MOVE = "deplacer"
    REPORT = "rendre_compte"
    CANCEL = "annuler"


EVENTS: dict[tuple[EventState, EventVerb], EventState] = {
    (EventState.PLANNED, EventVerb.MOVE): EventState.PLANNED,
    (EventState.PLANNED, EventVerb.REPORT): EventState.HELD,
    (EventState.PLANNED, EventVerb.CANCEL): EventState.CANCELLED,
    (EventState.HELD, EventVerb.REPORT): EventState.HELD,
}


class EventKind(StrEnum):
    CONSULTATION = "concertation"
    MEETING = "reunion"
    COUNCIL = "conseil"
    RESERVE = "reserve"
    OTHER = "autre"


class Method(StrEnum):
    """How people are asked; each has a weight of effort, a dated setting."""

    SURVEY = "questionnaire"
    MEETING = "reunion"
    WORKSHOP = "atelier"
    INQUIRY = "enquete"
    PANEL = "panel"
    ONLINE = "numerique"
    REACHING_OUT = "aller_vers"


class Public(StrEnum):
    YOUNG = "jeunes"
    ADULTS = "adultes"
    ELDERS = "aines"
    FAR = "eloignes"


class Coverage(StrEnum):
    """What a level offers on a competence."""

    ACTIVE = "active"
    PLANNED = "prevue"
    ABSENT = "absente"
    OUTSIDE = "hors_competence"


class Comparison(StrEnum):
    AT_LEAST = "au_moins"
    AT_MOST = "au_plus"


class Keeping(StrEnum):
    """What the test of a commitment says on a day."""

    KEPT = "tenu"
    NOT_KEPT = "non_tenu"
    NOT_DUE = "a_venir"
    NOT_MEASURABLE = "non_mesurable"


def keeping(value: float | None, *, comparison: Comparison, target: float, is_due: bool) -> Keeping:
    """Return what a test says: a target reached is kept at once, one missed counts from its date on.

    >>> keeping(82.0, comparison=Comparison.AT_LEAST, target=90, is_due=True)
    <Keeping.NOT_KEPT: 'non_tenu'>
    >>> keeping(None, comparison=Comparison.AT_MOST, target=0, is_due=False)
    <Keeping.NOT_MEASURABLE: 'non_mesurable'>
    """
    if value is None:
        return Keeping.NOT_MEASURABLE
    reached = value >= target if comparison == Comparison.AT_LEAST else value <= target
    if reached:
        return Keeping.KEPT
    return Keeping.NOT_KEPT if is_due else Keeping.NOT_DUE
