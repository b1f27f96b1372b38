"""Which households a large draw need not tell apart: those that hope for far less than one place."""

from collections import defaultdict

import numpy as np

from belvedere.engines.sortition.leximin import leximin_marginals
from belvedere.engines.sortition.oracle import Oracle
from belvedere.engines.sortition.polytope import polytope_of
from belvedere.engines.sortition.problem import Problem
from belvedere.engines.sortition.seating import Seats
from belvedere.engines.sortition.types import LARGE, Types, types_of

MOST_HOPED = 0.05
"""Expected places of a household above which its types stay apart: where one sits, the others then never do."""


def types_to_draw(problem: Problem, *, large: int = LARGE) -> Types:
    """Return the types over which a draw is solved: those of `types_of` unless profiles alone are very many.

    Then only the households of people who are drawn often are told apart. The others would double the types for rows
    that never bind; whoever seats people keeps their limit. Probabilities proven the fairest without some rows are the
    fairest with them, since the panels that give them keep these rows too.

    Parameters
    ----------
    problem : Problem
    large : int
        More profiles than this are very many.

    Returns
    -------
    Types
        The same for the same problem.

    Notes
    -----
    A leximin by round, two or three rounds: each tells apart the households that hope for too much.

    Examples
    --------
    >>> from belvedere.engines.sortition.problem import Person
    >>> problem = Problem(1, (), (Person("a", ("F",), "1"), Person("b", ("H",), "1"), Person("c", ("H",))))
    >>> types_to_draw(problem) == types_of(problem)
    True
    """
    merged = set(range(len(problem.households)))
    types = types_of(problem, merged)
    if not merged or len(types.values) <= large or _has_no_panel(problem, types):
        return types_of(problem)
    while crowded := _hoping_for_much(problem, types):
        merged -= crowded
        types = types_of(problem, merged)
    return types


def _has_no_panel(problem: Problem, types: Types) -> bool:
    return Oracle(polytope_of(problem, types), Seats(types)).best(1.0 / types.sizes) is None


def _hoping_for_much(problem: Problem, types: Types) -> set[int]:
    """Return the households not told apart whose people have together too high an expectation."""
    everyone = np.ones(len(types.values), dtype=bool)
    probabilities = leximin_marginals(polytope_of(problem, types), types.sizes, everyone).probabilities
    by_person = types.by_person(probabilities, len(problem.people))
    hoped: dict[int, float] = defaultdict(float)
    for person, household in types.living.items():
        hoped[household] += by_person[person]
    return {household for household, value in hoped.items() if value > MOST_HOPED}
