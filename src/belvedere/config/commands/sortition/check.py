"""Say whether a panel exists within the quotas; if none does, why; if one does, who can never be drawn."""

import argparse
from pathlib import Path

from belvedere.config.commands.sortition import NO_PANEL
from belvedere.config.commands.sortition._input import add_problem_arguments, reading_of
from belvedere.config.commands.sortition._no_panel import tell_no_panel
from belvedere.engines.sortition.feasibility import find_conflict
from belvedere.engines.sortition.problem import Problem
from belvedere.engines.sortition.selectability import never_selectable
from belvedere.engines.sortition.summary import reading_order

SUMMARY = "say whether a panel exists, what conflicts if none does, who can never be drawn"

IDS_SHOWN = 10


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
    print(f"A panel of {size} exists among {people} people.", flush=True)
    for line in exclusions_of(reading.problem):
        print(line)
    return 0


def exclusions_of(problem: Problem) -> list[str]:
    """Return the lines that say who can never be drawn, and the quotas responsible."""
    exclusions = never_selectable(problem)
    count = sum(len(exclusion.people) for exclusion in exclusions)
    if not count:
        return ["Everybody is in some panel."]
    lines = [f"People who can never be drawn: {count}."]
    for exclusion in exclusions:
        ids = sorted((problem.people[place].id for place in exclusion.people), key=reading_order)
        more = f" and {len(ids) - IDS_SHOWN} more" if len(ids) > IDS_SHOWN else ""
        lines.append(f"  - {', '.join(ids[:IDS_SHOWN])}{more}: {exclusion.conflict.sentence}")
    return lines
