"""belvedere backup: a checked copy of the database."""

import argparse
from pathlib import Path
from typing import Any  # the options of a command are the framework's

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from belvedere.config.backup import BackupFailed, back_up


class Command(BaseCommand):
    help = "Copies the database while the site runs, checks the copy, erases the oldest ones."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--into", type=Path, help="directory of the copies (backups/ in the data directory)")
        parser.add_argument("--keep", type=int, default=30, help="how many copies stay (30)")

    def handle(self, *_arguments: object, into: Path | None, keep: int, **_options: Any) -> None:  # noqa: ANN401 -- see the import
        if keep < 1:
            raise CommandError("--keep is a number of copies: at least 1.")
        directory = into or Path(settings.DATA_DIR) / "backups"
        try:
            path = back_up(directory=directory, keep=keep, now=timezone.now())
        except BackupFailed as failed:
            raise CommandError(str(failed)) from None
        self.stdout.write(str(path))
