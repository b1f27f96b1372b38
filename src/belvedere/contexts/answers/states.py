"""The states of an answer sheet, of its contributions and of its clock, and what an answer must say to be shown."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SheetState(StrEnum):
    REQUESTED = "demandee"
    ASSIGNED = "attribuee"
    DRAFTED = "soumise"
    VALIDATED = "validee"
    PUBLISHED = "publiee"


class Verb(StrEnum):
    ASSIGN = "attribuer"
    DRAFT = "rediger"
    SUBMIT = "soumettre"
    SEND_BACK = "renvoyer"
    VISA = "viser"
    VALIDATE = "valider"
    PUBLISH = "publier"


class Verdict(StrEnum):
    """What the body does with a recommendation."""

    RETAINED = "retenu"
    PARTLY_RETAINED = "retenu_en_partie"
    UNDER_STUDY = "a_l_etude"
    REJECTED = "ecarte"


class Horizon(StrEnum):
    SHORT = "court"
    MEDIUM = "moyen"
    LONG = "long"


TRANSITIONS: dict[tuple[SheetState, Verb], SheetState] = {
    (SheetState.REQUESTED, Verb.ASSIGN): SheetState.ASSIGNED,
    (SheetState.ASSIGNED, Verb.ASSIGN): SheetState.ASSIGNED,
    (SheetState.ASSIGNED, Verb.DRAFT): SheetState.ASSIGNED,
    (SheetState.ASSIGNED, Verb.SUBMIT): SheetState.DRAFTED,
    (SheetState.DRAFTED, Verb.SEND_BACK): SheetState.ASSIGNED,
    (SheetState.DRAFTED, Verb.VISA): SheetState.DRAFTED,
    (SheetState.DRAFTED, Verb.VALIDATE): SheetState.VALIDATED,
    (SheetState.VALIDATED, Verb.PUBLISH): SheetState.PUBLISHED,
}


class ContributionState(StrEnum):
    """What is asked of a department or of a partner body."""

    ASKED = "demandee"
    GIVEN = "rendue"
    WITHDRAWN = "retiree"


class ContributionVerb(StrEnum):
    GIVE = "rendre"
    WITHDRAW = "retirer"


CONTRIBUTION: dict[tuple[ContributionState, ContributionVerb], ContributionState] = {
    (ContributionState.ASKED, ContributionVerb.GIVE): ContributionState.GIVEN,
    (ContributionState.GIVEN, ContributionVerb.GIVE): ContributionState.GIVEN,
    (ContributionState.ASKED, ContributionVerb.WITHDRAW): ContributionState.WITHDRAWN,
}
OPEN_TO_CONTRIBUTIONS = frozenset({SheetState.REQUESTED, SheetState.ASSIGNED})


class ClockState(StrEnum):
    """The public clock: read from dates, never set by a job."""

    RUNNING = "court"
    SUSPENDED = "suspendue"
    STOPPED = "arretee"


class ClockVerb(StrEnum):
    SUSPEND = "suspendre"
    RESUME = "reprendre"
    STOP = "publier"


CLOCK: dict[tuple[ClockState, ClockVerb], ClockState] = {
    (ClockState.RUNNING, ClockVerb.SUSPEND): ClockState.SUSPENDED,
    (ClockState.SUSPENDED, ClockVerb.RESUME): ClockState.RUNNING,
    (ClockState.RUNNING, ClockVerb.STOP): ClockState.STOPPED,
    (ClockState.SUSPENDED, ClockVerb.STOP): ClockState.STOPPED,
}


class SuspensionReason(StrEnum):
    COMPLEMENT = "complement"
    EXPERTISE = "expertise"
    PARTNER = "partenaire"
    ELECTION = "election"
    FORCE = "force"


class Rung(StrEnum):
    """Who is told that the time runs out: the department that drafts, then the officer, then the elected official."""

    BEFORE = "avant"
    DUE = "echeance"
    AFTER = "apres"


def rungs_reached(days_left: int, *, before: int, after: int) -> tuple[Rung, ...]:
    """Return the rungs of the escalation that are reached, in order; ``days_left`` is negative once late.

    >>> rungs_reached(6, before=5, after=10), rungs_reached(0, before=5, after=10)
    ((), (<Rung.BEFORE: 'avant'>, <Rung.DUE: 'echeance'>))
    """
    reached = {Rung.BEFORE: days_left <= before, Rung.DUE: days_left <= 0, Rung.AFTER: days_left <= -after}
    return tuple(rung for rung, is_reached in reached.items() if is_reached)


COMMITTING = frozenset({Verdict.RETAINED, Verdict.PARTLY_RETAINED})
NEEDS_A_REASON = frozenset({Verdict.PARTLY_RETAINED, Verdict.REJECTED})


@dataclass(frozen=True)
class Draft:
    """What a department says to one recommendation; every part may still be missing."""

    verdict: Verdict | None = None
    text: str = ""
    reason: str = ""
    study_until: date | None = None
    owner: int | None = None
    horizon: Horizon | None = None
    due_on: date | None = None


def kept_parts(draft: Draft) -> Draft:
    """Return the draft without the parts that its verdict has no use for.

    >>> kept_parts(Draft(Verdict.REJECTED, reason="Trop cher", study_until=date(2027, 1, 1))).study_until is None
    True
    """
    commits = draft.verdict in COMMITTING
    return Draft(
        verdict=draft.verdict,
        text=draft.text.strip(),
        reason=draft.reason.strip() if draft.verdict in NEEDS_A_REASON else "",
        study_until=draft.study_until if draft.verdict == Verdict.UNDER_STUDY else None,
        owner=draft.owner if commits else None,
        horizon=draft.horizon if commits else None,
        due_on=draft.due_on if commits else None,
    )


def missing_parts(draft: Draft) -> tuple[str, ...]:
    """Return the names of the parts without which this answer cannot be submitted, in the order of the form.

    >>> missing_parts(Draft(Verdict.REJECTED))
    ('reason',)
    >>> missing_parts(Draft(Verdict.RETAINED, text="Une ligne de nuit."))
    ('owner', 'horizon', 'due_on')
    """
    if draft.verdict is None:
        return ("verdict",)
    commits = draft.verdict in COMMITTING
    needed = {
        "text": draft.verdict != Verdict.REJECTED,
        "reason": draft.verdict in NEEDS_A_REASON,
        "study_until": draft.verdict == Verdict.UNDER_STUDY,
        "owner": commits,
        "horizon": commits,
        "due_on": commits,
    }
    return tuple(part for part, is_needed in needed.items() if is_needed and not getattr(draft, part))
