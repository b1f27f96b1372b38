"""Measures seatings on reference instances: `python -m benchmarks.seating --data DIR`.

DIR holds U.csv, E.csv, B.csv and S.csv (id, college…). In the same run: people dealt at random, college by college, and
by the method of groupselect (its « Legacy » algorithm), written again here because no package index has it.
"""

import argparse
import csv
import json
import platform
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from belvedere.engines.seating.arranging import arrange
from belvedere.engines.seating.measures import balances_of, broken_rules, meeting_counts, meetings_of
from belvedere.engines.seating.placing import place
from belvedere.engines.seating.problem import Person, Problem, Seating
from belvedere.engines.seating.repair import repair

ROOMS = {"U": (15, 8, 6), "E": (15, 8, 6), "B": (30, 10, 6), "S": (6, 8, 8)}
MOVES = {"U": (500_000, 4_000_000), "E": (500_000,), "B": (300_000,), "S": (800_000, 7_000_000)}
SEEDS = 4
GROUPSELECT_ATTEMPTS = 100
DESIGNS = ((15, 8, 6), (20, 6, 8), (16, 8, 8), (25, 8, 9), (30, 10, 9), (50, 8, 12), (11, 8, 8), (13, 8, 8))
REPEATED = 2


@dataclass(frozen=True)
class Measure:
    """One seating: its method, its time on one processor, what it is worth."""

    instance: str
    method: str
    cpu_seconds: float
    distinct_percent: float
    across_percent: float
    out_of_share: int
    repeated_pairs: int
    broken: int


