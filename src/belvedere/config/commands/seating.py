"""``belvedere seating``: who sits with whom, round after round, from CSV files.

Exit codes: 0 done, 2 bad input, 3 the hard constraints cannot hold. Interrupted once (Ctrl-C), it stops and gives its
best so far.
"""

import argparse
import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from belvedere.config.commands.files import Stopped, content_of, publish
from belvedere.config.commands.progress import Display, display_on
from belvedere.engines.seating.arranging import DEFAULT_MOVES, arrange
from belvedere.engines.seating.constraints import Rooms, read_problem
from belvedere.engines.seating.problem import CannotHold, Problem, SeatingError
from belvedere.engines.seating.reading import BadInput, Fault, read_participants
from belvedere.engines.seating.repair import repair
from belvedere.engines.seating.report import read_seating, report_of, report_of_repair, seating_csv

BAD_INPUT = 2
CANNOT_HOLD = 3
FILES = frozenset({"seating.csv", "report.json"})


@dataclass(frozen=True)
class Moves:
    """How many moves are done."""

    done: int
    total: int
    step: str = "moves"


class Watch:
    """Shows progress; once told to stop, the search gives its best so far."""

    def __init__(self, display: Display) -> None:
        self._display = display
        self._is_told_to_stop = False

    def stop(self, *_signal: object) -> None:
        """Stop at the next occasion."""
        self._is_told_to_stop = True

    def __call__(self, done: int, asked: int) -> bool:
        """Show how far the search is; return whether to stop."""
        self._display(Moves(done, asked))
        return self._is_told_to_stop


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    found = argparse.ArgumentParser(prog="belvedere seating", description=__doc__)
    found.add_argument("--participants", type=Path, required=True, metavar="P.csv", help="one participant a row")
    found.add_argument("--college", required=True, metavar="COLUMN", help="the column of the colleges")
    found.add_argument(
        "--attribute",
        action="append",
        default=[],
        metavar="COLUMN",
        help="balance tables on this column too (repeatable)",
    )
    found.add_argument("--id-column", metavar="COLUMN", help="the column of the ids, when it is not called id")
    found.add_argument("--tables", type=int, required=True, metavar="T", help="how many tables there are")
    found.add_argument("--seats", type=int, required=True, metavar="S", help="how many seats a table has")
    found.add_argument("--rounds", type=int, required=True, metavar="R", help="how many rounds are seated")
    found.add_argument("--constraints", type=Path, metavar="C.json", help="what must hold, whatever happens")
    found.add_argument("--seed", type=int, required=True, metavar="N", help="the same seed, the same seating")
    found.add_argument("--moves", type=int, default=DEFAULT_MOVES, metavar="M", help="how long to search")
    found.add_argument("--previous", type=Path, metavar="SEATING.csv", help="mend this seating after absences")
    found.add_argument(
        "--from-round", type=int, default=1, metavar="N", help="with --previous: the first round to mend"
    )
    found.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder of the results")
    found.add_argument("--quiet", action="store_true", help="no progress")
    return found


def main(words: list[str]) -> int:
    """Run the command; what stops it is said on the error output, with its place."""
    arguments = parser().parse_args(words)
    try:
        return _run(arguments)
    except CannotHold as error:
        print(f"{error.code}: {error.message}", file=sys.stderr)
        return CANNOT_HOLD
    except SeatingError as error:
        for line in _sentences(error):
            print(line, file=sys.stderr)
        return BAD_INPUT
    except Stopped as error:
        print(f"{error.code}: {error.message}", file=sys.stderr)
        return BAD_INPUT


def _run(arguments: argparse.Namespace) -> int:
    if arguments.moves < 0 or arguments.seed < 0:
        raise BadInput([Fault("negative", "arguments", "--moves and --seed are whole numbers from 0.")])
    problem = _problem(arguments)
    seating, report = _mend(problem, arguments) if arguments.previous else _seat(problem, arguments)
    text = json.dumps(report, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    publish(arguments.out, {"seating.csv": seating, "report.json": text}, replaceable=FILES)
    met, most = report["distinct_pairs"], report["bound"]
    print(f"{arguments.out}: {report['people']} people, {met} pairs meet of {most} at most.")
    return 0


def _problem(arguments: argparse.Namespace) -> Problem:
    participants = read_participants(
        content_of(arguments.participants),
        college=arguments.college,
        attributes=arguments.attribute,
        id_column=arguments.id_column,
    )
    constraints = content_of(arguments.constraints).decode("utf-8", errors="replace") if arguments.constraints else "{}"
    rooms = Rooms(arguments.tables, arguments.seats, arguments.rounds)
    return read_problem(participants, rooms, constraints, attributes=arguments.attribute)


def _seat(problem: Problem, arguments: argparse.Namespace) -> tuple[str, dict[str, object]]:
    display = display_on(sys.stderr, quiet=arguments.quiet)
    watch = Watch(display)
    try:
        with _stopping(watch):
            plan = arrange(problem, seed=arguments.seed, moves=arguments.moves, watch=watch)
    finally:
        display.close()
    return seating_csv(problem, plan.seating), report_of(problem, plan)


@contextmanager
def _stopping(watch: Watch) -> Iterator[None]:
    """Let an interruption stop the search instead of the command; a second one stops the command."""

    def stop(number: int, _frame: object) -> None:
        watch.stop()
        signal.signal(number, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _mend(problem: Problem, arguments: argparse.Namespace) -> tuple[str, dict[str, object]]:
    if not 1 <= arguments.from_round <= problem.rounds:
        said = f"--from-round is a round from 1 to {problem.rounds}."
        raise BadInput([Fault("unknown_round", "arguments", said)])
    previous = read_seating(problem, content_of(arguments.previous).decode("utf-8-sig", errors="replace"))
    mended = repair(problem, previous, from_round=arguments.from_round - 1)
    return seating_csv(problem, mended.seating), report_of_repair(problem, mended, from_round=arguments.from_round - 1)


def _sentences(error: SeatingError) -> list[str]:
    found = error.faults if isinstance(error, BadInput) else (error,)
    return [f"{one.code}: {_place(one)}{one.message}" for one in found]


def _place(error: SeatingError) -> str:
    parts = (
        error.file if isinstance(error, Fault) else None,
        f"line {error.line}" if error.line is not None else None,
        f"column {error.column}" if error.column is not None else None,
    )
    said = ", ".join(part for part in parts if part)
    return f"{said}: " if said else ""
