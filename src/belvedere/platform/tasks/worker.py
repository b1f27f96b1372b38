"""The worker: takes jobs one by one under a lease, keeps the schedule, and can be killed at any moment."""

import logging
import os
import secrets
import socket
import threading
import time
from datetime import datetime

from django.conf import settings
from django.db import close_old_connections, connection
from django.db.utils import InterfaceError, OperationalError
from django.utils import timezone

from belvedere.platform.tasks.actions import (
    give_up_overdue_jobs,
    has_lost_job,
    has_ready_job,
    release_lost_jobs,
    renew_leases,
    take_job,
    trace_without_messages,
)
from belvedere.platform.tasks.clock import jobs_at
from belvedere.platform.tasks.running import run_job
from belvedere.platform.tasks.schedule import enqueue_due
from belvedere.platform.tasks.worker_hooks import tick

logger = logging.getLogger("belvedere.tasks")

IDLE_SECONDS = 0.3
_OUTAGE_SECONDS = 2.0


class JobFailed(Exception):
    """A job run in process failed; its own error is the cause."""


def run_pending(now: datetime | None = None) -> int:
    """Run what is ready, in process, until nothing is left; return how many jobs ran (demonstration and tests).

    Jobs believe that it is ``now`` if given. Periodic work does not run. Raises JobFailed at the first failure.
    """
    count, worker = 0, _new_name()
    with jobs_at(now):
        while True:
            hour = now or timezone.now()
            job = take_job(worker=worker, now=hour)
            if job is None and not tick(hour):
                return count
            if job is None:
                continue
            error = run_job(job, worker=worker)
            if error is not None:
                raise JobFailed(job.task_path) from error
            count += 1


def _new_name() -> str:
    return f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(6)}"


class Worker:
    """Runs jobs until it is asked to stop; usable as a command or as a thread of the server."""

    def __init__(self, *, threads: int = 1) -> None:
        self.name = _new_name()
        self.threads = threads if connection.vendor == "postgresql" else 1
        # A queue of a thousand mails does not read the journal and the schedule a thousand times.
        self._next_tick = 0.0

    def run(self, stop_event: threading.Event) -> None:
        """Work until the event is set; the job at hand is finished first."""
        finished = threading.Event()
        heart = threading.Thread(target=self._beat, args=(finished,), name="worker-heart", daemon=True)
        helpers = [
            threading.Thread(target=self._loop, args=(stop_event,), name=f"worker-{number}")
            for number in range(1, self.threads)
        ]
        for thread in (heart, *helpers):
            thread.start()
        try:
            self._loop(stop_event)
        finally:
            for helper in helpers:
                helper.join()
            finished.set()
            heart.join()

    def run_until_idle(self) -> int:
        """Keep due appointments and run what is ready; return how many jobs ran."""
        count = 0
        while self.work_once():
            count += 1
        return count

    def work_once(self) -> bool:
        """Tick, then run one job; return whether there was one."""
        now = timezone.now()
        if has_lost_job(now=now):
            release_lost_jobs(now=now)
        is_ready = has_ready_job(now=now)
        if not is_ready or time.monotonic() >= self._next_tick:
            enqueue_due(now)
            tick(now)
            self._next_tick = time.monotonic() + IDLE_SECONDS
        if not is_ready and not has_ready_job(now=now):
            return False
        job = take_job(worker=self.name, now=now)
        if job is None:
            return False
        run_job(job, worker=self.name)
        return True

    def _loop(self, stop_event: threading.Event) -> None:
        try:
            while not stop_event.is_set():
                stop_event.wait(self._turn())
        finally:
            connection.close()

    def _turn(self) -> float:
        """Work once and return how long to wait; a database that is away is waited for."""
        close_old_connections()
        try:
            return 0 if self.work_once() else IDLE_SECONDS
        except (OperationalError, InterfaceError) as error:
            logger.warning("the database does not answer (%s): trying again", type(error).__name__)
        except Exception as error:  # noqa: BLE001 -- one bad turn must not stop the worker of the whole territory
            logger.error("a turn of the worker failed:\n%s", trace_without_messages(error))
        connection.close()
        return _OUTAGE_SECONDS

    def _give_up_overdue_jobs(self) -> None:
        count = give_up_overdue_jobs(now=timezone.now())
        if count:
            logger.error("%s jobs lasted longer than they may: given up", count)

    def _beat(self, finished: threading.Event) -> None:
        while not finished.wait(settings.LEASE_SECONDS / 3):
            try:
                close_old_connections()
                self._give_up_overdue_jobs()
                renew_leases(worker=self.name, now=timezone.now())
            except (OperationalError, InterfaceError) as error:
                logger.warning("the lease could not be renewed (%s)", type(error).__name__)
        connection.close()
