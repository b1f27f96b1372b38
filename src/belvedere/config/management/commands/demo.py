"""belvedere demo: the demonstration, in an empty database."""

import argparse
import time
from datetime import date
from typing import Any  # the options of a command are the framework's

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from belvedere.config.demonstration import NotEmpty, load_demonstration


class Command(BaseCommand):
    help = "Loads the demonstration into an empty database."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, help="the day it is in the demonstration (2026-11-23)")

    def handle(self, *_arguments: object, on: date | None, **_options: Any) -> None:  # noqa: ANN401 -- see the import
        began = time.monotonic()
        self.stdout.write("Loading the demonstration…")
        self.stdout.flush()
        try:
            load_demonstration(today=on or timezone.localdate())
        except NotEmpty:
            raise CommandError(
                "The database is not empty: the demonstration is loaded in an empty one only, and erases nothing. "
                "Move the data directory away, or name another one in BELVEDERE_DATA_DIR."
            ) from None
        self.stdout.write(f"Loaded the demonstration in {time.monotonic() - began:.1f} s")
