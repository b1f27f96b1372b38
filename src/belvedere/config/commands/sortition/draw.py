"""Turn the chance that was promised into the panel, and publish both in the committed folder. Once only."""

import argparse
import sys
from pathlib import Path

from belvedere.config.commands.files import FileThere, publish_file
from belvedere.config.commands.sortition import NOT_VERIFIED
from belvedere.config.commands.sortition._hours import hour_of
from belvedere.config.commands.sortition._published import files_of
from belvedere.engines.sortition.problem import SortitionError
from belvedere.engines.sortition.publication import COMMITMENT, RESULT, Folder, findings_of, result_file
from belvedere.engines.sortition.randomness import BadRandomness, Kind, Randomness

SUMMARY = "the panel that the dice give, from a committed folder"


class NotCommitted(SortitionError):
    """Dice before the commitment."""

    code = "not_committed"


class AlreadyDrawn(SortitionError):
    """The draw was made: it is made once."""

    code = "already_drawn"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="the committed folder")
    parser.add_argument(
        "--randomness", required=True, metavar="VALUES", help="what was read: faces, or values separated by commas"
    )
    parser.add_argument("--at", help="the hour when it was read, ISO 8601 in UTC; now when it is not given")


def run(arguments: argparse.Namespace) -> int:
    """Check the folder, refuse what was not promised, write what was read and the result as one file."""
    files = files_of(arguments.folder)
    if COMMITMENT not in files:
        raise NotCommitted(
            f"{arguments.folder} promises no draw. Make the promise with « sortition commit », then throw."
        )
    if RESULT in files:
        raise AlreadyDrawn(_DRAWN)
    if findings := findings_of(files):
        for finding in findings:
            print(f"not_verified: {finding}", file=sys.stderr)
        return NOT_VERIFIED
    at = hour_of(arguments.at)
    promise = Folder(files).promise
    values = values_in(arguments.randomness, promise.kind)
    if len(values) != promise.count:
        raise BadRandomness(f"{len(values)} values were typed, {promise.count} were promised: type them all.")
    if at < promise.not_before:
        raise BadRandomness(f"The chance was promised for {promise.not_before} at the earliest: wait.")
    added = result_file(files, Randomness(promise.kind, values), at=at)
    try:
        publish_file(arguments.folder / RESULT, added[RESULT])
    except FileThere as error:
        raise AlreadyDrawn(_DRAWN) from error
    print(added[RESULT], end="")
    return 0


_DRAWN = "This draw was made already. A draw is made once; verify it with « sortition verify »."


def values_in(typed: str, kind: Kind) -> tuple[str, ...]:
    """Return the values that were typed; the faces of dice may be typed together.

    Examples
    --------
    >>> values_in("407", Kind.DICE_10), values_in("4, 0, 7", Kind.DICE_10), values_in("1 2 3, 4 5", Kind.PUBLIC_DRAWS)
    (('4', '0', '7'), ('4', '0', '7'), ('1 2 3', '4 5'))
    """
    if kind in {Kind.DICE_6, Kind.DICE_10} and "," not in typed:
        return tuple("".join(typed.split()))
    return tuple(word.strip() for word in typed.split(",") if word.strip())
