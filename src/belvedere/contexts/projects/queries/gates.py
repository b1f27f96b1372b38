"""The gates of a project: which points are met, read from facts wherever facts exist."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from belvedere.contexts.projects.models import Approval, Passage, Project
from belvedere.contexts.projects.queries.planning import NOTICES
from belvedere.contexts.projects.queries.projects import answers_of
from belvedere.contexts.projects.states import ConsultationState, Part
from belvedere.contexts.projects.states.gates import SHEETS, Gate, Instance, next_gate
from belvedere.contexts.projects.words import GATES, INSTANCES, ITEMS
from belvedere.engines.rules.law.level import most_open
from belvedere.engines.rules.law.methods import Level

Fact = Callable[[Project, Mapping[str, object], date], bool]


def _is_open(_project: Project, answers: Mapping[str, object], _today: date) -> bool:
    return answers.get("marge") not in {None, "rien"}


def _has_means(_project: Project, answers: Mapping[str, object], _today: date) -> bool:
    return bool(answers.get("jours_agents")) and bool(answers.get("budget_participation"))


def _level_holds(project: Project, answers: Mapping[str, object], _today: date) -> bool:
    most = most_open({name: value for name, value in answers.items() if isinstance(value, str | bool | int | float)})
    return bool(project.level) and most is not None and Level(project.level).rank <= most.rank


def _notice_given(project: Project, _answers: Mapping[str, object], _today: date) -> bool:
    """Tell whether each notice of the plan was given in time; a plan without a notice asks for its opening alone."""
    rows = [row for row in project.deadlines.all() if row.milestone in NOTICES]
    if rows:
        return all(row.done_on is not None and row.done_on <= row.on for row in rows)
    return any(term.proofs.all() for term in project.terms.all())


def _proven(project: Project, _answers: Mapping[str, object], _today: date) -> bool:
    terms = project.terms.all()
    return bool(terms) and all(term.proofs.all() for term in terms)


def _answered(project: Project, _answers: Mapping[str, object], _today: date) -> bool:
    proposals = project.proposals.all()
    return bool(proposals) and all(proposal.outcome for proposal in proposals)


def _knows(*questions: str) -> Fact:
    return lambda _project, answers, _today: all(answers.get(name) is not None for name in questions)


FACTS: Mapping[str, Fact] = {
    "influence": _is_open,
    "commitment": lambda _project, answers, _today: answers.get("mandat_elu") is True,
    "means": _has_means,
    "time": lambda project, _answers, today: project.decision_on is not None and project.decision_on > today,
    "verdict": lambda project, _answers, _today: bool(project.verdicts.all()),
    "open_and_closed": lambda project, _answers, _today: bool(project.open_words and project.decided_words),
    "publics": _knows("publics_eloignes", "qpv", "personnes_touchees"),
    "communes_told": lambda project, _answers, _today: project.communes_told_at is not None,
    "budget": lambda _project, answers, _today: bool(answers.get("budget_participation")),
    "sponsor": lambda project, _answers, _today: any(row.part == Part.SPONSOR for row in project.team.all()),
    "question": lambda project, _answers, _today: bool(project.question),
    "level": _level_holds,
    "answer_days": lambda project, _answers, _today: project.answer_days is not None,
    "decision_date": lambda project, _answers, _today: bool(project.deadlines.all()),
    "terms": lambda project, _answers, _today: bool(project.terms.all()),
    "terms_voted": lambda project, _answers, _today: project.consultation != ConsultationState.TO_FIX,
    "notice": _notice_given,
    "participants": lambda project, _answers, _today: bool(project.participants.all()),
    "terms_proven": _proven,
    "report": lambda project, _answers, _today: project.consultation == ConsultationState.REPORTED,
    "answered": _answered,
    "evaluation": lambda project, _answers, _today: any(score.is_organiser for score in project.scores.all()),
    "lesson": lambda project, _answers, _today: bool(project.lesson),
}


@dataclass(frozen=True)
class Point:
    """A point of a checklist: met or not, read from a fact or ticked by a person."""

    code: str
    title: Promise
    is_met: bool
    is_computed: bool
    note: str


@dataclass(frozen=True)
class Approved:
    """An instance that must approve, and its approval when it is given."""

    instance: Instance
    title: Promise
    approval: Approval | None


@dataclass(frozen=True)
class GateRow:
    """A gate of a project: its points, its approvals, its passage, and whether it is the next."""

    gate: Gate
    title: Promise
    points: tuple[Point, ...]
    approvals: tuple[Approved, ...]
    passage: Passage | None
    is_next: bool
    deliverables: tuple[str, ...]

    @property
    def red(self) -> list[Point]:
        return [point for point in self.points if not point.is_met]

    @property
    def waiting(self) -> list[Approved]:
        return [row for row in self.approvals if row.approval is None]

    @property
    def is_green(self) -> bool:
        return not self.red and not self.waiting


def gate_row(project: Project, gate: Gate, today: date) -> GateRow:
    """Return a gate as it stands on a day; the project's rows were read by ``full_projects``."""
    sheet = SHEETS[gate]
    passages = {row.gate: row for row in project.passages.all()}
    given = {row.instance: row for row in project.approvals.all() if row.gate == gate}
    return GateRow(
        gate=gate,
        title=GATES[gate],
        points=tuple(_points(project, gate, today)),
        approvals=tuple(Approved(one, INSTANCES[one], given.get(one)) for one in sheet.instances),
        passage=passages.get(gate),
        is_next=next_gate(passages) is gate,
        deliverables=sheet.deliverables,
    )


def _points(project: Project, gate: Gate, today: date) -> list[Point]:
    sheet, answers = SHEETS[gate], answers_of(project)
    ticks = {tick.item: tick for tick in project.ticks.all()}
    points = [
        Point(code, ITEMS[code], FACTS[code](project, answers, today), is_computed=True, note="")
        for code in sheet.computed
    ]
    for code in sheet.ticked:
        tick = ticks.get(code)
        is_met = tick is not None and tick.is_met
        points.append(Point(code, ITEMS[code], is_met, is_computed=False, note=tick.note if tick else ""))
    return points


def gates_of(project: Project, today: date) -> list[GateRow]:
    """Return every gate of a project."""
    return [gate_row(project, gate, today) for gate in Gate]


def gate_ahead(project: Project, today: date) -> GateRow | None:
    """Return the next gate of a project; None once all are passed."""
    gate = next_gate(row.gate for row in project.passages.all())
    return None if gate is None else gate_row(project, gate, today)
