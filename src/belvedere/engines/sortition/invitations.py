"""How many letters to send, stratum by stratum, for a pool to be large enough at a stated risk; then a second wave.

Letters go where candidates to expect are fewest for the population, so that the pool looks like it: many where people
answer little; and small strata receive what their minima ask for. Rates are not known: each is a beta law, shared by
the strata of one group, and what a wave brings makes it narrower.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import log2

import numpy as np
from numpy.typing import NDArray

from belvedere.engines.sortition.answer_rates import DECIMALS, Sent, chance_all_below, chance_any_below
from belvedere.engines.sortition.problem import SortitionError
from belvedere.engines.sortition.strata import Answers, Stratum, answered, check_strata

HALVINGS, FINER = 10, (-0.5, -0.25, 0.25, 0.5)
"""The risk left to each minimum is tried at the whole risk, its half, its quarter…; then nearer to the best of them."""
SPARE = 0.01
"""What may be spared is not when it bends the pool: within a hundredth of the fewest, minima take the least."""

Letters = tuple[int, ...]


class NotEnoughAddresses(SortitionError):
    """Even a letter to every household leaves a higher risk than accepted; ``shortfalls`` has the chances."""

    code = "not_enough_addresses"

    def __init__(self, message: str, shortfalls: "Shortfalls") -> None:
        super().__init__(message)
        self.shortfalls = shortfalls


@dataclass(frozen=True)
class Shortfalls:
    """The chance that the pool is too small, that each stratum stays under its minimum, and a bound on both together.

    Strata of one group are counted together, given their rate; groups, and the whole when there are several, are added
    (Boole's inequality): the true chance that anything lacks never exceeds ``bound``.
    """

    total: float
    by_stratum: tuple[float, ...]
    bound: float


@dataclass(frozen=True)
class Plan:
    """Letters by stratum, in the order of the strata; the chances that something lacks all the same."""

    strata: tuple[Stratum, ...]
    letters: Letters
    wanted: int
    risk: float
    shortfalls: Shortfalls

    @property
    def total(self) -> int:
        """Letters in all."""
        return sum(self.letters)

    @cached_property
    def by_stratum(self) -> dict[str, int]:
        """Letters by name of stratum."""
        return {stratum.name: count for stratum, count in zip(self.strata, self.letters, strict=True)}

    @property
    def expected_pool(self) -> float:
        """Candidates to expect: those there, and those that letters bring at the mean rates."""
        return sum(
            stratum.candidates + (stratum.pending + count) * stratum.rate.mean
            for stratum, count in zip(self.strata, self.letters, strict=True)
        )


def letters_for(strata: Sequence[Stratum], wanted: int, *, risk: float = 0.05) -> Plan:
    """Return the fewest letters with which the pool and each minimum are reached, but for a risk.

    Parameters
    ----------
    strata : sequence of Stratum
    wanted : int
        Candidates in all, those there included.
    risk : float
        Highest chance accepted that the pool or any minimum is not reached, all together.

    Returns
    -------
    Plan
        ``shortfalls.bound`` is at most ``risk``.

    Raises
    ------
    BadStrata
        If names repeat, a count is negative, a group has two rates, or the risk is no chance.
    NotEnoughAddresses
        If even a letter to each household is not enough.

    Notes
    -----
    Each chance is an exact beta-binomial tail, that of the whole pool the exact convolution over groups; how they
    add up to a bound on the joint risk: ``Shortfalls``. Letters follow one sequence (Sainte-Laguë on population ÷
    rate, after what the minima take), so that one more letter never takes one from a stratum; the first plan that
    holds is found by bisection. How much of the risk each minimum may take is tried by halves; of the plans within a
    hundredth of the fewest letters, the one where minima take the least is kept: the nearest to the population.
    Fewest is along these sequences: another sharing, which wrote where people answer most, could do with fewer and
    bend the pool. O(A log A + log A × (groups × wanted² + strata)) for A addresses.

    Examples
    --------
    >>> from belvedere.engines.sortition.answer_rates import AnswerRate
    >>> rate = AnswerRate.expected(0.05, evidence=1000)
    >>> communes = [Stratum("Aubière", 10_000, 3_000, rate), Stratum("Orcines", 3_000, 900, rate, minimum=1)]
    >>> plan = letters_for(communes, 20)
    >>> plan.by_stratum, round(plan.expected_pool, 1), plan.shortfalls.bound <= 0.05
    ({'Aubière': 463, 'Orcines': 139}, 30.1, True)
    """
    rows = tuple(strata)
    check_strata(rows, wanted, risk)
    everywhere = tuple(stratum.addresses for stratum in rows)
    last = shortfalls_of(rows, everywhere, wanted)
    if last.bound > risk:
        raise _not_enough(rows, last, risk)
    letters = _fewest_of_all(rows, wanted, risk)
    return Plan(rows, letters, wanted, risk, shortfalls_of(rows, letters, wanted))


def shortfalls_of(strata: Sequence[Stratum], letters: Sequence[int], wanted: int) -> Shortfalls:
    """Return the chances that something lacks, with so many more letters by stratum."""
    rates = {stratum.group: stratum.rate for stratum in strata}
    parts: dict[str, list[Sent]] = {group: [] for group in rates}
    sent_by = dict.fromkeys(rates, 0)
    for stratum, count in zip(strata, letters, strict=True):
        sent_by[stratum.group] += stratum.pending + count
        parts[stratum.group].append((stratum.pending + count, stratum.lacking))
    missing = max(0, wanted - sum(stratum.candidates for stratum in strata))
    total = chance_all_below([(rates[group], count) for group, count in sent_by.items()], missing)
    by_stratum = tuple(stratum.chance_short(count) for stratum, count in zip(strata, letters, strict=True))
    if len(rates) == 1:
        [(group, count)] = sent_by.items()
        return Shortfalls(total, by_stratum, chance_any_below(rates[group], parts[group], (count, missing)))
    minima = sum(chance_any_below(rate, parts[group]) for group, rate in rates.items())
    return Shortfalls(total, by_stratum, round(min(1.0, total + minima), DECIMALS))


def second_wave(plan: Plan, answers: Mapping[str, Answers], *, risk: float | None = None) -> Plan:
    """Return the letters to add, stratum by stratum, once answers to a plan's letters are in.

    The addresses of the first wave are taken off; letters without an answer yet may still bring one, at the rate
    that the others showed.

    Parameters
    ----------
    plan : Plan
        The wave that was sent, whole.
    answers : mapping of str to Answers
        By name of stratum; a stratum that is not there has none yet.
    risk : float, optional
        That of the plan by default.

    Raises
    ------
    NotARate
        If there are more answers than letters.
    BadStrata
        If a name is of no stratum.
    NotEnoughAddresses
        If the addresses left are too few.

    Examples
    --------
    >>> from belvedere.engines.sortition.answer_rates import AnswerRate
    >>> rate = AnswerRate.expected(0.05)
    >>> first = letters_for([Stratum("Aubière", 10_000, 3_000, rate)], 20)
    >>> second = second_wave(first, {"Aubière": Answers(first.total, 9)})
    >>> first.total, second.total, second.strata[0].candidates
    (1042, 1730, 9)
    """
    return letters_for(answered(sent(plan), answers), plan.wanted, risk=plan.risk if risk is None else risk)


def sent(plan: Plan) -> tuple[Stratum, ...]:
    """Return the strata once the letters of a plan have left."""
    return tuple(
        replace(stratum, addresses=stratum.addresses - count, pending=stratum.pending + count)
        for stratum, count in zip(plan.strata, plan.letters, strict=True)
    )


def _not_enough(strata: Sequence[Stratum], last: Shortfalls, risk: float) -> NotEnoughAddresses:
    chances = [(last.total, "the whole pool"), *zip(last.by_stratum, (one.name for one in strata), strict=True)]
    chance, name = max(chances, key=lambda one: one[0])
    message = (
        f"Even a letter to every household leaves a risk of {last.bound:.1%}, over {risk:.1%}; "
        f"most of it is for {name} ({chance:.1%}). Add addresses, or accept less or more risk."
    )
    return NotEnoughAddresses(message, last)


def _fewest_of_all(strata: Sequence[Stratum], wanted: int, risk: float) -> Letters:
    """Return the fewest letters, but for a few, over the risks that may be left to each minimum, from the largest."""
    tried: dict[Letters, Letters] = {}

    def letters_at(halving: float) -> Letters:
        floors = _floors(strata, risk / 2**halving)
        if floors not in tried:
            tried[floors] = _fewest(strata, floors, wanted, risk)
        return tried[floors]

    best = min(range(HALVINGS), key=lambda halving: sum(letters_at(halving)))
    near = sorted((log2(risk), *range(best + 1), *(best + part for part in FINER)))
    fewest = min(sum(letters_at(halving)) for halving in near)
    return next(letters_at(halving) for halving in near if sum(letters_at(halving)) <= fewest * (1 + SPARE))


def _floors(strata: Sequence[Stratum], risk: float) -> Letters:
    """Return by stratum the fewest letters with which its minimum lacks with this risk at most, as far as it goes."""
    floors = []
    for stratum in strata:
        low, high = 0, stratum.addresses
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if stratum.chance_short(middle) <= risk else (middle + 1, high)
        floors.append(low)
    return tuple(floors)


def _fewest(strata: Sequence[Stratum], floors: Letters, wanted: int, risk: float) -> Letters:
    """Return the shortest start of the sequence from these floors with which the risk is kept."""
    sequence = _sequence(strata, floors)
    low, high = 0, len(sequence)
    while low < high:
        middle = (low + high) // 2
        bound = shortfalls_of(strata, _first(sequence, floors, middle), wanted).bound
        low, high = (low, middle) if bound <= risk else (middle + 1, high)
    return _first(sequence, floors, low)


def _first(sequence: NDArray[np.int64], floors: Letters, count: int) -> Letters:
    added = np.bincount(sequence[:count], minlength=len(floors))
    return tuple(floor + int(more) for floor, more in zip(floors, added, strict=True))


def _sequence(strata: Sequence[Stratum], floors: Letters) -> NDArray[np.int64]:
    """Return the positions of the strata in the order of their letters after the floors, until no address is left.

    A letter goes where the candidates to expect are fewest for the population (Sainte-Laguë, letters weighing as much
    as the candidates that they bring).
    """
    ranges = [np.arange(floor, one.addresses) for one, floor in zip(strata, floors, strict=True)]
    places = np.repeat(np.arange(len(strata)), [len(ranks) for ranks in ranges])
    weights = np.array([one.population / one.rate.mean for one in strata])
    before = np.array([one.candidates / one.rate.mean + one.pending for one in strata])
    ranks = np.concatenate(ranges)
    claims = weights[places] / (2 * (before[places] + ranks) + 1)
    names = np.argsort(np.argsort([one.name for one in strata]))
    order = np.lexsort((ranks, names[places], -claims))
    return np.asarray(places[order], dtype=np.int64)
