"""From a problem to a seating: a construction where there is one, then annealing, then a count of everything again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from belvedere.engines.seating.annealing import Cooling, Seats, anneal
from belvedere.engines.seating.measures import balances_of, broken_rules, meetings_of
from belvedere.engines.seating.placing import place
from belvedere.engines.seating.problem import Problem, Seating, SeatingError
from belvedere.engines.seating.rotation import difference_matrix, rotate

DEFAULT_MOVES = 500_000
"""About a second of one processor for 120 people."""
_FROM_CONSTRUCTION = 0.15
_FROM_A_DEAL = 0.5
_ROUTE_SWAPS = 12_000

Watch = Callable[[int, int], bool]
Kept = Mapping[int, Sequence[int]]
"""For the position of a round that stays, the table of each person, -1 for who was not there."""
NOTHING_KEPT: Kept = {}


class NotKept(SeatingError):
    """A seating broke a rule when counted again: nothing is given out."""

    code = "not_kept"


@dataclass(frozen=True)
class Plan:
    """A seating, and how it was made: enough to make it again."""

    seating: Seating
    seed: int
    moves: int
    moves_done: int
    is_constructed: bool
    kept: tuple[int, ...] = ()
    """Positions of the rounds that were given and stay."""

    @property
    def is_stopped(self) -> bool:
        """Whether it was stopped before its last move."""
        return self.moves_done < self.moves


def arrange(
    problem: Problem,
    *,
    seed: int,
    moves: int = DEFAULT_MOVES,
    watch: Watch = lambda _done, _asked: False,
    kept: Kept = NOTHING_KEPT,
) -> Plan:
    """Seat everyone, round after round.

    Parameters
    ----------
    problem
        People, tables, hard constraints.
    seed
        Decides everything that is left to chance.
    moves
        How many exchanges are tried. More is better and longer: the time is proportional.
    watch
        Told now and then how many moves are done, and asked whether to stop; the best so far is then returned.
    kept
        The tables of rounds already played, by position: they stay, and who met there need not meet again.

    Returns
    -------
    Plan
        Within every hard constraint, always, in the rounds that are not kept.

    Raises
    ------
    CannotHold
        When the hard constraints cannot hold, with which.
    TooHard
        When no first place was found in a bounded search.

    Notes
    -----
    O(moves × seats at a table), in O(people²) memory. The same problem, seed and moves give the same plan everywhere.

    Examples
    --------
    >>> from belvedere.engines.seating.problem import Person
    >>> people = tuple(Person(f"{college}{n}", college) for college in "ab" for n in range(3))
    >>> plan = arrange(Problem(people, capacities=((2, 2, 2),) * 3), seed=1, moves=2000)
    >>> sorted({people[a].college + people[b].college for tables in plan.seating
    ...         for a in range(6) for b in range(a) if tables[a] == tables[b]})
    ['ba']
    """
    best: Plan | None = None
    before = 0
    for run in _runs(problem, seed, moves, kept):
        plan = _arrange_once(problem, seed, run, _Part(watch, before, moves), kept)
        before += plan.moves_done
        if best is None or _score(problem, plan.seating) > _score(problem, best.seating):
            best = plan
        if plan.is_stopped or _is_optimal(problem, best.seating):
            break
    assert best is not None  # noqa: S101 -- there is one run at least
    done = before if plan.is_stopped else moves
    return Plan(best.seating, seed, moves, done, best.is_constructed, best.kept)


@dataclass(frozen=True)
class _Run:
    number: int
    moves: int
    is_constructed: bool


@dataclass(frozen=True)
class _Part:
    """Tells of one run as a part of the whole."""

    watch: Watch
    before: int
    asked: int

    def __call__(self, done: int, _asked: int) -> bool:
        return self.watch(self.before + done, self.asked)


def _runs(problem: Problem, seed: int, moves: int, kept: Kept) -> list[_Run]:
    """From a construction, several short runs find more than a long one; from a deal, one long run does."""
    is_constructed = not kept and _construct(problem, _generator(seed, 0)) is not None
    runs = max(1, moves // DEFAULT_MOVES) if is_constructed else 1
    share, more = divmod(moves, runs)
    return [_Run(number, share + (number < more), is_constructed) for number in range(runs)]


def _generator(seed: int, run: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence((seed, run))))


def _arrange_once(problem: Problem, seed: int, run: _Run, watch: Watch, kept: Kept) -> Plan:
    generator = _generator(seed, run.number)
    start = _construct(problem, generator) if run.is_constructed else None
    if start is None:
        start = [
            list(kept[number]) if number in kept else place(problem, number, generator)
            for number in range(problem.rounds)
        ]
    seats = Seats(problem, start)
    warmth = _FROM_CONSTRUCTION if run.is_constructed else _FROM_A_DEAL
    # A construction that reaches the bound in even tables leaves nothing to look for.
    is_best = run.is_constructed and _is_optimal(problem, tuple(map(tuple, start)))
    done = run.moves if is_best else anneal(seats, Cooling(run.moves, warmth), generator, watch, kept=kept.keys())
    seating = tuple(tuple(tables) for tables in seats.table)
    broken = broken_rules(problem, seating, kept=kept.keys())
    if broken:
        raise NotKept(f"The seating breaks a rule ({broken[0]}): nothing is given. Report the files.")
    return Plan(seating, seed, run.moves, done, run.is_constructed, tuple(sorted(kept)))


def _score(problem: Problem, seating: Seating) -> tuple[int, int]:
    """Balance first, then meetings."""
    return -balances_of(problem, seating)[0].out, meetings_of(problem, seating).distinct


def _is_optimal(problem: Problem, seating: Seating) -> bool:
    return meetings_of(problem, seating).gap == 0 and not any(balance.out for balance in balances_of(problem, seating))


def _construct(problem: Problem, generator: np.random.Generator) -> list[list[int]] | None:
    """Return rounds without a repeated pair, or None where tables differ, people come and go, or a rule binds."""
    tables = len(problem.capacities[0]) if problem.capacities else 0
    people = len(problem.people)
    if problem.apart or problem.together or problem.allowed or problem.absent or not tables:
        return None
    if len({*problem.capacities}) > 1 or len(set(problem.capacities[0])) > 1:
        return None
    seats = -(-people // tables)
    matrix = difference_matrix(tables, seats, problem.rounds, generator)
    if matrix is None:
        return None
    return _balance(problem, rotate(matrix, tables, people), _lay_in_classes(problem, tables), tables, generator)


def _lay_in_classes(problem: Problem, tables: int) -> list[int]:
    """Return people in the order of the classes: a class of one college gives one of it to each table, in every round.

    What is left of each college is kept in one class where it fits: two people of a class never meet.
    """
    colleges: dict[str, list[int]] = {}
    for person in sorted(range(len(problem.people)), key=lambda one: problem.people[one].values):
        colleges.setdefault(problem.people[person].college, []).append(person)
    whole: list[int] = []
    left: list[list[int]] = []
    for _college, people in sorted(colleges.items()):
        kept = len(people) // tables * tables
        whole += people[:kept]
        left.append(people[kept:])
    for people in _packed(left, tables):
        whole += people
    return whole


def _packed(left: list[list[int]], tables: int) -> list[list[int]]:
    """Return what is left, classes filled one after the other, the largest remainders that fit first."""
    waiting = sorted((people for people in left if people), key=len, reverse=True)
    ordered: list[list[int]] = []
    room = tables
    while waiting:
        fitting = next((people for people in waiting if len(people) <= room), waiting[-1])
        waiting.remove(fitting)
        ordered.append(fitting)
        room = (room - len(fitting) - 1) % tables + 1
    return ordered


def _balance(
    problem: Problem, places: list[list[int]], route: list[int], tables: int, generator: np.random.Generator
) -> list[list[int]]:
    """Exchange whole routes within classes, which repeats no pair, while colleges are no less balanced."""
    routes = _Routes(places, [problem.features[person][0] for person in route], tables)
    first = generator.integers(0, len(route), _ROUTE_SWAPS).tolist()
    picks = generator.random(_ROUTE_SWAPS).tolist()
    for one, pick in zip(first, picks, strict=True):
        start = one // tables * tables
        other = start + int(pick * (min(start + tables, len(route)) - start))
        if routes.college[one] != routes.college[other] and routes.change(one, other) <= 0:
            routes.exchange(one, other)
            route[one], route[other] = route[other], route[one]
    seating = [[-1] * len(route) for _ in places]
    for spot, person in enumerate(route):
        for number, row in enumerate(places):
            seating[number][person] = row[spot]
    return seating


class _Routes:
    """Which college follows which route, and how many of each sit at each table of each round."""

    def __init__(self, places: list[list[int]], college: list[int], tables: int) -> None:
        self.places = places
        self.college = college
        kinds = 1 + max(college)
        self.counts = [[[0] * kinds for _ in range(tables)] for _ in places]
        for spot, kind in enumerate(college):
            for number, row in enumerate(places):
                self.counts[number][row[spot]][kind] += 1
        totals = [college.count(kind) for kind in range(kinds)]
        self.low = [total // tables for total in totals]
        self.high = [-(-total // tables) for total in totals]

    def _moves(self, one: int, other: int, row: list[int]) -> tuple[tuple[int, int, int], ...]:
        mine, yours, here, there = self.college[one], self.college[other], row[one], row[other]
        return (here, mine, -1), (here, yours, 1), (there, yours, -1), (there, mine, 1)

    def change(self, one: int, other: int) -> int:
        """Return how many more people out of their share there would be."""
        worse = 0
        for number, row in enumerate(self.places):
            for table, kind, change in self._moves(one, other, row):
                count = self.counts[number][table][kind]
                worse += self._out(kind, count + change) - self._out(kind, count)
        return worse

    def _out(self, kind: int, count: int) -> int:
        return max(0, self.low[kind] - count, count - self.high[kind])

    def exchange(self, one: int, other: int) -> None:
        """Let two colleges take each other's route."""
        for number, row in enumerate(self.places):
            for table, kind, change in self._moves(one, other, row):
                self.counts[number][table][kind] += change
        self.college[one], self.college[other] = self.college[other], self.college[one]
