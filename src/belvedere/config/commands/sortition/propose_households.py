"""Propose who lives together, from addresses as people wrote them; a person then confirms each proposal in the file."""

import argparse
from pathlib import Path

from belvedere.config.commands.files import content_of, publish_file
from belvedere.engines.sortition.household_files import AddressColumns, proposals_csv

SUMMARY = "propose who lives together, from addresses, for a person to review"
THRESHOLD = 0.75


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("--respondents", type=Path, required=True, metavar="R.csv", help="the candidates, one a row")
    parser.add_argument("--id-column", metavar="COLUMN", help="the column of the ids, when it is not called id")
    parser.add_argument(
        "--address",
        action="append",
        required=True,
        metavar="COLUMN",
        help="number and street; may be given several times",
    )
    parser.add_argument("--postal-code", metavar="COLUMN", help="the postal code, when it has a column of its own")
    parser.add_argument("--town", metavar="COLUMN", help="the town, when it has a column of its own")
    parser.add_argument("--surname", metavar="COLUMN", help="the surname, which helps the score")
    parser.add_argument("--threshold", type=float, default=THRESHOLD, help="the lowest score proposed (%(default)s)")
    parser.add_argument("--out", type=Path, required=True, metavar="P.csv", help="the file of the proposals")


def run(arguments: argparse.Namespace) -> int:
    """Write the proposals."""
    columns = AddressColumns(
        tuple(arguments.address), arguments.id_column, arguments.postal_code, arguments.town, arguments.surname
    )
    text = proposals_csv(content_of(arguments.respondents), columns, threshold=arguments.threshold)
    publish_file(arguments.out, text)
    print(f"{arguments.out}: write yes in the column « confirmed » of each proposal of people who live together.")
    return 0
