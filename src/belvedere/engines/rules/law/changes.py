"""What would change a verdict: the smallest sets of answers, without those that contradict each other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from belvedere.engines.rules.law.answers import applicable, clashes
from belvedere.engines.rules.law.conditions import Facts, Value
from belvedere.engines.rules.law.law import Law
from belvedere.engines.rules.law.ruleset import Kind
from belvedere.engines.rules.law.search import settled, smallest_changes
from belvedere.engines.rules.law.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Change:
    """Answers to give or to change, together, for a verdict to become ``applies``.

    ``alike``: for a choice, the options that do as well. ``withdrawn``: answers that no longer have a question.
    """

    applies: bool
    answers: Mapping[str, Value]
    alike: Mapping[str, tuple[str, ...]]
    withdrawn: tuple[str, ...]


def what_would_change(law: Law, verdict: Verdict, facts: Facts) -> tuple[Change, ...]:
    """Return the smallest changes of answers that bring a verdict to each value that it has not.

    Parameters
    ----------
    law, verdict, facts
        A set of rules on a day, the verdict of one of them, and the answers that gave it.

    Returns
    -------
    tuple of Change
        A settled verdict has one other value; an undecided one has two. Each change was tried: it does bring the
        verdict to its value. Empty when nothing can change it, as for a rule that is not in force.
    """
    found: list[Change] = []
    for target in (True, False):
        if target is not verdict.applies:
            for change in _towards(law, verdict, facts, target=target):
                if not any(_same(change, other) for other in found):
                    found.append(change)
    return tuple(found)


def _towards(law: Law, verdict: Verdict, facts: Facts, *, target: bool) -> Iterator[Change]:
    bound = verdict.binding

    def can_hold(answers: Mapping[str, Value]) -> bool:
        return not clashes(law, applicable(law, {**facts, **answers}))

    for answers in smallest_changes(bound.applies, facts, bound.domains, target=target, can_hold=can_hold):
        after = {**facts, **answers}
        kept = applicable(law, after)
        alike = {}
        for name in answers:
            if law.rules.questions[name].kind is Kind.CHOICE:
                alike[name] = _alike(law, verdict, {**facts, **answers}, name, target=target)
        yield Change(target, answers, alike, tuple(name for name in after if name not in kept))


def _alike(law: Law, verdict: Verdict, facts: Facts, name: str, *, target: bool) -> tuple[str, ...]:
    bound = verdict.binding
    options = []
    for option in law.rules.questions[name].options:
        kept = applicable(law, {**facts, name: option})
        if settled(bound.applies, kept, bound.domains) is target and not clashes(law, kept):
            options.append(option)
    return tuple(options)


def _same(change: Change, other: Change) -> bool:
    """Return whether two changes differ only by options that do as well."""
    return (
        change.applies is other.applies
        and change.answers.keys() == other.answers.keys()
        and change.alike == other.alike
        and all(value == other.answers[name] for name, value in change.answers.items() if name not in change.alike)
    )
