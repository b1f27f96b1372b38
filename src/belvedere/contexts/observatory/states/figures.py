"""The vocabulary of figures: what an indicator measures, how sure an observation is, how an edition lives."""

from enum import IntEnum, StrEnum


class IndicatorKind(StrEnum):
    """What the figure tells of a policy; context is what the policy does not command."""

    MEANS = "moyens"
    OUTPUT = "realisation"
    RESULT = "resultat"
    IMPACT = "impact"
    CONTEXT = "contexte"


class Polarity(IntEnum):
    """Which way is better."""

    LESS_IS_BETTER = -1
    NEITHER = 0
    MORE_IS_BETTER = 1


class Frequency(StrEnum):
    """How often a new value comes (codes of SDMX, CL_FREQ; I: when it comes)."""

    ANNUAL = "A"
    HALF_YEARLY = "S"
    QUARTERLY = "Q"
    MONTHLY = "M"
    IRREGULAR = "I"


class Reuse(StrEnum):
    """Under what right the copy was taken."""

    OPEN = "verte"
    TO_TAKE_AGAIN = "ambre"


class ObservationStatus(StrEnum):
    """The status of a value (codes of SDMX, CL_OBS_STATUS)."""

    NORMAL = "A"
    BREAK = "B"
    ESTIMATED = "E"
    FORECAST = "F"
    IMPUTED = "I"
    MISSING = "M"
    PROVISIONAL = "P"
    WITHHELD = "Q"


class Confidentiality(StrEnum):
    """Whether the value may be read (codes of SDMX, CL_CONF_STATUS)."""

    FREE = "F"
    CONFIDENTIAL = "C"
    SECONDARY = "D"


HIDDEN = frozenset({Confidentiality.CONFIDENTIAL, Confidentiality.SECONDARY})


class EditionState(StrEnum):
    """A file of figures: looked at, published, undone or given up."""

    TO_CHECK = "a_verifier"
    PUBLISHED = "publiee"
    UNDONE = "annulee"
    DROPPED = "abandonnee"


class EditionVerb(StrEnum):
    PUBLISH = "publier"
    UNDO = "annuler"
    DROP = "abandonner"


EDITION_TRANSITIONS: dict[tuple[EditionState, EditionVerb], EditionState] = {
    (EditionState.TO_CHECK, EditionVerb.PUBLISH): EditionState.PUBLISHED,
    (EditionState.TO_CHECK, EditionVerb.DROP): EditionState.DROPPED,
    (EditionState.PUBLISHED, EditionVerb.UNDO): EditionState.UNDONE,
}


class Reader(StrEnum):
    """Who reads an indicator: the rule, the department that answers for it, a panel of inhabitants."""

    COMPUTED = "calcul"
    DEPARTMENT = "service"
    PANEL = "panel"


class Confidence(StrEnum):
    """What a department or a panel expects."""

    CONFIDENT = "confiant"
    FRAGILE = "fragile"
    COMPROMISED = "compromis"


LATE_STATUSES = frozenset({"late", "very_late", "overdue", "receding", "lost"})  # words of the engine


class ContestState(StrEnum):
    OPEN = "ouverte"
    CORRECTED = "corrigee"
    EXPLAINED = "expliquee"


class ContestVerb(StrEnum):
    CORRECT = "corriger"
    EXPLAIN = "expliquer"


CONTEST_TRANSITIONS: dict[tuple[ContestState, ContestVerb], ContestState] = {
    (ContestState.OPEN, ContestVerb.CORRECT): ContestState.CORRECTED,
    (ContestState.OPEN, ContestVerb.EXPLAIN): ContestState.EXPLAINED,
}