def instance(data: Path, name: str) -> Problem:
    """Read an instance."""
    tables, seats, rounds = ROOMS[name]
    with (data / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        people = tuple(Person(row["id"], row["college"]) for row in csv.DictReader(file))
    return Problem(people, ((seats,) * tables,) * rounds)


def constrained(whole: Problem) -> Problem:
    """Return the reference's constrained instance: absences, pairs apart and together, accessible tables."""
    chance = np.random.default_rng(7)
    people = len(whole.people)
    absent = frozenset(
        (number, int(person))
        for number in range(whole.rounds)
        for person in np.flatnonzero(chance.random(people) < 0.08)
    )
    named = [int(person) for person in chance.permutation(people)]
    apart = frozenset((min(pair), max(pair)) for pair in zip(named[:20:2], named[1:20:2], strict=True))
    together = tuple(tuple(sorted(pair)) for pair in zip(named[20:30:2], named[21:30:2], strict=True))
    allowed = {(number, person): frozenset({0, 1, 2}) for number in range(whole.rounds) for person in named[30:36]}
    return Problem(whole.people, whole.capacities, (), apart, together, allowed, absent)


def measure(name: str, method: str, problem: Problem, make: Callable[[], Seating]) -> Measure:
    """Make a seating and count everything again."""
    began = time.process_time()
    seating = make()
    seconds = time.process_time() - began
    met = meetings_of(problem, seating)
    return Measure(
        name,
        method,
        round(seconds, 3),
        round(100 * met.distinct / met.bound, 2),
        round(100 * met.across / max(met.across_bound, 1), 2),
        balances_of(problem, seating)[0].out,
        sum(met.times[REPEATED:]),
        len(broken_rules(problem, seating)),
    )


def dealt_at_random(problem: Problem, seed: int) -> Seating:
    """Deal people without looking at anything."""
    chance = np.random.default_rng(seed)
    places = [
        np.repeat(np.arange(len(capacities)), capacities)[: len(problem.people)] for capacities in problem.capacities
    ]
    return tuple(tuple(int(table) for table in chance.permutation(row)) for row in places)


def dealt_by_college(problem: Problem, seed: int) -> Seating:
    """Deal each college over the tables, round by round."""
    chance = np.random.default_rng(seed)
    return tuple(tuple(place(problem, number, chance)) for number in range(problem.rounds))


def dealt_as_groupselect(problem: Problem, seed: int) -> Seating:
    """Deal a hundred times each round, mix the rounds a hundred times, keep the mix where most pairs meet.

    Each person, college by college in a random order, goes where her college has fewest people, then to the emptiest
    table. The method of sortitionfoundation/groupselect-lib (MIT) with its own number of attempts.
    """
    chance = np.random.default_rng(seed)
    attempts = [
        [_dealt_once(problem, number, chance) for number in range(problem.rounds)] for _ in range(GROUPSELECT_ATTEMPTS)
    ]
    mixes = chance.integers(0, GROUPSELECT_ATTEMPTS, (GROUPSELECT_ATTEMPTS, problem.rounds)).tolist()
    seatings = [tuple(attempts[choice][number] for number, choice in enumerate(mix)) for mix in mixes]
    return max(seatings, key=lambda seating: int((meeting_counts(problem, seating) > 0).sum()))


def _dealt_once(problem: Problem, number: int, chance: np.random.Generator) -> tuple[int, ...]:
    seats = problem.capacities[number]
    taken, colleges = [0] * len(seats), [dict[str, int]() for _ in seats]
    tables = [-1] * len(problem.people)
    order = [int(person) for person in chance.permutation(len(problem.people))]
    for person in sorted(order, key=lambda one: problem.people[one].college):
        college = problem.people[person].college
        free = [table for table, capacity in enumerate(seats) if taken[table] < capacity]
        tables[person] = min(free, key=lambda table: (colleges[table].get(college, 0), taken[table]))
        taken[tables[person]] += 1
        colleges[tables[person]][college] = colleges[tables[person]].get(college, 0) + 1
    return tuple(tables)


def without_colleges() -> Iterator[Measure]:
    """Yield what is found where nobody has a college and tables are at least as many as seats: nobody meets twice."""
    for tables, seats, rounds in DESIGNS:
        people = tuple(Person(f"{number}", "all") for number in range(tables * seats))
        problem = Problem(people, ((seats,) * tables,) * rounds)
        name = f"{tables} x {seats}, {rounds} r."
        yield measure(name, "no college", problem, lambda problem=problem: arrange(problem, seed=0).seating)


def measures(data: Path) -> Iterator[Measure]:
    """Yield every measure."""
    for name in ROOMS:
        problem = instance(data, name)
        yield measure(name, "at random", problem, lambda problem=problem: dealt_at_random(problem, 0))
        yield measure(name, "dealt by college", problem, lambda problem=problem: dealt_by_college(problem, 0))
        yield measure(name, "as groupselect", problem, lambda problem=problem: dealt_as_groupselect(problem, 0))
        for moves in MOVES[name]:
            for seed in range(SEEDS):
                method = f"belvedere {moves:,} moves, seed {seed}"
                yield measure(
                    name,
                    method,
                    problem,
                    lambda problem=problem, seed=seed, moves=moves: arrange(problem, seed=seed, moves=moves).seating,
                )
    yield from without_colleges()
    ruled = constrained(instance(data, "U"))
    for moves in (400_000, 2_000_000):
        yield measure(
            "U constrained",
            f"belvedere {moves:,} moves",
            ruled,
            lambda moves=moves: arrange(ruled, seed=0, moves=moves).seating,
        )


def repaired(data: Path) -> dict[str, object]:
    """Measure the absence of 15 of 120 people before the third round."""
    whole = instance(data, "U")
    seating = arrange(whole, seed=1).seating
    away = np.random.default_rng(3).permutation(len(whole.people))[:15]
    absent = frozenset((number, int(person)) for number in range(2, whole.rounds) for person in away)
    problem = Problem(whole.people, whole.capacities, absent=absent)
    began = time.process_time()
    mended = repair(problem, seating, from_round=2)
    seconds = time.process_time() - began
    out = balances_of(problem, mended.seating)[0].out
    return {
        "cpu_seconds": round(seconds, 3),
        "moves": mended.moves,
        "fewest": sum(mended.fewest),
        "out_of_share": out,
    }


def main() -> None:
    """Print a table, then JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the instances")
    arguments = parser.parse_args()
    found = []
    for row in measures(arguments.data):
        found.append(row)
        print(
            f"{row.instance:14} {row.method:34} {row.cpu_seconds:7.2f} s  distinct {row.distinct_percent:6.2f} %"
            f"  across {row.across_percent:6.2f} %  out {row.out_of_share:4}  twice {row.repeated_pairs:4}"
            f"  broken {row.broken}",
            flush=True,
        )
    mend = repaired(arguments.data)
    print("15 of 120 away:", mend)
    machine = {"processor": platform.processor() or platform.machine(), "python": platform.python_version()}
    print(json.dumps({"machine": machine, "rows": [row.__dict__ for row in found], "repair": mend}))


if __name__ == "__main__":
    main()
