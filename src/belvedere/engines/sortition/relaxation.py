"""The least that could be given up for a panel to exist: several proposals, each minimal; the person decides.

A relaxation lowers minima and raises maxima. It is *minimal* when moving any of its bounds one person less leaves no
panel. The first proposal is the cheapest; each of the next ones is the cheapest that leaves alone at least one of the
bounds moved by each of those before; the last ones move the size too. None goes past the flexible bounds of a quota; a
maximum of 0 closes a value and stays 0 unless its flexible maximum says otherwise; one person by household is never
given up.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from belvedere.engines.sortition.gathering import Gathering
from belvedere.engines.sortition.problem import Problem
from belvedere.engines.sortition.programme import SolverFailed
from belvedere.engines.sortition.rules import Rule, Side, rules_of


def weight_of(rule: Rule) -> int:
    """Return what moving a bound by one person costs, in hundredths: 1 + 2 ÷ bound, so small quotas cost more.

    Where the size may move, a place costs one hundredth: the quotas are spared first.

    >>> from belvedere.engines.sortition.problem import Quota
    >>> quota = Quota("age", "16-24", 2, 50)
    >>> [weight_of(Rule(Side.MINIMUM, bound, quota)) for bound in (1, 2, 10, 50)]
    [300, 200, 120, 104]
    """
    return 100 + round(200 / max(rule.bound, 1)) if rule.quota else 1


@dataclass(frozen=True, slots=True)
class Change:
    """A rule, and the bound that it would have."""

    rule: Rule
    bound: int

    @property
    def sentence(self) -> str:
        """The change in words.

        >>> Change(Rule(Side.SIZE, 20), 12).sentence
        'lower the size from 20 to 12'
        """
        verb = "raise" if self.bound > self.rule.bound else "lower"
        quota = self.rule.quota
        named = f" of {quota.category} = {quota.value}" if quota else ""
        return f"{verb} the {self.rule.side}{named} from {self.rule.bound} to {self.bound}"


@dataclass(frozen=True)
class Relaxation:
    """Changes that make a panel exist, and nothing to spare.

    Attributes
    ----------
    changes : tuple of Change
        In the order of the problem's rules.
    cost : int
        Sum of the weights, in hundredths.
    panel : tuple of int
        People (sorted positions) who keep the relaxed rules, counted again.
    """

    changes: tuple[Change, ...]
    cost: int
    panel: tuple[int, ...]

    @property
    def sentence(self) -> str:
        """The changes in words."""
        return "; ".join(change.sentence for change in self.changes)

    def applied_to(self, problem: Problem) -> Problem:
        """Return the problem with the changes."""
        minima, maxima = (
            {change.rule.quota: change.bound for change in self.changes if change.rule.side == side}
            for side in (Side.MINIMUM, Side.MAXIMUM)
        )
        quotas = tuple(
            replace(quota, minimum=minima.get(quota, quota.minimum), maximum=maxima.get(quota, quota.maximum))
            for quota in problem.quotas
        )
        size = next((change.bound for change in self.changes if change.rule.side == Side.SIZE), problem.size)
        return replace(problem, size=size, quotas=quotas)


def relaxations(
    problem: Problem, count: int = 3, *, weigh: Callable[[Rule], int] = weight_of
) -> tuple[Relaxation, ...]:
    """Return distinct minimal relaxations: ``count`` at the size asked, then one with fewer places, one with more.

    Parameters
    ----------
    problem : Problem
    count : int
        How many at the size asked; there may be fewer, and none when the flexible bounds leave no room. Fewer or
        more places are proposed where they spare the quotas.
    weigh : callable
        What moving a bound by one person costs (a positive whole number).

    Returns
    -------
    tuple of Relaxation
        Empty when a panel exists already.

    Notes
    -----
    Two integer programmes by proposal at the size asked, one by proposal of another size. What is cheapest among the
    relaxations that leave some bounds alone is minimal: a smaller one would leave them alone too, and cost less.
    A second programme checks it. When the bounds left alone exclude everything, proposals that move the same bounds,
    one of them less far, come next.

    Examples
    --------
    >>> from belvedere.engines.sortition.problem import Person, Quota
    >>> quotas = (Quota("sexe", "F", 2, 3), Quota("sexe", "H", 3, 3))
    >>> people = tuple(Person(str(i), (value,)) for i, value in enumerate("FFFHHH"))
    >>> for relaxation in relaxations(Problem(4, quotas, people)):
    ...     print(relaxation.cost, relaxation.sentence)
    167 lower the minimum of sexe = H from 3 to 2
    200 lower the minimum of sexe = F from 2 to 1
    1 raise the size from 4 to 5
    """
    search = _Search(problem, weigh)
    same_size = search.at_this_size(count)
    if same_size and not same_size[0].changes:
        return ()
    others = (search.of_another_size(step) for step in (-1, 1))
    return (*same_size, *(relaxation for relaxation in others if relaxation is not None))


@dataclass(frozen=True, slots=True)
class _Move:
    """A bound that may move, one way, so far at most."""

    rule: Rule
    step: int
    most: int


_Amounts = dict[_Move, int]
"""By how many people each bound moves; those that stay are left out."""


def _moves_of(problem: Problem) -> Iterator[_Move]:
    sizes = {quota: len(row) for quota, row in zip(problem.quotas, problem.rows, strict=True)}
    for rule in rules_of(problem):
        if rule.side == Side.SIZE:
            yield _Move(rule, -1, rule.bound - 1)
            yield _Move(rule, 1, max(0, len(problem.people) - rule.bound))
        elif rule.quota is not None and rule.side == Side.MINIMUM:
            yield _Move(rule, -1, max(0, rule.bound - (rule.quota.flexible_minimum or 0)))
        elif rule.quota is not None:
            furthest = rule.quota.flexible_maximum
            if furthest is None:
                furthest = sizes[rule.quota] if rule.bound else 0
            yield _Move(rule, 1, max(0, min(furthest, sizes[rule.quota]) - rule.bound))


def _one_less(amounts: _Amounts) -> _Amounts:
    return {move: amount - 1 for move, amount in amounts.items()}


class _Search:
    def __init__(self, problem: Problem, weigh: Callable[[Rule], int]) -> None:
        self.problem = problem
        self.weigh = weigh
        self.moves = tuple(move for move in _moves_of(problem) if move.most > 0)
        self.bounds = tuple(move for move in self.moves if move.rule.side != Side.SIZE)

    def at_this_size(self, count: int) -> tuple[Relaxation, ...]:
        """Return minimal relaxations that keep the size."""
        found: list[_Amounts] = []
        relaxations: list[Relaxation] = []
        limits = {move: move.most for move in self.bounds}
        while len(found) < count:
            answer = self._cheapest(limits, [dict.fromkeys(known, 0) for known in found])
            if answer is None:
                answer = self._cheapest(limits, [_one_less(known) for known in found])
            if answer is None:
                break
            if self._smallest_within(answer[0]) != answer[0]:
                raise SolverFailed("A relaxation said to be minimal is not.")
            found.append(answer[0])
            relaxations.append(self._relaxation(*answer))
            if not answer[0]:
                break
        return tuple(relaxations)

    def of_another_size(self, step: int) -> Relaxation | None:
        """Return the cheapest relaxation when the size may go down (step −1) or up (1), if it does."""
        sizes = [move for move in self.moves if move.rule.side == Side.SIZE and move.step == step]
        answer = self._cheapest({move: move.most for move in (*sizes, *self.bounds)})
        if answer is None or not set(sizes).intersection(answer[0]):
            return None
        return self._relaxation(*answer)

    def _smallest_within(self, amounts: _Amounts) -> _Amounts:
        """Return amounts that suffice and move the bounds least in all, none further than these."""
        answer = self._cheapest(amounts, weigh=lambda _: 1)
        if answer is None:
            raise SolverFailed("A relaxation said to be enough is not.")
        return answer[0]

    def _cheapest(
        self, limits: _Amounts, ceilings: Iterable[_Amounts] = (), weigh: Callable[[Rule], int] | None = None
    ) -> tuple[_Amounts, tuple[int, ...]] | None:
        """Return the cheapest amounts within limits, one of them at least under each of the ceilings, and people."""
        rules = rules_of(self.problem)
        gathering = Gathering(self.problem, rules)
        programme, cost = gathering.programme, weigh or self.weigh
        columns = {move: programme.column(cost=cost(move.rule), upper=limit) for move, limit in limits.items()}
        for rule in rules:
            gathering.keep(rule, {column: -move.step for move, column in columns.items() if move.rule == rule})
        for ceiling in ceilings:
            under = {move: programme.column(upper=1) for move in ceiling}
            programme.row(dict.fromkeys(under.values(), 1), lower=1)
            for move, column in under.items():
                programme.row({columns[move]: 1, column: limits[move] - ceiling[move]}, upper=limits[move])
        answer = programme.minimum()
        if answer is None:
            return None
        amounts = {move: answer.whole()[column] for move, column in columns.items()}
        return {move: amount for move, amount in amounts.items() if amount}, gathering.people(answer)

    def _relaxation(self, amounts: _Amounts, people: tuple[int, ...]) -> Relaxation:
        moved = [(move, amounts[move]) for move in self.moves if move in amounts]
        changes = tuple(Change(move.rule, move.rule.bound + move.step * amount) for move, amount in moved)
        cost = sum(self.weigh(move.rule) * amount for move, amount in moved)
        relaxation = Relaxation(changes, cost, people)
        if not relaxation.applied_to(self.problem).is_panel(people):
            raise SolverFailed("A panel said to keep the relaxed rules breaks one.")
        return relaxation
