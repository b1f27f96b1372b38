"""Check a published draw: the commitment, every panel, the shares, the chance, the result, the replacements."""

import argparse
import sys
from pathlib import Path

from belvedere.config.commands.sortition import NOT_VERIFIED
from belvedere.config.commands.sortition._published import files_of
from belvedere.engines.sortition.publication import COMMITMENT, digest_of, findings_of

SUMMARY = "check a published draw"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="the published folder")
    parser.add_argument("--commitment", metavar="SHA256", help="the one that was noted before the draw")


def run(arguments: argparse.Namespace) -> int:
    """Say each thing that does not hold; exit code 4 if there is one."""
    files = files_of(arguments.folder)
    findings = list(findings_of(files))
    noted, commitment = arguments.commitment, digest_of(files.get(COMMITMENT, ""))
    if noted is not None and noted != commitment:
        findings.append(f"the commitment is {commitment}, {noted} was noted")
    for finding in findings:
        print(f"not_verified: {finding}", file=sys.stderr)
    if findings:
        return NOT_VERIFIED
    print(f"verified: {commitment}")
    return 0
