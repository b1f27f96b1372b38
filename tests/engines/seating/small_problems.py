"""Small seatings, listed whole: what an exact answer is compared with."""

from collections.abc import Iterator
from itertools import permutations, product

from hypothesis import strategies as st

from belvedere.engines.seating.measures import broken_rules, meetings_of
from belvedere.engines.seating.problem import BadProblem, Person, Problem, Seating

COLLEGES = ("elus", "services", "partenaires")


def people(count: int, colleges: int = 2) -> tuple[Person, ...]:
    """Return people whose colleges alternate."""
    return tuple(Person(f"p{number:02}", COLLEGES[number % colleges]) for number in range(count))


def rounds_within_rules(problem: Problem, number: int) -> Iterator[tuple[int, ...]]:
    """Yield every way to seat a round alone within its hard constraints."""
    tables = range(len(problem.capacities[number]))
    alone = Problem(
        problem.people,
        (problem.capacities[number],),
        (),
        problem.apart,
        problem.together,
        {(0, person): tables for (row, person), tables in problem.allowed.items() if row == number},
        frozenset((0, person) for row, person in problem.absent if row == number),
    )
    there = set(problem.present(number))
    choices = [tables if person in there else (-1,) for person in range(len(problem.people))]
    for found in product(*choices):
        if not broken_rules(alone, (found,)):
            yield found


def most_meetings(problem: Problem) -> int:
    """Return the most pairs that can meet in evenly filled tables of two rounds, the first being fixed by symmetry."""
    first = tuple(number // problem.capacities[0][0] for number in range(len(problem.people)))
    seatings: Iterator[Seating] = ((first, second) for second in set(permutations(first)))
    return max(meetings_of(problem, seating).distinct for seating in seatings)


@st.composite
def constrained(draw: st.DrawFn) -> Problem:
    """Draw a problem with rules that may deny each other."""
    count = draw(st.integers(4, 7))
    tables = draw(st.integers(2, 3))
    seats = -(-count // tables) + draw(st.integers(0, 1))
    everyone = st.integers(0, count - 1)
    pairs = draw(st.sets(st.tuples(everyone, everyone), max_size=5))
    apart = frozenset((min(pair), max(pair)) for pair in pairs if pair[0] != pair[1])
    group = tuple(sorted(draw(st.sets(everyone, max_size=3))))
    held = draw(st.dictionaries(everyone, st.integers(0, tables - 1), max_size=3))
    away = draw(st.sets(everyone, max_size=2))
    try:
        return Problem(
            people(count),
            ((seats,) * tables,) * 2,
            (),
            apart,
            (group,) if len(group) > 1 else (),
            {(number, person): frozenset({table}) for person, table in held.items() for number in (0, 1)},
            frozenset((1, person) for person in away),
        )
    except BadProblem:
        return Problem(people(count), ((seats,) * tables,) * 2)
