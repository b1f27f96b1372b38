"""The rota: a panel cut in cohorts, each as near to the whole as can be, so that one leaves at a time."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from belvedere.engines.sortition.departures import coming_columns
from belvedere.engines.sortition.problem import Problem
from belvedere.engines.sortition.programme import Programme, SolverFailed
from belvedere.engines.sortition.renewal import NoRenewal, can_renew

PARTS = 3
FEWEST = 2


@dataclass(frozen=True)
class Thirds:
    """Cohorts of a panel.

    Attributes
    ----------
    cohorts : tuple of tuple of int
        Sorted positions of the members of each; the first leaves first.
    excess : int
        Places, over all quotas and cohorts, beyond the exact share rounded down or up; 0: each mirrors the whole.
    not_renewable : tuple of int
        Cohorts (from 0) whose seats nobody outside the panel could take today within the quotas.
    """

    cohorts: tuple[tuple[int, ...], ...]
    excess: int
    not_renewable: tuple[int, ...]


def thirds_of(
    problem: Problem,
    panel: Collection[int],
    *,
    parts: int = PARTS,
    seated: Mapping[int, int] | None = None,
    candidates: Sequence[int] | None = None,
    seed: int = 0,
) -> Thirds:
    """Cut a panel in cohorts of equal size, ±1, each as representative as possible.

    Parameters
    ----------
    problem : Problem
    panel : collection of int
        Positions of the members.
    parts : int
        How many cohorts.
    seated : mapping of int to int, optional
        Members who keep their cohort (from 0): after a renewal, only newcomers are shared out.
    candidates : sequence of int, optional
        Who could come when a cohort leaves; everyone else of the pool by default.
    seed : int
        Draws the order of the cohorts and, among members of the same values, who is in which: where nobody is seated
        and cohorts are equal, every member has the same chance of each.

    Returns
    -------
    Thirds
        Among the cuts of equal cohorts where each could be renewed, or among all of them when there is none, one of
        least ``excess``.

    Raises
    ------
    NoRenewal
        When there are fewer than two parts, or a cohort that is not one of them.

    Notes
    -----
    One integer programme of types × parts columns; a second, with who could come, only when some cohort of the first
    answer could not be renewed. Rounding every margin of a table down or up: L. H. Cox, *A Constructive Procedure for
    Unbiased Controlled Rounding* (JASA 1987); with three categories and more it may be impossible, hence the excess.

    Examples
    --------
    >>> from belvedere.engines.sortition.problem import Person, Quota
    >>> quotas = (Quota("sexe", "F", 3, 3), Quota("sexe", "H", 3, 3))
    >>> problem = Problem(6, quotas, tuple(Person(str(place), (value,)) for place, value in enumerate("FFFHHH")))
    >>> thirds = thirds_of(problem, range(6), seed=1)
    >>> [[problem.people[place].values[0] for place in cohort] for cohort in thirds.cohorts], thirds.excess
    ([['F', 'H'], ['F', 'H'], ['F', 'H']], 0)
    """
    fixed = {place: cohort for place, cohort in (seated or {}).items() if place in set(panel)}
    if parts < FEWEST or any(not 0 <= cohort < parts for cohort in fixed.values()):
        raise NoRenewal(f"{parts} cohorts: give {FEWEST} or more, and seat members in those only.")
    others = range(len(problem.people)) if candidates is None else candidates
    return _cut(problem, panel, fixed, parts, sorted(set(others).difference(panel)), np.random.default_rng(seed))


def _cut(
    problem: Problem,
    panel: Collection[int],
    fixed: Mapping[int, int],
    parts: int,
    outside: Sequence[int],
    generator: np.random.Generator,
) -> Thirds:
    cut = _Cut(problem, tuple(sorted(panel, key=lambda place: problem.people[place].id)), fixed, parts)
    cut.share(generator)
    cohorts = cut.dealt(generator)
    stuck = _not_renewable(problem, cohorts, outside)
    if stuck and outside and (renewable := cut.renewable(outside)) is not None:
        cohorts = renewable.dealt(generator)
        stuck = _not_renewable(problem, cohorts, outside)
    return Thirds(cohorts, excess_of(problem, cohorts), stuck)


def excess_of(problem: Problem, cohorts: Sequence[Collection[int]]) -> int:
    """Count the places beyond the exact share rounded down or up, over all quotas and cohorts. Plain arithmetic.

    >>> from belvedere.engines.sortition.problem import Person, Quota
    >>> problem = Problem(4, (Quota("sexe", "F", 2, 2),), tuple(Person(name, ("F",)) for name in "ab"))
    >>> excess_of(problem, [(0,), (1,)]), excess_of(problem, [(0, 1), ()])
    (0, 2)
    """
    total = 0
    for row in problem.rows:
        counts = [len(set(row).intersection(cohort)) for cohort in cohorts]
        low, high = _rounded(sum(counts), len(cohorts))
        total += sum(max(0, low - count, count - high) for count in counts)
    return total


def _rounded(count: int, parts: int) -> tuple[int, int]:
    return count // parts, -(-count // parts)


def _not_renewable(problem: Problem, cohorts: Sequence[Sequence[int]], outside: Sequence[int]) -> tuple[int, ...]:
    everyone = [place for cohort in cohorts for place in cohort]
    return tuple(
        number
        for number, cohort in enumerate(cohorts)
        if not can_renew(problem, [place for place in everyone if place not in set(cohort)], outside)
    )


class _Cut:
    """The programme of a cut: how many members of each type are in each cohort."""

    def __init__(self, problem: Problem, panel: tuple[int, ...], fixed: Mapping[int, int], parts: int) -> None:
        self.problem, self.panel, self.fixed, self.parts = problem, panel, fixed, parts
        self.programme = Programme()
        self.kinds: dict[tuple[str, ...], list[int]] = {}
        for place in panel:
            if place not in fixed:
                self.kinds.setdefault(problem.people[place].values, []).append(place)
        self.columns = {
            values: [self.programme.column(upper=len(people)) for _ in range(parts)]
            for values, people in sorted(self.kinds.items())
        }
        for values, columns in self.columns.items():
            count = len(self.kinds[values])
            self.programme.row(dict.fromkeys(columns, 1.0), lower=count, upper=count)
        self.balance = self.require(set(panel), list(self.columns), 1 + len(problem.quotas) * len(panel))
        for quota, row in zip(problem.quotas, problem.rows, strict=True):
            place = problem.categories.index(quota.category)
            self.require(set(row).intersection(panel), [v for v in self.columns if v[place] == quota.value], 1)
        self.whole: tuple[int, ...] = ()

    def require(self, counted: set[int], values: Sequence[tuple[str, ...]], weight: int) -> list[int]:
        """Ask each cohort for its share of these members, rounded; return the columns of the places beyond it."""
        off: list[int] = []
        low, high = _rounded(len(counted), self.parts)
        for part in range(self.parts):
            held = sum(cohort == part and place in counted for place, cohort in self.fixed.items())
            factors = {self.columns[kind][part]: 1.0 for kind in values}
            lacking, beyond = (self.programme.column(cost=weight) for _ in range(2))
            self.programme.row({**factors, lacking: 1.0}, lower=low - held)
            self.programme.row({**factors, beyond: -1.0}, upper=high - held)
            off += [lacking, beyond]
        return off

    def share(self, generator: np.random.Generator) -> None:
        """Solve; where members are already seated the order of cohorts cannot be drawn: chance goes into the costs."""
        answer = self.programme.minimum()
        if answer is None:
            raise SolverFailed("HiGHS finds no way to cut the panel. Report the files.")
        self.whole = answer.whole()
        if not self.fixed or not self.columns:
            return
        costs = {column: cost for column, cost in enumerate(self.programme.costs) if cost}
        self.programme.row(costs, upper=sum(cost * self.whole[column] for column, cost in costs.items()))
        drawn = [column for columns in self.columns.values() for column in columns]
        self.programme.costs = [0.0] * len(self.programme.costs)
        for column, cost in zip(drawn, generator.permutation(len(drawn)).tolist(), strict=True):
            self.programme.costs[column] = float(cost)
        second = self.programme.minimum()
        if second is None:
            raise SolverFailed("HiGHS finds no cut where it found one. Report the files.")
        self.whole = second.whole()

    def renewable(self, outside: Sequence[int]) -> "_Cut | None":
        """Return the cut of least excess, cohorts as equal, where newcomers could take the seats of each, if any.

        Candidates of a member's household are left aside here: the answer is checked with them afterwards.
        """
        other = _Cut(self.problem, self.panel, self.fixed, self.parts)
        homes = {self.problem.people[place].household for place in self.panel} - {None}
        free = [place for place in outside if self.problem.people[place].household not in homes]
        other.programme.row(dict.fromkeys(other.balance, 1.0), upper=sum(self.whole[column] for column in self.balance))
        for part in range(self.parts):
            other.let_renew(part, free)
        answer = other.programme.minimum()
        if answer is None:
            return None
        other.whole = answer.whole()
        return other

    def let_renew(self, part: int, free: Sequence[int]) -> None:
        """Ask for newcomers who keep each quota once a cohort has left."""
        problem, programme = self.problem, self.programme
        coming = coming_columns(programme, problem, free)
        rows: list[tuple[set[int], int, int, int | None, str]] = [
            (set(self.panel), problem.size, problem.size, None, "")
        ]
        for quota, row in zip(problem.quotas, problem.rows, strict=True):
            place = problem.categories.index(quota.category)
            rows.append((set(row).intersection(self.panel), quota.minimum, quota.maximum, place, quota.value))
        for counted, minimum, maximum, category, value in rows:
            held = sum(self.fixed.get(place) != part for place in counted)
            leaving = {
                columns[part]: -1.0
                for values, columns in self.columns.items()
                if category is None or values[category] == value
            }
            come = {column: 1.0 for column, values in coming if category is None or values[category] == value}
            programme.row({**leaving, **come}, lower=minimum - held, upper=maximum - held)

    def dealt(self, generator: np.random.Generator) -> tuple[tuple[int, ...], ...]:
        """Return the cohorts: people drawn within each type, then the order of the cohorts when nobody is seated."""
        found: list[list[int]] = [[] for _ in range(self.parts)]
        for place, cohort in self.fixed.items():
            found[cohort].append(place)
        for values, columns in self.columns.items():
            people = [self.kinds[values][place] for place in generator.permutation(len(self.kinds[values]))]
            for part, column in enumerate(columns):
                count = self.whole[column]
                found[part] += people[:count]
                people = people[count:]
        if not self.fixed:
            found = [found[part] for part in generator.permutation(self.parts)]
        return tuple(tuple(sorted(cohort)) for cohort in found)
