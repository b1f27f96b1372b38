"""Recruitments drawn by chance from a pool: can the quotas be filled, with how many letters, what drop-outs cost.

Each simulated recruitment makes letters leave one by one; each is answered with a rate drawn from its beta law; who
answers has the profile of somebody of the pool, drawn at random. Letters leave until a panel exists.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from belvedere.engines.sortition.alternates import alternates_for, dropout_chances, places_lost
from belvedere.engines.sortition.answer_rates import AnswerRate
from belvedere.engines.sortition.feasibility import Conflict, NoPanel, find_conflict
from belvedere.engines.sortition.problem import Person, Problem, SortitionError
from belvedere.engines.sortition.programme import Programme, SolverFailed
from belvedere.engines.sortition.progress import Progress, Tell, silent
from belvedere.engines.sortition.types import Types, types_of

PANELS, SETS = 10, 30
_EAGER = 8
_NORMAL_95 = 1.959963984540054
Counts = tuple[int, ...]


class NotSimulable(SortitionError):
    """A scenario that makes no sense: no recruitment, fewer alternates than none."""

    code = "not_simulable"


@dataclass(frozen=True)
class Scenario:
    """What is simulated.

    Attributes
    ----------
    recruitments : int
        How many are simulated.
    rate : AnswerRate
        What is known of the rate of answers.
    dropout : float
        Chance of a member to drop out.
    dropout_by_value : mapping of (category, value) to float
        Chances of some values, as in ``dropout_chances``.
    alternates : int
        How many alternates each panel has.
    panels : int
        For how many recruitments drop-outs are simulated, at most: alternates take long to choose.
    sets : int
        Sets of drop-outs, for choosing alternates, and as many others for judging them.
    """

    recruitments: int
    rate: AnswerRate
    dropout: float = 0.0
    dropout_by_value: Mapping[tuple[str, str], float] = field(default_factory=dict)
    alternates: int = 0
    panels: int = PANELS
    sets: int = SETS

    @property
    def expects_dropouts(self) -> bool:
        """Whether anyone may drop out at all."""
        return max((self.dropout, *self.dropout_by_value.values())) > 0


@dataclass(frozen=True)
class Simulation:
    """What happened, by recruitment.

    Attributes
    ----------
    pool : int
        People in the pool given.
    respondents : tuple of int
        Answers needed for a panel to exist.
    letters : tuple of int
        Letters needed for these answers.
    loss, loss_without : tuple of float
        Places lost on average by a panel when members drop out, with alternates and without, by panel simulated.
    """

    pool: int
    respondents: tuple[int, ...]
    letters: tuple[int, ...]
    loss: tuple[float, ...]
    loss_without: tuple[float, ...]

    @property
    def filled(self) -> int:
        """Recruitments whose quotas are filled by as many people as the pool has."""
        return sum(count <= self.pool for count in self.respondents)

    def filled_with(self, letters: int) -> int:
        """Return in how many recruitments so many letters are enough."""
        return sum(count <= letters for count in self.letters)


def interval(times: int, trials: int) -> tuple[float, float]:
    """Return the 95 % interval of a chance that was seen so many times (Wilson).

    >>> [round(bound, 3) for bound in interval(95, 100)]
    [0.888, 0.978]
    """
    square = _NORMAL_95**2
    middle = (times + square / 2) / (trials + square)
    half = _NORMAL_95 * sqrt(times * (trials - times) / trials + square / 4) / (trials + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def quantile(values: Sequence[int], level: float) -> int:
    """Return the smallest value that this share of the values does not exceed.

    >>> quantile((10, 40, 20, 30), 0.5), quantile((10, 40, 20, 30), 0.95)
    (20, 40)
    """
    ordered = sorted(values)
    return ordered[max(0, -int(-level * len(ordered) // 1) - 1)]


def simulate(problem: Problem, scenario: Scenario, *, seed: int, progress: Tell = silent) -> Simulation:
    """Simulate recruitments from a pool.

    Parameters
    ----------
    problem : Problem
        The pool stands for those who answer: each simulated answer has the profile of one of its people, drawn with
        equal chances; its households are left aside, for simulated people are strangers.
    scenario : Scenario
    seed : int
        The same seed gives the same result; recruitment number k is the same whatever their number.

    Returns
    -------
    Simulation

    Raises
    ------
    NoPanel
        When no number of people of these profiles makes a panel.
    NotSimulable
        When the scenario makes no sense.
    NoAlternates
        When a chance to drop out is none, or alternates are too few.

    Notes
    -----
    By recruitment, an integer programme of one column by type at each step of a bisection; what plain counting
    refuses asks none. Panels that drop-outs are tried on have random prices: they are not drawn from the fair lottery.

    Examples
    --------
    >>> from belvedere.engines.sortition.problem import Quota
    >>> quotas = (Quota("sexe", "F", 1, 1), Quota("sexe", "H", 1, 1))
    >>> pool = (Person("a", ("F",)), Person("b", ("H",)), Person("c", ("H",)), Person("d", ("F",)))
    >>> found = simulate(Problem(2, quotas, pool), Scenario(4, AnswerRate.expected(0.5)), seed=1)
    >>> found.respondents, found.filled
    ((3, 2, 5, 4), 3)
    """
    if scenario.recruitments < 1 or scenario.sets < 1 or min(scenario.panels, scenario.alternates, seed) < 0:
        raise NotSimulable("Simulate one recruitment or more, one set of drop-outs or more, with a seed from 0 up.")
    dropout_chances(problem, (), scenario.dropout, scenario.dropout_by_value)  # refuses what is no chance
    recruiter = _Recruiter(problem)
    respondents, letters = [], []
    losses: list[tuple[float, float]] = []
    for number in range(scenario.recruitments):
        progress(Progress("recruitments", number, scenario.recruitments))
        generator = np.random.default_rng([seed, number])
        stream, needed = recruiter.answers(generator)
        rate = generator.beta(scenario.rate.yes, scenario.rate.no)
        respondents.append(needed)
        letters.append(needed + int(generator.negative_binomial(needed, rate)))
        if scenario.expects_dropouts and len(losses) < scenario.panels and needed <= recruiter.size:
            losses.append(_losses(recruiter.pool_of(stream), recruiter, scenario, generator))
    progress(Progress("recruitments", scenario.recruitments, scenario.recruitments))
    loss, without = tuple(one for one, _ in losses), tuple(other for _, other in losses)
    return Simulation(recruiter.size, tuple(respondents), tuple(letters), loss, without)


class _Recruiter:
    """Draws people by profile, and tells whether some of them make a panel."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem.without_households()
        self.size = len(problem.people)
        self.types: Types = types_of(self.problem)
        self.weights = self.types.sizes / self.size
        places = {name: place for place, name in enumerate(problem.categories)}
        self.counted = np.array(
            [
                [values[places[quota.category]] == quota.value for values in self.types.values]
                for quota in problem.quotas
            ]
        ).reshape(len(problem.quotas), len(self.types.values))
        self.minima = np.array([quota.minimum for quota in problem.quotas])
        self.programme = self._programme()
        if self._panel(np.full(len(self.types.values), problem.size)) is None:
            raise NoPanel(self._conflict())

    def answers(self, generator: np.random.Generator) -> tuple[NDArray[np.int64], int]:
        """Return types of people in the order of their answers, as many as the pool or more, and how many it takes."""
        stream = self._drawn(generator)
        while True:
            needed = self._needed(stream)
            if needed is not None:
                return stream, needed
            stream = np.concatenate([stream, *(self._drawn(generator) for _ in range(-(-len(stream) // self.size)))])

    def pool_of(self, stream: NDArray[np.int64]) -> Problem:
        """Return the problem whose pool is the first people of a stream, as many as the pool given has."""
        people = tuple(Person(f"{place}", self.types.values[kind]) for place, kind in enumerate(stream[: self.size]))
        return replace(self.problem, people=people)

    def panel_of(self, stream: Sequence[int], generator: np.random.Generator) -> tuple[int, ...]:
        """Return positions of a panel among people of these types, for prices drawn at random."""
        counts = np.bincount(stream, minlength=len(self.types.values))
        self.programme.costs[:] = [float(price) for price in generator.random(len(counts))]
        found = self._panel(counts)
        self.programme.costs[:] = [0.0] * len(counts)
        if found is None:
            raise SolverFailed("A pool that makes a panel made none. Report the files.")
        left = list(found)
        chosen = []
        for place, kind in enumerate(stream):
            if left[kind]:
                left[kind] -= 1
                chosen.append(place)
        return tuple(chosen)

    def _drawn(self, generator: np.random.Generator) -> NDArray[np.int64]:
        return np.asarray(generator.choice(len(self.weights), size=self.size, p=self.weights), dtype=np.int64)

    def _needed(self, stream: NDArray[np.int64]) -> int | None:
        """Return how many of the first people make a panel, or None when all of them do not."""
        reached = np.cumsum(self.counted[:, stream], axis=1) >= self.minima[:, None]
        if not reached[:, -1].all():
            return None
        latest = int(np.argmax(reached, axis=1).max()) + 1 if len(reached) else 1
        low, high = max(self.problem.size, latest), len(stream)
        if low > high or not self._makes_a_panel(stream, high):
            return None
        while low < high:
            middle = low + (high - low) // _EAGER  # plain counting is nearly always right
            low, high = (low, middle) if self._makes_a_panel(stream, middle) else (middle + 1, high)
        return low

    def _makes_a_panel(self, stream: NDArray[np.int64], count: int) -> bool:
        return self._panel(np.bincount(stream[:count], minlength=len(self.weights))) is not None

    def _panel(self, counts: NDArray[np.int64]) -> Counts | None:
        """Return how many people of each type a panel takes; the programme counts it again."""
        self.programme.uppers[:] = [float(count) for count in counts]
        answer = self.programme.minimum()
        return None if answer is None else answer.whole()

    def _programme(self) -> Programme:
        programme = Programme()
        columns = [programme.column() for _ in self.types.values]
        programme.row(dict.fromkeys(columns, 1.0), lower=self.problem.size, upper=self.problem.size)
        for quota, counted in zip(self.problem.quotas, self.counted, strict=True):
            factors = {column: 1.0 for column in columns if counted[column]}
            programme.row(factors, lower=quota.minimum, upper=quota.maximum)
        return programme

    def _conflict(self) -> Conflict:
        """Return why even a pool without end of these profiles makes no panel."""
        copies = range(self.problem.size)
        people = tuple(
            Person(f"{kind}/{copy}", values) for kind, values in enumerate(self.types.values) for copy in copies
        )
        found = find_conflict(replace(self.problem, people=people))
        if found is None:
            raise SolverFailed("No panel was found, and no conflict either. Report the files.")
        return found


def _losses(
    problem: Problem, recruiter: _Recruiter, scenario: Scenario, generator: np.random.Generator
) -> tuple[float, float]:
    """Return the places that a panel of a pool loses on average with alternates and without: on fresh drop-outs."""
    kinds = {values: kind for kind, values in enumerate(recruiter.types.values)}
    panel = recruiter.panel_of([kinds[person.values] for person in problem.people], generator)
    chances = dropout_chances(problem, panel, scenario.dropout, scenario.dropout_by_value)
    choosing, judging = (int(generator.integers(2**31)) for _ in range(2))
    alternates: tuple[int, ...] = ()
    if scenario.alternates:
        found = alternates_for(problem, panel, chances, count=scenario.alternates, seed=choosing, sets=scenario.sets)
        alternates = found.people
    leaving = np.random.default_rng(judging).random((scenario.sets, len(panel))) < np.array(chances)
    return places_lost(problem, panel, alternates, leaving)
