"""Publish who takes the place of a member who leaves: the next link of the chain is opened, nobody chooses."""

import argparse
import json
import sys
from pathlib import Path

from belvedere.config.commands.files import content_of, publish_file
from belvedere.config.commands.sortition import NOT_VERIFIED
from belvedere.config.commands.sortition._hours import hour_of
from belvedere.config.commands.sortition._published import files_of
from belvedere.engines.sortition.problem import SortitionError
from belvedere.engines.sortition.publication import RESULT, Folder, findings_of, replacement_file
from belvedere.engines.sortition.succession import opened

SUMMARY = "who takes the place of a member who leaves, from a drawn folder"


class NotDrawn(SortitionError):
    """The folder has no panel yet."""

    code = "not_drawn"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="the published folder")
    parser.add_argument("--leaving", required=True, metavar="ID", help="the member who leaves")
    parser.add_argument(
        "--secret", type=Path, required=True, metavar="FILE", help="the secret kept since the commitment"
    )
    parser.add_argument("--at", help="the hour of the replacement, ISO 8601 in UTC; now when it is not given")


def run(arguments: argparse.Namespace) -> int:
    """Check the folder, add the file of the replacement, say who comes."""
    files = files_of(arguments.folder)
    at = hour_of(arguments.at)
    if findings := findings_of(files):
        for finding in findings:
            print(f"not_verified: {finding}", file=sys.stderr)
        return NOT_VERIFIED
    if RESULT not in files:
        raise NotDrawn("The panel is not drawn yet: nobody to replace. Draw it with « sortition draw ».")
    secret = content_of(arguments.secret).decode("utf-8", errors="replace").strip()
    value = opened(secret, len(Folder(files).replacements) + 1)
    ((name, text),) = replacement_file(files, arguments.leaving, value=value, at=at).items()
    publish_file(arguments.folder / name, text)
    print(f"{name}: {arguments.leaving} leaves, {json.loads(text)['coming']} comes.")
    return 0
