"""``belvedere sortition``: draw a panel by lot, and check one. Each subcommand is a module of this package.

A subcommand's module has ``SUMMARY`` (one line), ``configure(parser)`` and ``run(arguments) -> int``, the exit code:
0 done, 2 bad input, 3 no panel exists, 4 a verification fails.
"""

import argparse
import sys
from importlib import import_module
from pkgutil import iter_modules

from belvedere.engines.sortition.problem import SortitionError

BAD_INPUT = 2
NO_PANEL = 3
NOT_VERIFIED = 4


def subcommands() -> tuple[str, ...]:
    """Return the names of the subcommands: the modules of this package that can be run."""
    return tuple(sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_")))


def parser_of(names: tuple[str, ...]) -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(prog="belvedere sortition", description="Draw a panel by lot, and check one.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in names:
        module = import_module(f"{__name__}.{name}")
        command = commands.add_parser(name, help=module.SUMMARY, description=module.__doc__)
        module.configure(command)
        command.set_defaults(run=module.run)
    return parser


def main(words: list[str]) -> int:
    """Run a subcommand; what stops it is said on the error output, with its place."""
    arguments = parser_of(subcommands()).parse_args(words)
    try:
        return int(arguments.run(arguments))
    except SortitionError as error:
        place = "".join(
            part
            for part in (
                f"line {error.line}, " if error.line is not None else "",
                f"column {error.column}: " if error.column is not None else "",
            )
        )
        print(f"{error.code}: {place}{error.message}", file=sys.stderr)
        return BAD_INPUT
