"""Find the fairest lottery over the panels within the quotas, and write it with its proof and a report."""

import argparse
import hashlib
import sys
from pathlib import Path

from belvedere.config.commands.files import check_free, publish
from belvedere.config.commands.progress import display_on
from belvedere.config.commands.sortition import NO_PANEL, NOT_VERIFIED
from belvedere.config.commands.sortition._input import add_problem_arguments, reading_of
from belvedere.config.commands.sortition._no_panel import RESULTS, tell_no_panel
from belvedere.engines.sortition.feasibility import NoPanel
from belvedere.engines.sortition.problem import Problem
from belvedere.engines.sortition.problem_json import to_json
from belvedere.engines.sortition.reading import Reading
from belvedere.engines.sortition.report import Outcome, report_html, report_markdown
from belvedere.engines.sortition.report_words import Language, Writer
from belvedere.engines.sortition.solving import Objective, Solution, check_certificate, solve
from belvedere.engines.sortition.summary import summary_of
from belvedere.engines.sortition.writing import panels_csv, pretty_json, probabilities_csv

SUMMARY = "find the fairest lottery over the panels, with its proof and a report"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    add_problem_arguments(parser)
    objectives = [objective.value for objective in Objective]
    parser.add_argument("--objective", choices=objectives, default=Objective.LEXIMIN.value, help="what fair means")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="breaks ties; the same seed, the same result")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder of the results")
    parser.add_argument("--language", choices=[one.value for one in Language], default="fr", help="of the report")
    parser.add_argument("--quiet", action="store_true", help="no progress, no notice")


def run(arguments: argparse.Namespace) -> int:
    """Write the results, or why no panel exists; nothing is written that does not pass its own check."""
    check_free(arguments.out, replaceable=RESULTS)
    reading = reading_of(arguments)
    try:
        solution = _solution(reading, arguments)
    except NoPanel as none:
        tell_no_panel(reading, none.conflict, arguments.out)
        return NO_PANEL
    broken = check_certificate(reading.problem, solution)
    for claim in broken:
        print(f"not_proven: {claim}. Nothing is written; report the files.", file=sys.stderr)
    if broken:
        return NOT_VERIFIED
    files = results(reading.problem, solution, arguments.seed, Writer(Language(arguments.language)))
    publish(arguments.out, files, replaceable=RESULTS)
    print(f"{arguments.out}: {len(reading.problem.people)} people, {len(solution.distribution.panels)} panels.")
    return 0


def _solution(reading: Reading, arguments: argparse.Namespace) -> Solution:
    display = display_on(sys.stderr, quiet=arguments.quiet)
    try:
        return solve(reading.problem, Objective(arguments.objective), seed=arguments.seed, progress=display)
    finally:
        display.close()


def results(problem: Problem, solution: Solution, seed: int, writer: Writer) -> dict[str, str]:
    """Return the files of a solution: names and texts."""
    digest = hashlib.sha256(to_json(problem).encode("utf-8")).hexdigest()
    proof = solution.certificate
    outcome = Outcome(
        problem=problem,
        probabilities=solution.probabilities,
        summary=summary_of(problem, solution.probabilities, solution.distribution),
        objective=solution.objective.value,
        seed=seed,
        digest=digest,
        gap=proof.gap,
        deviation=proof.deviation,
        trusted=len(proof.polytope.cuts),
    )
    return {
        "probabilities.csv": probabilities_csv(problem, solution.probabilities),
        "panels.csv": panels_csv(problem, solution.distribution),
        "certificate.json": pretty_json(proof.as_json() | {"problem_sha256": digest, "seed": seed}),
        "report.md": report_markdown(outcome, writer),
        "report.html": report_html(outcome, writer),
    }
