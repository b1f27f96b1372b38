"""Who can never be drawn, whatever the lottery, and the quotas responsible."""

from collections.abc import Collection
from dataclasses import dataclass

from belvedere.engines.sortition.feasibility import Conflict, NoPanel, conflict_with, find_conflict
from belvedere.engines.sortition.gathering import Gathering
from belvedere.engines.sortition.problem import Problem
from belvedere.engines.sortition.programme import SolverFailed
from belvedere.engines.sortition.rules import Rule, rules_of


@dataclass(frozen=True)
class Exclusion:
    """People whom no panel can take, for the same reason.

    Attributes
    ----------
    people : tuple of int
        Sorted positions in the pool.
    conflict : Conflict
        Rules that no set of people with any one of them keeps: for each of them, the fewest there are.
    """

    people: tuple[int, ...]
    conflict: Conflict

    @property
    def sentence(self) -> str:
        """How many people, and the rules that exclude them."""
        return f"People who can never be drawn: {len(self.people)}. {self.conflict.sentence}"


def never_selectable(problem: Problem) -> tuple[Exclusion, ...]:
    """Return the people whom no panel can take, with the rules responsible, in the order of the pool.

    Parameters
    ----------
    problem : Problem

    Returns
    -------
    tuple of Exclusion
        Empty when everyone is in some panel.

    Raises
    ------
    NoPanel
        When no panel exists at all.

    Notes
    -----
    One integer programme finds a panel that holds as many unseen people as can be, until none can be: about
    groups ÷ size programmes, where a group is people of the same profile. Then a search by group of excluded people.

    Examples
    --------
    >>> from belvedere.engines.sortition.problem import Person, Quota
    >>> quotas = (Quota("sexe", "F", 1, 1), Quota("sexe", "H", 1, 1), Quota("âge", "16-24", 1, 1))
    >>> pool = (Person("a", ("F", "16-24")), Person("b", ("H", "25+")), Person("c", ("F", "25+")))
    >>> (exclusion,) = never_selectable(Problem(2, quotas, pool))
    >>> exclusion.people, [rule.sentence for rule in exclusion.conflict.rules]
    ((2,), ['at least 1 of âge = 16-24', 'at most 1 of sexe = F'])
    """
    found: dict[tuple[tuple[Rule, ...], str], list[int]] = {}
    conflicts: dict[tuple[tuple[Rule, ...], str], Conflict] = {}
    for members in _excluded(problem):
        known = [rules for rules, _ in conflicts]
        conflict = conflict_with(problem, members[0], known=known)
        if conflict is None:
            raise SolverFailed("Someone said never to be drawn can be.")
        key = (conflict.rules, conflict.sentence)
        conflicts.setdefault(key, conflict)
        found.setdefault(key, []).extend(members)
    return tuple(
        sorted(
            (Exclusion(tuple(sorted(people)), conflicts[key]) for key, people in found.items()),
            key=lambda exclusion: exclusion.people,
        )
    )


def _excluded(problem: Problem) -> tuple[tuple[int, ...], ...]:
    """Return the groups of people of the same profile whom no panel can take."""
    unseen: set[int] | None = None
    while unseen is None or unseen:
        gathering = _panels(problem)
        unseen = set(range(len(gathering.groups))) if unseen is None else unseen
        taken = _taken_by_the_widest_panel(problem, gathering, unseen)
        if not taken:
            break
        unseen -= taken
    return tuple(gathering.groups[column].members for column in sorted(unseen))


def _panels(problem: Problem) -> Gathering:
    rules = rules_of(problem)
    gathering = Gathering(problem, rules)
    for rule in rules:
        gathering.keep(rule)
    return gathering


def _taken_by_the_widest_panel(problem: Problem, gathering: Gathering, unseen: Collection[int]) -> set[int]:
    """Return the unseen groups of a panel that holds as many people of them as can be."""
    for column in unseen:
        gathering.programme.costs[column] = -1
    answer = gathering.programme.minimum()
    if answer is None:
        conflict = find_conflict(problem)
        if conflict is None:
            raise SolverFailed("No panel was found, and no conflict either.")
        raise NoPanel(conflict)
    if not problem.is_panel(gathering.people(answer)):
        raise SolverFailed("A panel said to keep the rules breaks one.")
    return {column for column in unseen if answer.whole()[column]}
