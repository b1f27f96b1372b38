"""``belvedere sortition``: draw a panel by lot, and check one. Each subcommand is a module of this package.

A subcommand's module has ``SUMMARY`` (one line), ``configure(parser)`` and ``run(arguments) -> int``, the exit code:
0 done, 2 bad input, 3 no panel exists (or no plan of letters), 4 a verification fails.
"""

import argparse
import io
import sys
from importlib import import_module
from pkgutil import iter_modules

from belvedere.config.commands.files import Stopped
from belvedere.engines.sortition.problem import SortitionError
from belvedere.engines.sortition.reading import BadInput, Fault, File

BAD_INPUT = 2
NO_PANEL = 3
NOT_VERIFIED = 4
INTERRUPTED = 130
EXITS = {
    "no_panel": NO_PANEL,
    "not_enough_addresses": NO_PANEL,
    "not_proven": NOT_VERIFIED,
    "not_verified": NOT_VERIFIED,
    "solver_failed": NOT_VERIFIED,
}
"""Exit codes by code of error; any other error is bad input."""


def subcommands() -> tuple[str, ...]:
    """Return the names of the subcommands: the modules of this package that can be run, with hyphens."""
    return tuple(
        sorted(module.name.replace("_", "-") for module in iter_modules(__path__) if not module.name.startswith("_"))
    )


def parser_of(names: tuple[str, ...]) -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(prog="belvedere sortition", description="Draw a panel by lot, and check one.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in names:
        module = import_module(f"{__name__}.{name.replace('-', '_')}")
        command = commands.add_parser(name, help=module.SUMMARY, description=module.__doc__)
        module.configure(command)
        command.set_defaults(run=module.run)
    return parser


def main(words: list[str]) -> int:
    """Run a subcommand; what stops it is said on the error output, with its place."""
    names = subcommands()
    chosen = tuple(name for name in names if words[:1] == [name])
    arguments = parser_of(chosen or names).parse_args(words)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        return int(arguments.run(arguments))
    except SortitionError as error:
        for line in sentences_of(error):
            print(line, file=sys.stderr)
        return EXITS.get(error.code, BAD_INPUT)
    except Stopped as stopped:
        print(f"{stopped.code}: {stopped.message}", file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print("Interrupted: nothing was written.", file=sys.stderr)
        return INTERRUPTED


def sentences_of(error: SortitionError) -> tuple[str, ...]:
    """Return a line for each thing wrong: its code, its file, line and column when known, what it is and its mend."""
    found: tuple[SortitionError, ...] = error.faults if isinstance(error, BadInput) else (error,)
    return tuple(f"{one.code}: {_place(one)}{one.message}" for one in found)


def _place(error: SortitionError) -> str:
    file = error.file if isinstance(error, Fault) and error.file != File.PROBLEM else None
    parts = (
        file,
        f"line {error.line}" if error.line is not None else None,
        f"column {error.column}" if error.column is not None else None,
    )
    said = ", ".join(part for part in parts if part)
    return f"{said}: " if said else ""
