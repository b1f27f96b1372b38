"""Add a column of households to the respondents file, from the proposals that a person confirmed."""

import argparse
from pathlib import Path

from belvedere.config.commands.files import content_of, publish_file
from belvedere.engines.sortition.household_files import HOUSEHOLD, with_households

SUMMARY = "add the households that a person confirmed to the respondents file"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("--respondents", type=Path, required=True, metavar="R.csv", help="the candidates, one a row")
    parser.add_argument("--proposals", type=Path, required=True, metavar="P.csv", help="the proposals, reviewed")
    parser.add_argument("--id-column", metavar="COLUMN", help="the column of the ids, when it is not called id")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="R2.csv", help="the respondents with their households"
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the respondents file with its new column."""
    reviewed = content_of(arguments.proposals)
    publish_file(
        arguments.out, with_households(content_of(arguments.respondents), reviewed, id_column=arguments.id_column)
    )
    print(f"{arguments.out}: give --household {HOUSEHOLD} to solve and check.")
    return 0
