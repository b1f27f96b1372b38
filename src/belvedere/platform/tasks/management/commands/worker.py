"""belvedere worker: runs background jobs, reactions to the journal and periodic work."""

import signal
import threading
from argparse import ArgumentParser
from types import FrameType
from typing import Any  # a command's options are the framework's

from django.core.management.base import BaseCommand

from belvedere.platform.tasks.worker import Worker


class Command(BaseCommand):
    help = "Runs background jobs until it is stopped (Ctrl-C or SIGTERM finish the job at hand)."
    requires_system_checks = ("database",)  # what depends on the machine; the code is checked by `belvedere check`

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="run one job at most, then stop")
        parser.add_argument("--until-idle", action="store_true", help="run what is ready, then stop")
        parser.add_argument("--threads", type=int, default=1, help="how many jobs at once (PostgreSQL only)")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002, ANN401 -- the framework's signature
        worker = Worker(threads=options["threads"])
        if options["once"]:
            worker.work_once()
        elif options["until_idle"]:
            worker.run_until_idle()
        else:
            worker.run(_stopped_by_signals())


def _stopped_by_signals() -> threading.Event:
    stop_event = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        # From a thread of its own: the signal may come while the loop, below, holds the event's lock to wait on it.
        threading.Thread(target=stop_event.set).start()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    return stop_event
