"""Choose the alternates who, for the drop-outs to be expected, keep a panel nearest to its quotas."""

import argparse
from pathlib import Path

from belvedere.config.commands.files import publish_file
from belvedere.config.commands.sortition._input import add_problem_arguments, reading_of
from belvedere.config.commands.sortition._people import positions_of
from belvedere.engines.sortition.alternates import SETS, NoAlternates, alternates_for, dropout_chances
from belvedere.engines.sortition.problem_json import canonical
from belvedere.engines.sortition.writing import table_csv

SUMMARY = "the alternates that lose the fewest places when members drop out"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    add_problem_arguments(parser)
    parser.add_argument("--panel", type=Path, required=True, metavar="FILE", help="ids of the members, one a line")
    parser.add_argument("--count", type=int, required=True, metavar="A", help="how many alternates")
    parser.add_argument(
        "--dropout",
        action="append",
        required=True,
        metavar="CHANCE",
        help="of a member to drop out: 0.12 for everyone; then, as often as needed, CATEGORY=VALUE:0.2",
    )
    parser.add_argument("--sets", type=int, default=SETS, metavar="N", help="how many sets of drop-outs are drawn")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="draws the drop-outs, and people among equals")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.csv", help="the alternates")
    parser.add_argument("--quiet", action="store_true", help="no notice")


def run(arguments: argparse.Namespace) -> int:
    """Write the alternates; say what they save."""
    problem = canonical(reading_of(arguments).problem)
    panel = positions_of(problem, arguments.panel)
    everyone, by_value = dropouts_of(arguments.dropout)
    chances = dropout_chances(problem, panel, everyone, by_value)
    found = alternates_for(problem, panel, chances, count=arguments.count, seed=arguments.seed, sets=arguments.sets)
    people = [problem.people[place] for place in found.people]
    header = ("id", *problem.categories)
    publish_file(arguments.out, table_csv(header, sorted((person.id, *person.values) for person in people)))
    print(f"{arguments.out}: {len(people)} alternates.")
    print(f"Places lost on average: {found.loss:.3f}; without alternates {found.loss_without:.3f}.")
    print(f"No choice of as many alternates loses less than {found.bound:.3f}.")
    return 0


def dropouts_of(words: list[str]) -> tuple[float, dict[tuple[str, str], float]]:
    """Return the chance of everyone and those of values, from what was typed."""
    everyone, by_value = 0.0, {}
    for word in words:
        name, colon, chance = word.rpartition(":")
        category, equals, value = name.partition("=")
        if colon and not equals:
            raise NoAlternates(f"{word!r} is not a chance: write 0.12, or CATEGORY=VALUE:0.2.")
        try:
            number = float(chance)
        except ValueError:
            raise NoAlternates(f"{word!r} is not a chance: write 0.12, or CATEGORY=VALUE:0.2.") from None
        if colon:
            by_value[category, value] = number
        else:
            everyone = number
    return everyone, by_value
