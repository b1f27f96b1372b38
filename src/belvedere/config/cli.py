"""The `belvedere` command: the engines on files, and Django's management commands, under one name."""

import gc
import os
import sys
from collections.abc import Iterator
from importlib import import_module

from belvedere.config.development import prepare
from belvedere.config.environment import InsecureSetting

CUT_SHORT = 141  # what a shell gives for SIGPIPE
# Loading makes 370,000 objects that stay: looking for cycles among them, each 700 more, takes a fifth of the start.
OBJECTS_BEFORE_COLLECTION = 50_000
# By name: an engine brings its libraries (half a second), and no other command waits for them.
ENGINES = {
    "opinions": "belvedere.config.commands.opinions",
    "reglement": "belvedere.config.commands.reglement",
    "rules": "belvedere.config.commands.rules",
    "seating": "belvedere.config.commands.seating",
    "sortition": "belvedere.config.commands.sortition",
    "verify-receipt": "belvedere.config.commands.verify_receipt",
}
COMMANDS = {
    "The site": {
        "up": "prepare the database, load the demonstration when it is empty, serve with a worker",
        "serve": "serve the site until it is told to stop",
        "worker": "run the background jobs",
        "migrate": "bring the database to this version",
        "territory": "found the territory from public data: territory import --siren 246300701",
        "demo": "load the demonstration into an empty database",
        "create-admin": "make somebody an administrator of a body",
        "check": "say what is wrong in the installation; --deploy before opening it",
        "backup": "copy the database while the site runs, and check the copy",
        "verify-journal": "check that no event of the journal was changed, removed or added",
    },
    "The engines, on files, without the site": {
        "sortition": "draw a panel by lot, and check one",
        "opinions": "map the votes of a debate, from and to the files of Polis",
        "seating": "seat people at tables, round after round",
        "rules": "check rules, explain their verdicts on a project, plan its acts",
        "reglement": "judge a collection of supports by a règlement",
        "verify-receipt": "check a supporter's receipt",
    },
}


def main() -> None:
    """Run a command: serve, worker, migrate, demo, create-admin, check, verify-journal…"""
    gc.set_threshold(OBJECTS_BEFORE_COLLECTION)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belvedere.config.settings")
    name = "".join(sys.argv[1:2])
    if name in {"", "-h", "--help"} or sys.argv[1:] == ["help"]:
        print("\n".join(_overview()))
    elif (engine := ENGINES.get(name.replace("_", "-"))) is not None:
        sys.exit(_run(engine, sys.argv[2:]))
    else:
        _manage(name, sys.argv[2:])


def _run(engine: str, arguments: list[str]) -> int:
    """Run the command of an engine; whoever reads its output may stop before the end (`| head`)."""
    try:
        code: int = import_module(engine).main(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CUT_SHORT
    return code


def _overview() -> Iterator[str]:
    yield "usage: belvedere COMMAND [...]; belvedere COMMAND --help says what a command takes."
    for group, commands in COMMANDS.items():
        yield f"\n{group}"
        yield from (f"  {name:<16}{sentence}" for name, sentence in commands.items())
    yield "\nEvery command of Django works too (shell, makemigrations…); settings: docs/operations/settings.md."


def _manage(name: str, arguments: list[str]) -> None:
    """Run one of Django's management commands, whose names have underscores."""
    if name == "up":
        prepare(os.environ)
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- Django reads what is set above

    command = name if name.startswith("-") else name.replace("-", "_")
    try:
        execute_from_command_line(["belvedere", command, *arguments])
    except InsecureSetting as insecure:
        sys.exit(f"{insecure}\nEvery setting is described in docs/operations/settings.md.")


if __name__ == "__main__":
    main()
