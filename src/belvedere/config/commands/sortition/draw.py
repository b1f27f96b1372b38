"""Turn the chance that was promised into the panel, and publish both in the committed folder. Once only."""

import argparse
import sys
from pathlib import Path

from belvedere.config.commands.sortition import NOT_VERIFIED
from belvedere.config.commands.sortition._folder import publish_file
from belvedere.config.commands.sortition._hours import hour_of
from belvedere.config.commands.sortition._published import files_of
from belvedere.engines.sortition.problem import SortitionError
from belvedere.engines.sortition.publication import RANDOMNESS, RESULT, Folder, drawn_files, findings_of
from belvedere.engines.sortition.randomness import BadRandomness, Randomness

SUMMARY = "the panel that the dice give, from a committed folder"


class AlreadyDrawn(SortitionError):
    """The draw was made: it is made once."""

    code = "already_drawn"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="the committed folder")
    parser.add_argument(
        "--randomness", required=True, metavar="VALUES", help="what was read: faces or values separated by commas"
    )
    parser.add_argument("--at", help="the hour when it was read, ISO 8601 in UTC; now when it is not given")


def run(arguments: argparse.Namespace) -> int:
    """Check the folder, refuse what was not promised, write what was read and the result."""
    files = files_of(arguments.folder)
    if RESULT in files or RANDOMNESS in files:
        raise AlreadyDrawn("This draw was made already. A draw is made once; verify it with « sortition verify ».")
    if findings := findings_of(files):
        for finding in findings:
            print(f"not_verified: {finding}", file=sys.stderr)
        return NOT_VERIFIED
    folder = Folder(files)
    at = hour_of(arguments.at)
    values = tuple(word.strip() for word in arguments.randomness.split(",") if word.strip())
    if len(values) != folder.promise.count:
        raise BadRandomness(f"{len(values)} values were typed, {folder.promise.count} were promised: type them all.")
    if at < folder.promise.not_before:
        raise BadRandomness(f"The chance was promised for {folder.promise.not_before} at the earliest: wait.")
    added = drawn_files(files, Randomness(folder.promise.kind, values), at=at)
    for name in (RANDOMNESS, RESULT):
        publish_file(arguments.folder / name, added[name])
    print(added[RESULT], end="")
    return 0
