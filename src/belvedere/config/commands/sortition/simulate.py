"""Simulate recruitments: can the quotas be filled, how many letters that takes, what drop-outs cost."""

import argparse
import sys
from pathlib import Path

from belvedere.config.commands.files import check_free, publish
from belvedere.config.commands.progress import display_on
from belvedere.config.commands.sortition._input import add_problem_arguments, reading_of
from belvedere.config.commands.sortition.alternates import dropouts_of
from belvedere.engines.sortition.answer_rates import EVIDENCE, AnswerRate
from belvedere.engines.sortition.problem_json import canonical
from belvedere.engines.sortition.report_words import Language, Writer
from belvedere.engines.sortition.simulation import PANELS, SETS, Scenario, Simulation, simulate
from belvedere.engines.sortition.simulation_report import Simulated, simulation_json, simulation_report
from belvedere.engines.sortition.writing import pretty_json

SUMMARY = "simulate recruitments: quotas filled, letters needed, places lost by drop-outs"
RESULTS = frozenset({"simulation.json", "report.md"})
RECRUITMENTS = 500


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    add_problem_arguments(parser)
    parser.add_argument("--recruitments", type=int, default=RECRUITMENTS, metavar="N", help="how many (%(default)s)")
    parser.add_argument("--rate", type=float, default=0.05, help="expected rate of answers (%(default)s)")
    parser.add_argument(
        "--evidence", type=float, default=EVIDENCE, metavar="LETTERS", help="what this rate is worth (%(default)g)"
    )
    parser.add_argument("--letters", type=int, metavar="L", help="judge this number of letters, not the pool's size")
    parser.add_argument(
        "--dropout",
        action="append",
        default=[],
        metavar="CHANCE",
        help="of a member to drop out: 0.12 for everyone; then, as often as needed, CATEGORY=VALUE:0.2",
    )
    parser.add_argument("--alternates", type=int, default=0, metavar="A", help="how many alternates a panel has")
    parser.add_argument("--panels", type=int, default=PANELS, metavar="P", help="tried with drop-outs (%(default)s)")
    parser.add_argument("--sets", type=int, default=SETS, metavar="N", help="of drop-outs by panel (%(default)s)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="the same seed, the same result")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder of the results")
    parser.add_argument("--language", choices=[one.value for one in Language], default="fr", help="of the report")
    parser.add_argument("--quiet", action="store_true", help="no progress, no notice")


def run(arguments: argparse.Namespace) -> int:
    """Write the figures and the report."""
    check_free(arguments.out, replaceable=RESULTS)
    problem = canonical(reading_of(arguments).problem)
    everyone, by_value = dropouts_of(arguments.dropout)
    scenario = Scenario(
        recruitments=arguments.recruitments,
        rate=AnswerRate.expected(arguments.rate, arguments.evidence),
        dropout=everyone,
        dropout_by_value=by_value,
        alternates=arguments.alternates,
        panels=arguments.panels,
        sets=arguments.sets,
    )
    display = display_on(sys.stderr, quiet=arguments.quiet)
    try:
        found: Simulation = simulate(problem, scenario, seed=arguments.seed, progress=display)
    finally:
        display.close()
    simulated = Simulated(scenario, found, arguments.seed, problem.size, arguments.letters)
    files = {
        "simulation.json": pretty_json(simulation_json(simulated)),
        "report.md": simulation_report(simulated, Writer(Language(arguments.language))),
    }
    publish(arguments.out, files, replaceable=RESULTS)
    print(f"{arguments.out}: quotas filled in {simulated.filled} recruitments of {scenario.recruitments}.")
    return 0
