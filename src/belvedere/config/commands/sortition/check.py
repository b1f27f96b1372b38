"""Say whether a panel exists within the quotas; if none does, why; if one does, who can never be drawn."""

import argparse
import sys
from pathlib import Path

from belvedere.config.commands.sortition import NO_PANEL
from belvedere.config.commands.sortition._input import add_problem_arguments, reading_of
from belvedere.config.commands.sortition._no_panel import tell_no_panel
from belvedere.engines.sortition.feasibility import find_conflict

SUMMARY = "say whether a panel exists, what conflicts if none does, who can never be drawn"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    add_problem_arguments(parser)
    parser.add_argument("--out", type=Path, metavar="DIR", help="where to write relaxation.json when no panel exists")
    parser.add_argument("--quiet", action="store_true", help="say nothing but the answer")


def run(arguments: argparse.Namespace) -> int:
    """Answer on the output."""
    reading = reading_of(arguments)
    conflict = find_conflict(reading.problem)
    if conflict is not None:
        tell_no_panel(reading, conflict, arguments.out)
        return NO_PANEL
    size, people = reading.problem.size, len(reading.problem.people)
    print(f"A panel of {size} exists among {people} people.", file=sys.stdout)
    return 0
