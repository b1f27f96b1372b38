"""Problems small enough to list every set of people, and what a listing says of them."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, combinations

from hypothesis import strategies as st

from belvedere.engines.sortition.problem import Person, Problem, Quota
from belvedere.engines.sortition.rules import Rule, broken_by, rules_of

VALUES = {"sexe": ("F", "H"), "âge": ("16-29", "30-59", "60+")}


@st.composite
def quotas(draw: st.DrawFn, size: int) -> tuple[Quota, ...]:
    """Draw a quota for each value, alone or not always coherent with the others."""
    found = []
    for category, values in VALUES.items():
        for value in values:
            minimum = draw(st.integers(0, max(1, size // 2 + 1)))
            found.append(Quota(category, value, minimum, draw(st.integers(minimum, size + 1))))
    return tuple(found)


@st.composite
def problems(draw: st.DrawFn, *, largest: int = 8) -> Problem:
    """Draw a problem of a few people, some of whom share a household."""
    size = draw(st.integers(1, 4))
    people = tuple(
        Person(
            str(place),
            tuple(draw(st.sampled_from(values)) for values in VALUES.values()),
            draw(st.sampled_from((None, None, "1 rue Haute", "2 rue Basse"))),
        )
        for place in range(draw(st.integers(1, largest)))
    )
    return Problem(size, draw(quotas(size)), people)


def subsets(items: tuple) -> Iterator[tuple]:
    """List every subset, the smallest first."""
    return chain.from_iterable(combinations(items, size) for size in range(len(items) + 1))


def panels_of(problem: Problem) -> tuple[tuple[int, ...], ...]:
    """List every panel."""
    return tuple(filter(problem.is_panel, combinations(range(len(problem.people)), problem.size)))


def conflicts_of(problem: Problem, including: int | None = None) -> Iterator[frozenset[Rule]]:
    """List every set of rules that no set of people keeps, the smallest first."""
    rules = rules_of(problem)
    everyone = tuple(range(len(problem.people)))
    broken = {broken_by(problem, rules, people) for people in subsets(everyone) if including in (None, *people)}
    return (frozenset(chosen) for chosen in subsets(rules) if all(met.intersection(chosen) for met in broken))


@st.composite
def problems_with_panels(draw: st.DrawFn, *, largest: int = 8) -> Problem:
    """Draw a problem whose quotas are bent, where needed, to let one set of people in."""
    problem = draw(problems(largest=largest))
    homes = {person.household or place: place for place, person in enumerate(problem.people)}
    panel = draw(st.permutations(sorted(homes.values())))[: problem.size]
    bent = []
    for quota, row in zip(problem.quotas, problem.rows, strict=True):
        count = len(set(panel).intersection(row))
        bent.append(replace(quota, minimum=min(quota.minimum, count), maximum=max(quota.maximum, count)))
    return replace(problem, size=len(panel), quotas=tuple(bent))
