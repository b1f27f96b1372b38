"""Who leaves first: as many as asked, who served the longest, among those whose seats newcomers can take."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np

from belvedere.engines.sortition.problem import Problem
from belvedere.engines.sortition.programme import Programme, SolverFailed
from belvedere.engines.sortition.renewal import NoRenewal, can_renew
from belvedere.engines.sortition.types import Values, types_of


def longest_served(
    problem: Problem,
    panel: Collection[int],
    sessions: Mapping[int, int],
    count: int,
    *,
    candidates: Sequence[int],
    resigned: Collection[int] = (),
    seed: int = 0,
) -> tuple[int, ...]:
    """Choose who leaves: the most sessions served in all, among the choices whose seats the candidates can fill.

    Parameters
    ----------
    problem : Problem
        The whole pool, with the quotas of the whole panel.
    panel : collection of int
        Positions of those who sit.
    sessions : mapping of int to int
        How much each served.
    count : int
        How many leave, besides those who resigned.
    candidates : sequence of int
        Positions of those who may come.
    resigned : collection of int
        Members who leave whatever they served.
    seed : int
        Draws between members who served as much.

    Returns
    -------
    tuple of int
        Sorted positions of those who leave, resigned members included. Where no choice can be filled, those who served
        the longest: ``renew`` then says what conflicts.

    Notes
    -----
    Two integer programmes of members + types of candidates columns.

    Examples
    --------
    >>> from belvedere.engines.sortition.problem import Person, Quota
    >>> quotas = (Quota("sexe", "F", 1, 1), Quota("sexe", "H", 1, 1))
    >>> problem = Problem(2, quotas, tuple(Person(name, (value,)) for name, value in zip("abc", "FHF")))
    >>> longest_served(problem, (0, 1), {0: 4, 1: 9}, 1, candidates=(2,))
    (0,)
    """
    order = sorted(panel, key=lambda place: problem.people[place].id)
    free = [place for place in order if place not in set(resigned)]
    if not 0 <= count <= len(free):
        raise NoRenewal(f"{count} people to leave among {len(free)}: give a number from 0 to {len(free)}.")
    draw = dict(zip(free, np.random.default_rng(seed).permutation(len(free)).tolist(), strict=True))
    chosen = _chosen(problem, order, sessions, count, candidates, frozenset(resigned), draw)
    if chosen is None:
        served = sorted(free, key=lambda place: (-sessions.get(place, 0), draw[place]))
        return tuple(sorted((*resigned, *served[:count])))
    staying = tuple(sorted(set(panel).difference(chosen)))
    if len(chosen) != count + len(set(resigned)) or not can_renew(problem, staying, candidates):
        raise SolverFailed("Those said to leave cannot be replaced. Report the files.")
    return chosen


def _chosen(
    problem: Problem,
    order: Sequence[int],
    sessions: Mapping[int, int],
    count: int,
    candidates: Sequence[int],
    resigned: frozenset[int],
    draw: Mapping[int, int],
) -> tuple[int, ...] | None:
    programme = Programme()
    leaves = {place: programme.column(lower=float(place in resigned), upper=1) for place in order}
    programme.row({leaves[p]: 1 for p in order if p not in resigned}, lower=count, upper=count)
    coming = _coming(programme, problem, candidates, leaves)
    require_quotas(programme, problem, coming, leaves)
    served = {leaves[place]: float(sessions.get(place, 0)) for place in order}
    for column, amount in served.items():
        programme.costs[column] = -amount
    first = programme.minimum()
    if first is None:
        return None
    programme.row(served, lower=sum(amount * first.whole()[column] for column, amount in served.items()))
    for place, column in leaves.items():
        programme.costs[column] = float(draw.get(place, 0))
    second = programme.minimum()
    if second is None:
        raise SolverFailed("HiGHS finds nobody to leave where it found some. Report the files.")
    return tuple(sorted(place for place, column in leaves.items() if second.whole()[column]))


def _coming(
    programme: Programme, problem: Problem, candidates: Sequence[int], leaves: Mapping[int, int]
) -> list[tuple[int, Values]]:
    """Add who comes: by type, and one by one in the households of members, who must leave first."""
    homes: dict[str, list[int]] = {}
    for place in leaves:
        home = problem.people[place].household
        if home is not None:
            homes.setdefault(home, []).append(place)
    found = coming_columns(programme, problem, [p for p in candidates if problem.people[p].household not in homes])
    for home, members in sorted(homes.items()):
        named = sorted((problem.people[p].id, p) for p in candidates if problem.people[p].household == home)
        others = [place for _, place in named]
        columns = [programme.column(upper=1) for _ in others]
        left = {leaves[place]: -1.0 for place in members}
        programme.row({**dict.fromkeys(columns, 1.0), **left}, upper=1 - len(members))
        found += [(column, problem.people[place].values) for column, place in zip(columns, others, strict=True)]
    return found


def coming_columns(programme: Programme, problem: Problem, candidates: Sequence[int]) -> list[tuple[int, Values]]:
    """Add a column by type of candidates, one by household at most; return them with their values."""
    types = types_of(replace(problem, people=tuple(problem.people[place] for place in candidates)))
    columns = [programme.column(upper=int(most)) for most in types.most]
    for home in types.homes:
        if home.is_shared:
            programme.row({columns[kind]: 1.0 for kind in home.types}, upper=home.size)
    return list(zip(columns, types.values, strict=True))


def require_quotas(
    programme: Programme, problem: Problem, coming: Sequence[tuple[int, Values]], leaves: Mapping[int, int]
) -> None:
    """Keep each quota and the size: what the panel holds, less who leaves, plus who comes."""
    size = problem.size - len(leaves)
    left = dict.fromkeys(leaves.values(), -1.0)
    programme.row({**left, **{column: 1.0 for column, _ in coming}}, lower=size, upper=size)
    for quota, row in zip(problem.quotas, problem.rows, strict=True):
        place = problem.categories.index(quota.category)
        held = set(row).intersection(leaves)
        factors = {leaves[member]: -1.0 for member in sorted(held)}
        factors |= {column: 1.0 for column, values in coming if values[place] == quota.value}
        programme.row(factors, lower=quota.minimum - len(held), upper=quota.maximum - len(held))
