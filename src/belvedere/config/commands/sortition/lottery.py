"""Round a solution to a lottery of equally likely panels, so that a draw is a number read on dice."""

import argparse
import sys
from pathlib import Path

from belvedere.config.commands.files import check_free, publish
from belvedere.config.commands.progress import display_on
from belvedere.config.commands.sortition import NO_PANEL
from belvedere.config.commands.sortition._input import add_problem_arguments, reading_of
from belvedere.config.commands.sortition._no_panel import RELAXATION, tell_no_panel
from belvedere.engines.sortition.feasibility import NoPanel
from belvedere.engines.sortition.lottery import Lottery, uniform_lottery
from belvedere.engines.sortition.problem import Problem
from belvedere.engines.sortition.problem_json import canonical, to_json
from belvedere.engines.sortition.publication import LOTTERY, PROBABILITIES, PROBLEM, lottery_csv
from belvedere.engines.sortition.solving import TOLERANCE_OF_LARGE, Objective, Solution, solve
from belvedere.engines.sortition.writing import pretty_json, probabilities_csv

SUMMARY = "a numbered list of equally likely panels, near the fairest probabilities"
REPORT = "lottery.json"
FILES = frozenset({PROBLEM, PROBABILITIES, LOTTERY, REPORT, RELAXATION})


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    add_problem_arguments(parser)
    parser.add_argument(
        "--panels",
        type=int,
        default=1000,
        metavar="M",
        help="how many panels (1000: three dice); with --problem, which says how many people sit, --size M says it too",
    )
    objectives = [objective.value for objective in Objective]
    parser.add_argument("--objective", choices=objectives, default=Objective.LEXIMIN.value, help="what fair means")
    parser.add_argument("--seed", default="0", metavar="TEXT", help="orders the people whom nothing tells apart")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder of the lottery")
    parser.add_argument("--quiet", action="store_true", help="no progress, no notice")


def run(arguments: argparse.Namespace) -> int:
    """Write the pool, the probabilities, the panels, and how far the ones are from the others."""
    check_free(arguments.out, replaceable=FILES)
    if arguments.problem is not None and arguments.size is not None:
        arguments.panels, arguments.size = arguments.size, None
    reading = reading_of(arguments)
    problem = canonical(reading.problem)
    try:
        solution, lottery = made(problem, arguments)
    except NoPanel as none:
        tell_no_panel(reading, none.conflict, arguments.out, replaceable=FILES)
        return NO_PANEL
    figures = {
        "panels": len(lottery.panels),
        "largest_difference": lottery.deviation,
        "bound": lottery.bound,
        "seed": arguments.seed,
        "objective": arguments.objective,
    }
    files = {
        PROBLEM: to_json(problem),
        PROBABILITIES: probabilities_csv(problem, solution.probabilities),
        LOTTERY: lottery_csv(problem, lottery),
        REPORT: pretty_json(figures),
    }
    publish(arguments.out, files, replaceable=FILES)
    print(f"{arguments.out}: {len(lottery.panels)} panels, largest difference {lottery.deviation:.6f}.")
    return 0


def made(problem: Problem, arguments: argparse.Namespace) -> tuple[Solution, Lottery]:
    """Return the solution and its lottery, saying how the work goes on."""
    display = display_on(sys.stderr, quiet=arguments.quiet)
    try:
        within = max(TOLERANCE_OF_LARGE, 1 / (2 * max(1, arguments.panels)))
        solution = solve(problem, Objective(arguments.objective), within=within, progress=display)
        lottery = uniform_lottery(problem, solution, size=arguments.panels, seed=str(arguments.seed), progress=display)
    finally:
        display.close()
    return solution, lottery
