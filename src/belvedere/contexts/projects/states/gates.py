"""The seven gates of project governance, and the one before them: who meets, what must be true, what is produced."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Gate(StrEnum):
    OPPORTUNITY = "P0"
    FRAME = "P1"
    MANDATE = "P2"
    READY = "P3"
    MIDWAY = "P4"
    REPORT = "P5"
    DECISION = "P6"
    FOLLOW_UP = "P7"


class Instance(StrEnum):
    """Who approves."""

    LEAD = "chef_de_projet"
    MANAGEMENT = "direction_generale"
    COTECH = "cotech"
    COPIL = "copil"
    COUNCIL = "conseil"
    FOLLOW_UP = "comite_de_suivi"


@dataclass(frozen=True, slots=True)
class GateSheet:
    """A gate: who approves it, what is read from facts, what a person ticks, what it produces."""

    gate: Gate
    instances: tuple[Instance, ...]
    computed: tuple[str, ...]
    ticked: tuple[str, ...]
    deliverables: tuple[str, ...]

    @property
    def items(self) -> tuple[str, ...]:
        return (*self.computed, *self.ticked)


SHEETS: Mapping[Gate, GateSheet] = {
    sheet.gate: sheet
    for sheet in (
        GateSheet(
            Gate.OPPORTUNITY,
            (Instance.LEAD, Instance.MANAGEMENT),
            ("influence", "commitment", "means", "time", "verdict"),
            ("problem", "already_said", "load"),
            ("fiche_opportunite",),
        ),
        GateSheet(
            Gate.FRAME,
            (Instance.COTECH,),
            ("open_and_closed", "publics", "communes_told", "budget"),
            ("verdict_reviewed",),
            ("note_cadrage",),
        ),
        GateSheet(
            Gate.MANDATE,
            (Instance.COPIL, Instance.COUNCIL),
            ("sponsor", "question", "level", "answer_days", "decision_date", "terms"),
            ("bound_body",),
            ("mandat_concertation", "delib_objectifs_modalites", "declaration_intention"),
        ),
        GateSheet(
            Gate.READY,
            (Instance.COTECH,),
            ("terms_voted", "notice"),
            ("readable_file", "register", "accessibility", "privacy", "rooms", "paper"),
            ("dossier_concertation", "avis_concertation", "registre"),
        ),
        GateSheet(
            Gate.MIDWAY,
            (Instance.COTECH,),
            ("participants",),
            ("reinforcement", "answers_in_15_days"),
            ("point_etape",),
        ),
        GateSheet(
            Gate.REPORT,
            (Instance.COPIL, Instance.COUNCIL),
            ("terms_proven", "report"),
            ("contributions_read", "minority"),
            ("bilan_concertation", "tableau_preuves_modalites", "delib_bilan"),
        ),
        GateSheet(Gate.DECISION, (Instance.COUNCIL,), ("answered",), ("told",), ("reddition_comptes",)),
        GateSheet(
            Gate.FOLLOW_UP,
            (Instance.FOLLOW_UP,),
            ("evaluation", "lesson"),
            ("works_told", "feedback", "promises_checked"),
            ("fiche_evaluation",),
        ),
    )
}


def next_gate(passed: Iterable[str]) -> Gate | None:
    """Return the first gate that is not passed; None when all are.

    >>> next_gate([]), next_gate(["P0", "P1"]), next_gate(list(Gate))
    (<Gate.OPPORTUNITY: 'P0'>, <Gate.MANDATE: 'P2'>, None)
    """
    done = set(passed)
    return next((gate for gate in Gate if gate not in done), None)


def gate_of_deliverable(kind: str) -> Gate | None:
    """Return the gate that a deliverable belongs to.

    >>> gate_of_deliverable("registre"), gate_of_deliverable("delib_l5211_11_2")
    (<Gate.READY: 'P3'>, None)
    """
    return next((sheet.gate for sheet in SHEETS.values() if kind in sheet.deliverables), None)
