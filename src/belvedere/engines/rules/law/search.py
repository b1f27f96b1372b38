"""Exact questions to a condition: can it still be both, which answers can change it, what would change it."""

from collections.abc import Callable, Iterator, Mapping

from belvedere.engines.rules.law.conditions import Ask, Condition, Facts, Value, float_of
from belvedere.engines.rules.law.domains import Domains

_MOST_CHANGES = 12


def settled(condition: Condition, facts: Facts, domains: Domains) -> bool | None:
    """Return the only value that a condition can take whatever the missing answers, or None when it can take both.

    Notes
    -----
    Kleene's logic first; where it does not know, every class of missing answers is tried until both values are seen
    (``a or not a`` is true). Adding an answer can therefore never unsettle what was settled.
    """
    value = condition(facts)
    if not isinstance(value, Ask):
        return value
    first: bool | None = None
    for seen in _outcomes(condition, dict(facts), domains):
        if first is None:
            first = seen
        elif seen is not first:
            return None
    return first


def _outcomes(condition: Condition, facts: dict[str, Value], domains: Domains) -> Iterator[bool]:
    value = condition(facts)
    if not isinstance(value, Ask):
        yield value
        return
    name = value.question
    for answer in domains.values(name, facts):
        facts[name] = answer
        yield from _outcomes(condition, facts, domains)
    del facts[name]


def can_change(condition: Condition, facts: Facts, domains: Domains, name: str) -> bool:
    """Return whether the answer to a question, still unknown, can change a condition for some of the other answers."""
    return _differs(condition, dict(facts), domains, name)


def _differs(condition: Condition, facts: dict[str, Value], domains: Domains, name: str) -> bool:
    value = condition(facts)
    if not isinstance(value, Ask):
        return False
    other = value.question
    if other == name:
        outcomes = _each(condition, facts, domains, name)
        if len({outcome for outcome in outcomes if not isinstance(outcome, Ask)}) > 1:
            return True
        unknown = next((outcome for outcome in outcomes if isinstance(outcome, Ask)), None)
        if unknown is None:
            return False
        other = unknown.question
    for answer in domains.values(other, facts):
        facts[other] = answer
        found = _differs(condition, facts, domains, name)
        del facts[other]
        if found:
            return True
    return False


def _each(condition: Condition, facts: dict[str, Value], domains: Domains, name: str) -> list[bool | Ask]:
    found = []
    for answer in domains.values(name, facts):
        facts[name] = answer
        found.append(condition(facts))
    del facts[name]
    return found


def smallest_changes(
    condition: Condition,
    facts: Facts,
    domains: Domains,
    *,
    target: bool,
    can_hold: Callable[[Facts], bool] = lambda _answers: True,
) -> tuple[Mapping[str, Value], ...]:
    """Return the smallest sets of answers that bring a condition to a value.

    Parameters
    ----------
    condition, facts, domains
        A condition, the answers known, and the classes of answers that it can tell apart.
    target : bool
        The value to reach.
    can_hold : callable
        Whether changed answers, given alone, can hold with the others.

    Returns
    -------
    tuple of mapping
        Answers to give or change together: those that change the fewest known answers and, among them, need the fewest
        new ones; at most twelve. Numbers are the nearest that do it. Empty when nothing can.

    Notes
    -----
    Branch and bound over the answers in the order in which the condition reads them; exponential at worst in their
    number, a few dozen steps for a rule of law.
    """
    search = _Search(condition, facts, domains, target=target, can_hold=can_hold)
    search.go({}, (0, 0))
    return tuple(list(search.found.values())[:_MOST_CHANGES])


class _Search:
    """Looks for the cheapest ways to a value."""

    def __init__(
        self,
        condition: Condition,
        facts: Facts,
        domains: Domains,
        *,
        target: bool,
        can_hold: Callable[[Facts], bool],
    ) -> None:
        self.condition, self.facts, self.domains, self.target = condition, facts, domains, target
        self.can_hold = can_hold
        self.best: tuple[int, int] | None = None
        self.found: dict[frozenset[tuple[str, Value]], dict[str, Value]] = {}

    def go(self, chosen: dict[str, Value], cost: tuple[int, int]) -> None:
        if self.best is not None and cost > self.best:
            return
        value = self.condition(chosen)
        if not isinstance(value, Ask):
            if value is self.target:
                self.keep(chosen, cost)
            return
        name = value.question
        current = self.facts.get(name)
        answers = self.domains.values(name, {**self.facts, **chosen}, current)
        for answer in sorted(answers, key=lambda one: one != current):
            changed = current is not None and answer != current
            more = (cost[0] + changed, cost[1] + (current is None))
            self.go(chosen | {name: answer}, more)

    def keep(self, chosen: dict[str, Value], cost: tuple[int, int]) -> None:
        """Keep a way; of those that differ only by how far a number goes on the same side, the nearest."""
        changes = {name: answer for name, answer in chosen.items() if self.facts.get(name) != answer}
        if not self.can_hold(changes):
            return
        if self.best is None or cost < self.best:
            self.best, self.found = cost, {}
        way = frozenset((name, self.side(name, answer)) for name, answer in changes.items())
        kept = self.found.get(way)
        if kept is None or self.distance(changes) < self.distance(kept):
            self.found[way] = changes

    def side(self, name: str, answer: Value) -> Value:
        if isinstance(answer, bool | str):
            return answer
        current = self.facts.get(name)
        return "" if current is None else float_of(answer) > float_of(current)

    def distance(self, changes: Mapping[str, Value]) -> float:
        return sum(
            abs(float_of(answer) - float_of(self.facts.get(name, 0)))
            for name, answer in changes.items()
            if not isinstance(answer, bool | str)
        )
