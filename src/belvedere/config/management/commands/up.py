"""belvedere up: the whole site in one command, as `make run` starts it."""

import os
import socket
import sys
from pathlib import Path
from typing import Any  # the options of a command are the framework's

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from belvedere.config import sqlite
from belvedere.config.demonstration import is_empty
from belvedere.config.processes import end_with_parent
from belvedere.config.server import PortTaken, refuse_taken_port
from belvedere.config.static import collect_when_changed
from belvedere.config.supervision import Program, Supervisor

WELCOME = """
    Belvédère answers on  {url}/
{demo}    Data are in {data}. Ctrl-C stops everything.
"""
DEMO_WELCOME = """    Sign in as somebody:  {url}/demo/
    The mails it sends:   {url}/demo/courriels/
"""


class Command(BaseCommand):
    help = "Prepares the database, loads the demonstration when it is empty, serves the site with its worker."
    requires_system_checks = ("database",)  # what depends on the machine; the code is checked by `belvedere check`

    def handle(self, *_arguments: object, **_options: Any) -> None:  # noqa: ANN401 -- see the import
        end_with_parent(os.getppid())
        try:
            refuse_taken_port(settings.HOST, settings.PORT)
        except PortTaken as taken:
            raise CommandError(str(taken)) from None
        self._prepare()
        connections.close_all()
        Supervisor(self._programs()).run(once_started=self._say_where)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _prepare(self) -> None:
        Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            self._say(f"Preparing the database ({len(plan)} migrations)")
            call_command("migrate", interactive=False, verbosity=0)
        if settings.DEMO and is_empty():
            call_command("demo", stdout=self.stdout)
        if settings.STATIC_HASHED and collect_when_changed():
            self._say("Collected the static files")

    def _programs(self) -> list[Program]:
        belvedere = [sys.executable, "-m", "belvedere"]
        if sqlite.must_keep_to_one_process(settings.DATABASES):
            self._say(
                f"WARNING: SQLite {sqlite.library_version_text()} can corrupt a database that several processes write:"
                " the site and its worker share one process, which is slower. SQLite 3.51.3 or PostgreSQL lifts this."
            )
            return [Program("the site with its worker", [*belvedere, "serve", "--with-worker"])]
        return [Program("the web server", [*belvedere, "serve"]), Program("the worker", [*belvedere, "worker"])]

    def _say_where(self) -> bool:
        """Print the address once somebody listens there."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.HOST, settings.HOST)  # noqa: S104 -- read, not bound
        try:
            socket.create_connection((host, settings.PORT), timeout=1).close()
        except OSError:
            return False
        demo = DEMO_WELCOME.format(url=settings.PUBLIC_URL) if settings.DEMO else ""
        self._say(WELCOME.format(url=settings.PUBLIC_URL, demo=demo, data=settings.DATA_DIR))
        return True
