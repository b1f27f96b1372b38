"""belvedere serve: the web server alone, or with its worker in the same process."""

import argparse
import threading
from typing import Any  # the options of a command are the framework's

from django.core.management.base import BaseCommand, CommandError

from belvedere.config.server import PortTaken, serve


class Command(BaseCommand):
    help = "Serves the site on BELVEDERE_HOST:BELVEDERE_PORT, until it is told to stop."
    requires_system_checks = ("database",)  # what depends on the machine; the code is checked by `belvedere check`

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--with-worker",
            action="store_true",
            help="run the worker as a thread of the server, where SQLite bears one process only",
        )

    def handle(self, *_arguments: object, with_worker: bool, **_options: Any) -> None:  # noqa: ANN401 -- see the import
        try:
            serve(begin=start_worker_thread if with_worker else None)
        except PortTaken as taken:
            raise CommandError(str(taken)) from None


def start_worker_thread() -> None:
    """Run a worker until the process ends; a job cut by that end is taken up again by the next one."""
    from belvedere.platform.tasks.worker import Worker  # noqa: PLC0415 -- after the fork, once apps are ready

    threading.Thread(target=Worker().run, args=(threading.Event(),), name="worker", daemon=True).start()
