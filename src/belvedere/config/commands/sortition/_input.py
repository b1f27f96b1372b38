"""The files of a draw as arguments of a command: two CSV files, or a problem in JSON."""

import argparse
import sys
from pathlib import Path

from belvedere.config.commands.files import content_of
from belvedere.engines.sortition.problem import SortitionError
from belvedere.engines.sortition.problem_json import from_json
from belvedere.engines.sortition.reading import Columns, Reading, read_problem

TEXTS = ("respondents", "categories", "size", "id_column", "household")
"""The arguments that a problem in JSON stands for."""


class MissingArgument(SortitionError):
    """Neither the two CSV files and a size, nor a problem."""

    code = "missing_argument"


class TooManyArguments(SortitionError):
    """A problem or a lottery, and what it says already."""

    code = "too_many_arguments"


def add_problem_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that name a problem."""
    parser.add_argument("--respondents", type=Path, metavar="R.csv", help="the candidates, one a row")
    parser.add_argument("--categories", type=Path, metavar="C.csv", help="the quotas, one a row")
    parser.add_argument("--size", type=int, metavar="K", help="how many people a panel has")
    parser.add_argument(
        "--problem", type=Path, metavar="P.json", help="a problem, instead of the two files and the size"
    )
    parser.add_argument("--id-column", metavar="COLUMN", help="the column of the ids, when it is not called id")
    parser.add_argument(
        "--household",
        action="append",
        default=[],
        metavar="COLUMN",
        help="at most one person for each value of this column; given several times, of these columns together",
    )


def reading_of(arguments: argparse.Namespace) -> Reading:
    """Return the problem that the arguments name; what was understood freely is said on the error output."""
    if arguments.problem is not None:
        check_alone(arguments, "problem", *TEXTS)
        problem = from_json(content_of(arguments.problem).decode("utf-8", errors="replace"))
        return Reading(problem, (), ())
    if arguments.respondents is None or arguments.categories is None or arguments.size is None:
        raise MissingArgument("Give --respondents, --categories and --size; or --problem.")
    reading = read_problem(
        content_of(arguments.categories),
        content_of(arguments.respondents),
        size=arguments.size,
        columns=Columns(arguments.id_column, tuple(arguments.household)),
    )
    if not arguments.quiet:
        for notice in reading.notices:
            place = f"{notice.file}, column {notice.column}" if notice.column else notice.file
            print(f"notice: {place}: {notice.message}", file=sys.stderr)
    return reading


def check_alone(arguments: argparse.Namespace, name: str, *others: str) -> None:
    """Refuse arguments that say again, perhaps otherwise, what one of them says already."""
    said = [f"--{other.replace('_', '-')}" for other in others if getattr(arguments, other)]
    if said:
        raise TooManyArguments(f"--{name} says it already: leave out {', '.join(said)}; or leave out --{name}.")
