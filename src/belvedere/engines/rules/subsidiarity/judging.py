"""Judges a plan by the rules of subsidiarity: the one door of this engine."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from belvedere.engines.rules.law.conditions import Ask, Facts, Readers, Term, Value, compiled
from belvedere.engines.rules.subsidiarity.facts import FACTS, facts_of
from belvedere.engines.rules.subsidiarity.plan import Asked, Plan
from belvedere.engines.rules.subsidiarity.ruleset import Rule, RuleSet


class Outcome(StrEnum):
    """What a rule says of a plan."""

    KEPT = "kept"
    BROKEN = "broken"
    UNKNOWN = "unknown"
    NOT_CONCERNED = "not_concerned"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A rule's word on a plan: ``because`` are the keys that broke it, ``missing`` the fact that nobody gave."""

    rule: Rule
    outcome: Outcome
    because: tuple[str, ...] = ()
    missing: str = ""


def _reader(name: str) -> Term:
    ask = Ask(name)

    def read(facts: Facts) -> Value | Ask:
        return facts.get(name, ask)

    return read


_READERS: Readers = {name: _reader(name) for name in sorted(FACTS)}


def judge_plan(
    rules: RuleSet, plan: Plan, others: Iterable[Asked], *, figures: Mapping[str, float]
) -> tuple[Verdict, ...]:
    """Judge a plan by each rule, in order.

    Parameters
    ----------
    rules : RuleSet
    plan : Plan
    others : iterable of Asked
        Everything else that was, is or will be asked, without the plan itself.
    figures : mapping
        The numbers in force on the day: ``rules.figures_on(day)``, or those of the authority.

    Returns
    -------
    tuple of Verdict
        One by rule. A rule whose condition lacks a fact is unknown, never kept. O(rules + others).

    Examples
    --------
    >>> from datetime import date
    >>> from belvedere.engines.rules.subsidiarity.ruleset import shipped_rules
    >>> plan = Plan(date(2026, 3, 20), date(2026, 4, 20), "metropole", "metropole", frozenset({"metropole"}),
    ...             touched=frozenset({"royat"}), asked_in=frozenset({"royat"}), to_be_told=frozenset({"royat"}),
    ...             told_on={"royat": date(2026, 3, 10)}, answered_in=frozenset({"royat"}), evaluation_goes_up=True)
    >>> rules = shipped_rules()
    >>> found = judge_plan(rules, plan, [], figures=rules.figures_on(date(2026, 3, 1)))
    >>> [(verdict.rule.id, verdict.because) for verdict in found if verdict.outcome is Outcome.BROKEN]
    [('R3', ('royat',))]
    """
    facts, found = facts_of(plan, others, figures)
    return tuple(_verdict(rule, facts, found, figures) for rule in rules.rules)


def _verdict(rule: Rule, facts: Facts, found: Mapping[str, tuple[str, ...]], figures: Mapping[str, float]) -> Verdict:
    applies = compiled(rule.applies, _READERS, figures.__getitem__)(facts)
    if isinstance(applies, Ask):
        return Verdict(rule, Outcome.UNKNOWN, missing=applies.question)
    if not applies:
        return Verdict(rule, Outcome.NOT_CONCERNED)
    kept = compiled(rule.kept, _READERS, figures.__getitem__)(facts)
    if isinstance(kept, Ask):
        return Verdict(rule, Outcome.UNKNOWN, missing=kept.question)
    return Verdict(rule, Outcome.KEPT) if kept else Verdict(rule, Outcome.BROKEN, found.get(rule.told_by, ()))
