"""The threshold simulator: where exactly, as one answer slides, the verdicts change."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from belvedere.engines.rules.law.conditions import Facts, Value
from belvedere.engines.rules.law.domains import numbers_around
from belvedere.engines.rules.law.law import Law
from belvedere.engines.rules.law.ruleset import Kind, RuleSetError
from belvedere.engines.rules.law.verdict import judge


@dataclass(frozen=True, slots=True)
class Stretch:
    """Numbers for which every verdict is the same: from ``first`` to ``last``, both included (None: no end)."""

    first: float
    last: float | None
    applies: Mapping[str, bool | None]


@dataclass(frozen=True, slots=True)
class Tipping:
    """The first number of a new stretch, the last before it, and the rules whose verdict changes there."""

    before: float
    at: float
    changes: Mapping[str, tuple[bool | None, bool | None]]


def stretches(law: Law, facts: Facts, question: str) -> list[Stretch]:
    """Return the stretches of numbers between which verdicts change, from the lowest number on.

    Parameters
    ----------
    law, facts
        A set of rules on a day; the answers, of which the one to ``question`` is left aside.
    question : str
        A question of kind number or date.

    Raises
    ------
    RuleSetError
        When the answer is not a number.

    Notes
    -----
    Exact to the question's step: every threshold that a rule names is tried, with the number just under and just above.
    """
    asked = law.rules.questions.get(question)
    if asked is None or asked.kind not in {Kind.NUMBER, Kind.DATE}:
        raise RuleSetError(f"« {question} » is not a number that can slide: choose a question of kind nombre or date.")
    thresholds = _thresholds(law, facts, question)
    points = sorted({asked.lowest, *numbers_around(thresholds, asked.step, lowest=asked.lowest)})
    found: list[Stretch] = []
    for point in points:
        slid: dict[str, Value] = {**facts, question: point}
        applies = {name: verdict.applies for name, verdict in judge(law, slid).items()}
        if found and found[-1].applies == applies:
            continue
        if found:
            found[-1] = Stretch(found[-1].first, point - asked.step, found[-1].applies)
        found.append(Stretch(point, None, applies))
    return found


def _thresholds(law: Law, facts: Facts, question: str) -> set[float]:
    found: set[float] = set()
    for bound in law.bindings.values():
        marked = bound.domains.marks
        found |= marked.numbers.get(question, set())
        for other, added in marked.others.get(question, ()):
            answer = facts.get(other)
            if isinstance(answer, int | float):
                found.add(answer + added)
    return found


def tipping_points(law: Law, facts: Facts, question: str) -> list[Tipping]:
    """Return where verdicts change as a number slides, and which."""
    found = stretches(law, facts, question)
    return [
        Tipping(
            before.last if before.last is not None else before.first,
            after.first,
            {
                name: (before.applies[name], value)
                for name, value in after.applies.items()
                if value is not before.applies[name]
            },
        )
        for before, after in pairwise(found)
    ]
