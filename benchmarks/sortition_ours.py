"""Solves one instance in a process of its own, then makes its lottery; prints what it took and found, as JSON."""

import json
import random
import sys
import time
from dataclasses import replace
from pathlib import Path

from belvedere.engines.sortition.feasibility import NoPanel
from belvedere.engines.sortition.lottery import uniform_lottery
from belvedere.engines.sortition.problem import Problem
from belvedere.engines.sortition.reading import read_problem
from belvedere.engines.sortition.relaxation import relaxations
from belvedere.engines.sortition.solving import solve

LIVING_TOGETHER = 0.3
EXACT = 1e-5
PANELS = 1000


def problem_of(folder: Path, size: int) -> Problem:
    """Read an instance."""
    files = [(folder / name).read_bytes() for name in ("categories.csv", "respondents.csv")]
    return read_problem(*files, size=size).problem


def in_households(problem: Problem) -> Problem:
    """Put three people in ten in households of two, always the same ones."""
    people = list(problem.people)
    order = list(range(len(people)))
    random.Random(1).shuffle(order)  # noqa: S311 -- invented households of a benchmark
    for number in range(int(LIVING_TOGETHER * len(people) / 2)):
        for place in order[2 * number : 2 * number + 2]:
            people[place] = replace(people[place], household=f"home {number}")
    return replace(problem, people=tuple(people))


def solved(problem: Problem) -> dict[str, object]:
    """Return the figures of a solution and of its lottery; of the relaxations when there is no panel."""
    wall, cpu = time.perf_counter(), time.process_time()
    try:
        solution = solve(problem)
    except NoPanel:
        found = relaxations(problem)
        return {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall, "relaxations": len(found)}
    figures: dict[str, object] = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}
    cpu = time.process_time()
    lottery = uniform_lottery(problem, solution)
    shares = lottery.shares(len(problem.people))
    figures |= {
        "probabilities": list(solution.probabilities),
        "gap": solution.certificate.gap,
        "deviation": solution.certificate.deviation,
        "trusted_cuts": len(solution.certificate.polytope.cuts),
        "panels": len(solution.distribution.panels),
        "lottery_cpu": time.process_time() - cpu,
        "lottery_deviation": lottery.deviation,
        "lottery_lowest": float(shares.min()),
    }
    return figures if solution.certificate.deviation <= EXACT else figures | lottery_alone(problem)


def lottery_alone(problem: Problem) -> dict[str, object]:
    """Return what a lottery takes from the files on, as `belvedere sortition lottery` makes it of a large pool."""
    cpu = time.process_time()
    lottery = uniform_lottery(problem, solve(problem, within=1 / (2 * PANELS)), size=PANELS)
    return {"alone_cpu": time.process_time() - cpu, "alone_deviation": lottery.deviation}


if __name__ == "__main__":
    given = problem_of(Path(sys.argv[1]), int(sys.argv[2]))
    print(json.dumps(solved(in_households(given) if "households" in sys.argv else given)))
