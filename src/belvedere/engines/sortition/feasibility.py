"""Why no panel exists: a smallest set of rules that cannot hold together, and the reason in a sentence.

Any set of people breaks some of the rules. Each infeasible set of rules holds at least one of the rules that it breaks:
so a set that meets all that were seen so far, and is the smallest to do so, is either infeasible, and then a smallest
conflict, or kept by another set of people, which says more. This ends on a conflict proven smallest (implicit hitting
sets: Ignatiev et al., *Smallest MUS Extraction with Minimal Hitting Set Dualization*, CP 2015).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from belvedere.engines.sortition.gathering import Gathering
from belvedere.engines.sortition.problem import Problem, SortitionError
from belvedere.engines.sortition.programme import Programme, SolverFailed
from belvedere.engines.sortition.reasons import Reason, reason_of
from belvedere.engines.sortition.rules import Rule, broken_by, rules_of

ROUNDS = 100
"""How many sets of people are looked at before a conflict is only said to have nothing to spare."""


@dataclass(frozen=True)
class Conflict:
    """Rules that cannot hold together; without any one of them, the others can.

    Attributes
    ----------
    rules : tuple of Rule
        In the order of the problem: size, minima, maxima, households.
    is_smallest : bool
        Whether it is proven that no conflict has fewer rules.
    reason : Reason
        Why, for a screen; ``sentence`` says it in English.
    """

    rules: tuple[Rule, ...]
    is_smallest: bool
    reason: Reason

    @property
    def sentence(self) -> str:
        """The reason, and the rules in conflict."""
        return f"{self.reason.sentence} In conflict: {'; '.join(rule.sentence for rule in self.rules)}."


class NoPanel(SortitionError):
    """No panel keeps all the rules."""

    code = "no_panel"

    def __init__(self, conflict: Conflict) -> None:
        super().__init__(f"No panel exists. {conflict.sentence} Relax one of them, or widen the pool.")
        self.conflict = conflict


def find_conflict(problem: Problem, *, rounds: int = ROUNDS) -> Conflict | None:
    """Return a smallest set of rules that cannot hold together, or None when a panel exists.

    Parameters
    ----------
    problem : Problem
    rounds : int
        After so many sets of people, the search for the smallest stops, and the conflict has nothing to spare only.

    Returns
    -------
    Conflict or None

    Notes
    -----
    Each round solves three integer programmes, on the categories in question only for two of them. The number of
    rounds grows exponentially at worst; conflicts of real tables take fewer than 20.

    Examples
    --------
    >>> from belvedere.engines.sortition.problem import Person, Quota
    >>> quotas = (Quota("sexe", "F", 2, 3), Quota("sexe", "H", 2, 3))
    >>> people = tuple(Person(str(i), (value,)) for i, value in enumerate("FFFHHH"))
    >>> find_conflict(Problem(4, quotas, people)) is None
    True
    >>> conflict = find_conflict(Problem(3, quotas, people))
    >>> [rule.sentence for rule in conflict.rules], conflict.is_smallest
    (['3 people in all', 'at least 2 of sexe = F', 'at least 2 of sexe = H'], True)
    >>> conflict.reason.sentence
    'The minima of sexe add up to 4: more than the 3 places.'
    """
    return conflict_with(problem, None, rounds=rounds)


def conflict_with(
    problem: Problem, person: int | None, *, known: Iterable[tuple[Rule, ...]] = (), rounds: int = ROUNDS
) -> Conflict | None:
    """Return a smallest set of rules that no set of people with this person (position) keeps, or None.

    A set of rules ``known`` from someone else is preferred among equals, so that people share their reasons.
    """
    search = _Search(problem, rules_of(problem), person)
    broken = [search.broken_beside(())]
    if not broken[0]:
        return None
    shared = min((rules for rules in known if not search.can_hold(rules)), key=len, default=None)
    for _ in range(rounds):
        candidate = smallest_hitting_set(search.rules, broken)
        if shared and len(candidate) >= len(shared):
            return search.conflict(shared, is_smallest=True)
        if not search.can_hold(candidate):
            return search.conflict(candidate, is_smallest=True)
        broken.append(search.broken_beside(candidate))
    return search.conflict(search.without_spare(), is_smallest=False)


def smallest_hitting_set(rules: Sequence[Rule], sets: Iterable[Collection[Rule]]) -> tuple[Rule, ...]:
    """Return the fewest rules that meet every set.

    >>> from belvedere.engines.sortition.rules import Side
    >>> a, b, c = (Rule(Side.SIZE, bound) for bound in range(3))
    >>> smallest_hitting_set((a, b, c), ((a, b), (b, c))) == (b,)
    True
    """
    programme = Programme()
    columns = {rule: programme.column(cost=1, upper=1) for rule in rules}
    for met in sets:
        programme.row({columns[rule]: 1 for rule in rules if rule in met}, lower=1)
    answer = programme.minimum()
    if answer is None:
        raise SolverFailed("A set of rules to meet was empty.")
    return tuple(rule for rule, chosen in zip(rules, answer.whole(), strict=True) if chosen)


@dataclass(frozen=True)
class _Search:
    problem: Problem
    rules: tuple[Rule, ...]
    including: int | None

    def can_hold(self, rules: Collection[Rule]) -> bool:
        """Tell whether some set of people keeps these rules, counting it again."""
        gathering = Gathering(self.problem, rules, self.including)
        for rule in rules:
            gathering.keep(rule)
        people = gathering.nearest()
        if people is not None and broken_by(self.problem, rules, people):
            raise SolverFailed("A set of people said to keep the rules breaks one.")
        return people is not None

    def broken_beside(self, kept: Collection[Rule]) -> frozenset[Rule]:
        """Return the rules broken by a set of people who keep these ones and break the fewest others."""
        gathering = Gathering(self.problem, self.rules, self.including)
        for rule in self.rules:
            (gathering.keep if rule in kept else gathering.may_break)(rule)
        people = gathering.nearest()
        if people is None or broken_by(self.problem, kept, people):
            raise SolverFailed("Rules said to hold together are broken.")
        return broken_by(self.problem, self.rules, people)

    def without_spare(self) -> tuple[Rule, ...]:
        """Return a conflict none of whose rules can be spared, by trying to spare each in turn."""
        needed = self.rules
        for rule in reversed(self.rules):
            others = tuple(other for other in needed if other != rule)
            if not self.can_hold(others):
                needed = others
        return needed

    def conflict(self, rules: tuple[Rule, ...], *, is_smallest: bool) -> Conflict:
        return Conflict(rules, is_smallest, reason_of(self.problem, rules, self.including))
