"""Renews a part of a standing panel: newcomers drawn so that they and those who stay keep every quota together.

Those who stay hold a part of each quota: what they leave is a problem of its own, on the candidates, and its fairest
lottery is that of the newcomers. Every panel of it is then counted again, with those who stay, against the quotas of
the whole.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from belvedere.engines.sortition.feasibility import NoPanel, find_conflict
from belvedere.engines.sortition.oracle import Oracle
from belvedere.engines.sortition.polytope import polytope_of
from belvedere.engines.sortition.problem import Person, Problem, Quota, SortitionError
from belvedere.engines.sortition.programme import SolverFailed
from belvedere.engines.sortition.progress import Tell
from belvedere.engines.sortition.seating import Seats
from belvedere.engines.sortition.solving import NotProven, Objective, Solution, solve
from belvedere.engines.sortition.types import types_of


class NoRenewal(SortitionError):
    """A renewal that cannot be asked: a person who does not sit, no seat to fill, a negative number."""

    code = "no_renewal"


class Priority(StrEnum):
    """What becomes of candidates who sat before, once their cooling period is over."""

    LAST = "last"
    """They come only where the quotas cannot be held without them, as few as possible."""
    EQUAL = "equal"
    """They are candidates like the others."""
    NEVER = "never"
    """Nobody sits twice."""


class Refusal(StrEnum):
    """Why somebody of the pool cannot be drawn at this renewal."""

    LEAVES = "leaves"
    COOLING = "cooling"
    SERVED = "served"
    HOUSEHOLD = "household"


@dataclass(frozen=True, slots=True)
class Words:
    """How the category that a renewal adds, and its values, are called in what is published."""

    category: str = "membership"
    stays: str = "stays"
    former: str = "former member"
    new: str = "new"


@dataclass(frozen=True, slots=True)
class Terms:
    """The rules of return: how many renewals somebody who left waits, and with which priority she comes back."""

    cooling_renewals: int = 0
    priority: Priority = Priority.LAST
    words: Words = Words()


@dataclass(frozen=True)
class Renewal:
    """Who stays, who leaves, and the lottery of the newcomers.

    Attributes
    ----------
    problem : Problem
        That of the newcomers: the seats to fill, what those who stay leave of each quota, the candidates.
    solution : Solution
        The fairest lottery of this problem, with its proof.
    staying, leaving : tuple of int
        Sorted positions in the whole pool.
    candidates : tuple of int
        Position in the whole pool of each person of ``problem``.
    refused : mapping of int to Refusal
        The others of the pool who do not sit, and why they cannot be drawn.
    fewest_former : int
        How many of the newcomers sat before, in each panel, when they come last; 0 otherwise.
    """

    problem: Problem
    solution: Solution
    staying: tuple[int, ...]
    leaving: tuple[int, ...]
    candidates: tuple[int, ...]
    refused: Mapping[int, Refusal]
    fewest_former: int = 0

    def panel_with(self, newcomers: Sequence[int]) -> tuple[int, ...]:
        """Return the whole panel (positions in the whole pool) with newcomers (positions in ``problem``)."""
        return tuple(sorted((*self.staying, *(self.candidates[place] for place in newcomers))))


def renew(
    problem: Problem,
    panel: Collection[int],
    leaving: Collection[int],
    *,
    former: Mapping[int, int] | None = None,
    terms: Terms | None = None,
    seed: int = 0,
    progress: Tell | None = None,
) -> Renewal:
    """Find the fairest lottery of newcomers who, with those who stay, keep every quota and the limit by household.

    Parameters
    ----------
    problem : Problem
        The whole pool, members included, with the quotas and the size of the whole panel.
    panel : collection of int
        Positions of those who sit today; fewer than the size when seats are empty.
    leaving : collection of int
        Those of the panel who leave; they are not candidates to their own succession.
    former : mapping of int to int, optional
        People who sat before, and how many renewals ago they left (1: at the last one).
    terms : Terms, optional
        The cooling period and the priority of those who sat before.
    seed, progress
        As for ``solve``.

    Returns
    -------
    Renewal

    Raises
    ------
    NoRenewal
        When what is asked makes no sense.
    NoPanel
        When no newcomers keep the quotas; the conflict is told on the whole panel, those who stay being one more quota.
    NotProven
        When a panel, counted again with those who stay, breaks a rule.

    Notes
    -----
    One integer programme, then ``solve`` on the candidates. Source: docs/engines/renewal.md.

    Examples
    --------
    >>> quotas = (Quota("sexe", "F", 1, 1), Quota("sexe", "H", 1, 1))
    >>> people = tuple(Person(name, (value,)) for name, value in zip("abcde", "FHFFH"))
    >>> renewal = renew(Problem(2, quotas, people), panel=(0, 1), leaving=(0,))
    >>> [person.id for person in renewal.problem.people], renewal.solution.probabilities
    (['c', 'd', 'e'], (0.5, 0.5, 0.0))
    """
    asked = _Asked(problem, panel, leaving, former or {}, terms or Terms())
    residual, fewest = asked.newcomers()
    solution = solve(residual, Objective.LEXIMIN, seed=seed, progress=progress)
    found = Renewal(residual, solution, asked.staying, tuple(sorted(leaving)), asked.candidates, asked.refused, fewest)
    for promise in broken_promises(problem, found, asked.former):
        raise NotProven(f"A renewed panel does not pass its own check ({promise}); nothing is published.")
    return found


class _Asked:
    """What is asked of a renewal: who stays, who may come."""

    def __init__(
        self,
        problem: Problem,
        panel: Collection[int],
        leaving: Collection[int],
        former: Mapping[int, int],
        terms: Terms,
    ) -> None:
        self.problem, self.panel, self.leaving, self.former, self.terms = problem, panel, leaving, former, terms
        self.staying = _staying(problem, panel, leaving, terms)
        self.refused = _refusals(problem, panel, self.staying, former, terms)
        barred = {*self.staying, *self.refused}
        self.candidates = tuple(place for place in range(len(problem.people)) if place not in barred)

    def newcomers(self) -> tuple[Problem, int]:
        """Return the problem of the newcomers, and how few of them can have sat before when they come last."""
        is_last = self.terms.priority is Priority.LAST
        counted = {place for place in self.candidates if place in self.former} if is_last else set()
        fewest = fewest_among(self.problem, self.staying, self.candidates, counted)
        if fewest is None:
            whole = whole_problem(self.problem, self.panel, self.leaving, former=self.former, terms=self.terms)
            raise _no_panel(whole)
        residual = residual_of(self.problem, self.staying, self.candidates)
        if not counted:
            return residual, fewest
        served = [place in counted for place in self.candidates]
        return _with_former(residual, served, fewest, self.terms.words), fewest


def broken_promises(problem: Problem, renewal: Renewal, former: Collection[int] = ()) -> Iterator[str]:
    """Yield each promise that a renewal breaks, by plain counting: the quotas of the whole, who stays, who may come.

    ``former`` are those who sat before, when they come last.
    """
    served = {place for place in renewal.candidates if place in former}
    barred = set(renewal.leaving).union(renewal.refused)
    is_counted = len({quota.category for quota in renewal.problem.quotas}) > len(problem.categories)
    for number, newcomers in enumerate(renewal.solution.distribution.panels, 1):
        panel = renewal.panel_with(newcomers)
        for rule in problem.broken_rules(panel):
            yield f"panel {number}: {rule}"
        if not set(renewal.staying) <= set(panel) or barred.intersection(panel):
            yield f"panel {number}: somebody who stays is not there, or somebody who may not come is"
        if is_counted and len(served.intersection(panel)) != renewal.fewest_former:
            yield f"panel {number}: not {renewal.fewest_former} people who sat before"


def eligible(
    problem: Problem, panel: Collection[int], *, former: Mapping[int, int] | None = None, terms: Terms | None = None
) -> tuple[int, ...]:
    """Return who may be drawn, households aside: who does not sit and is not barred for having sat.

    >>> problem = Problem(1, (), tuple(Person(name, ()) for name in "abcd"))
    >>> eligible(problem, (0,), former={1: 1, 2: 2}, terms=Terms(cooling_renewals=1))
    (2, 3)
    """
    members, served, rules = set(panel), former or {}, terms or Terms()
    return tuple(
        place
        for place in range(len(problem.people))
        if place not in members and _barred(served.get(place), rules) is None
    )


def can_renew(problem: Problem, staying: Sequence[int], candidates: Sequence[int]) -> bool:
    """Tell whether some candidates complete those who stay into a panel.

    >>> quotas = (Quota("sexe", "F", 1, 1), Quota("sexe", "H", 1, 1))
    >>> problem = Problem(2, quotas, tuple(Person(name, (value,)) for name, value in zip("abc", "FHF")))
    >>> can_renew(problem, (1,), (2,)), can_renew(problem, (0,), (2,))
    (True, False)
    """
    homes = _homes(problem, staying)
    free = [place for place in candidates if problem.people[place].household not in homes]
    return fewest_among(problem, staying, free, ()) is not None


def fewest_among(
    problem: Problem, staying: Sequence[int], candidates: Sequence[int], counted: Collection[int]
) -> int | None:
    """Return how few of those ``counted`` can be among the newcomers; None when no newcomers keep the quotas."""
    residual = residual_of(problem, staying, candidates)
    is_full = any(quota.maximum < 0 for quota in residual.quotas)
    if is_full or len(_homes(problem, staying)) < sum(problem.people[p].household is not None for p in staying):
        return None
    if residual.size <= 0 or residual.size > len(candidates):
        return 0 if residual.size == 0 and all(quota.minimum <= 0 for quota in residual.quotas) else None
    marked = _with_former(residual, [place in counted for place in candidates], None, Words())
    types = types_of(marked)
    prices = np.array([-1.0 if values[-1] == Words().former else 0.0 for values in types.values])
    best = Oracle(polytope_of(marked, types), Seats(types)).best(prices)
    return None if best is None else -round(best.value)


def residual_of(problem: Problem, staying: Sequence[int], candidates: Sequence[int]) -> Problem:
    """Return what those who stay leave to fill: the seats, the rest of each quota, the candidates.

    A negative maximum means that those who stay are already too many.
    """
    members = set(staying)
    quotas = []
    for quota, row in zip(problem.quotas, problem.rows, strict=True):
        held = len(members.intersection(row))
        lowest, highest = quota.flexible_minimum, quota.flexible_maximum
        quotas.append(
            replace(
                quota,
                minimum=max(0, quota.minimum - held),
                maximum=quota.maximum - held,
                flexible_minimum=None if lowest is None else max(0, lowest - held),
                flexible_maximum=None if highest is None else highest - held,
            )
        )
    people = tuple(problem.people[place] for place in candidates)
    return Problem(problem.size - len(members), tuple(quotas), people)


def whole_problem(
    problem: Problem,
    panel: Collection[int],
    leaving: Collection[int],
    *,
    former: Mapping[int, int] | None = None,
    terms: Terms | None = None,
) -> Problem:
    """Return the problem of the whole panel, where those who stay are one more quota that nothing loosens.

    It says why a renewal holds no panel, and what could be given up, in the terms of the whole panel. Those whom only
    the household of somebody who stays keeps out are in its pool.
    """
    rules = terms or Terms()
    asked = _Asked(problem, panel, leaving, former or {}, rules)
    members = set(asked.staying)
    people = tuple(
        replace(person, values=(*person.values, rules.words.stays if place in members else rules.words.new))
        for place, person in enumerate(problem.people)
        if asked.refused.get(place, Refusal.HOUSEHOLD) is Refusal.HOUSEHOLD
    )
    count = len(members)
    kept = Quota(_free_name(problem, rules.words), rules.words.stays, count, count, count, count)
    return replace(problem, quotas=(*problem.quotas, kept), people=people)


def _staying(problem: Problem, panel: Collection[int], leaving: Collection[int], terms: Terms) -> tuple[int, ...]:
    if terms.cooling_renewals < 0:
        raise NoRenewal(f"A cooling period of {terms.cooling_renewals} renewals: give a number from 0 up.")
    for place in sorted(set(leaving).difference(panel)):
        raise NoRenewal(f"{problem.people[place].id} does not sit and cannot leave: give members of the panel.")
    staying = tuple(sorted(set(panel).difference(leaving)))
    if len(staying) >= problem.size:
        raise NoRenewal(f"{len(staying)} people stay for {problem.size} seats: none to fill. Say who leaves.")
    return staying


def _refusals(
    problem: Problem, panel: Collection[int], staying: Sequence[int], former: Mapping[int, int], terms: Terms
) -> dict[int, Refusal]:
    found = dict.fromkeys(sorted(set(panel).difference(staying)), Refusal.LEAVES)
    homes, members = _homes(problem, staying), set(panel)
    for place, person in enumerate(problem.people):
        if place in members:
            continue
        barred = _barred(former.get(place), terms) or (Refusal.HOUSEHOLD if person.household in homes else None)
        if barred:
            found[place] = barred
    return found


def _barred(renewals_since: int | None, terms: Terms) -> Refusal | None:
    if renewals_since is None:
        return None
    if renewals_since <= terms.cooling_renewals:
        return Refusal.COOLING
    return Refusal.SERVED if terms.priority is Priority.NEVER else None


def _homes(problem: Problem, people: Sequence[int]) -> set[str]:
    return {home for place in people if (home := problem.people[place].household) is not None}


def _with_former(problem: Problem, served: Sequence[bool], fewest: int | None, words: Words) -> Problem:
    """Add the category of those who sat before: exactly ``fewest`` of them, or any number when it is None."""
    category = _free_name(problem, words)
    least, most = (0, problem.size) if fewest is None else (fewest, fewest)
    quotas = (
        Quota(category, words.former, least, most),
        Quota(category, words.new, problem.size - most, problem.size - least),
    )
    people: tuple[Person, ...] = tuple(
        replace(person, values=(*person.values, words.former if has_served else words.new))
        for person, has_served in zip(problem.people, served, strict=True)
    )
    return replace(problem, quotas=(*problem.quotas, *quotas), people=people)


def _free_name(problem: Problem, words: Words) -> str:
    """Return the name of the added category; a prime tells it from one of the problem's that has the same."""
    name = words.category
    while name in problem.categories:
        name += "′"
    return name


def _no_panel(whole: Problem) -> SortitionError:
    conflict = find_conflict(whole)
    return NoPanel(conflict) if conflict else SolverFailed("The solver finds no panel and no reason. Report the files.")
