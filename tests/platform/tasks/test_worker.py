"""The worker runs as a thread of the server, notices a job at once, and stops when asked."""

import threading
import time
from collections.abc import Iterator

import pytest
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from belvedere.platform.tasks import schedule, worker_hooks
from belvedere.platform.tasks.worker import Worker
from tests.platform.tasks.jobs import note

PATIENCE_SECONDS = 20


@pytest.fixture
def running(several_connections: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A worker with three threads where the database allows it; the event stops it."""
    monkeypatch.setattr(schedule, "_SCHEDULE", {})
    stop_event = threading.Event()
    thread = threading.Thread(target=Worker(threads=3).run, args=(stop_event,))
    thread.start()
    yield stop_event
    stop_event.set()
    thread.join(timeout=PATIENCE_SECONDS)
    assert not thread.is_alive()


def wait_for_successes(count: int) -> None:
    limit = time.monotonic() + PATIENCE_SECONDS
    while DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL).count() < count:
        assert time.monotonic() < limit, "the worker did not run the jobs"
        time.sleep(0.02)


def test_jobs_are_run_once_each(running: threading.Event, calls: list[tuple[object, ...]]) -> None:
    for number in range(10):
        note.enqueue(str(number))
    wait_for_successes(10)
    assert sorted(str(word) for word, *_ in calls) == [str(number) for number in range(10)]


def test_bad_turn_does_not_stop_the_worker(
    running: threading.Event, calls: list[tuple[object, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = [RuntimeError()]

    def fragile(_now: object) -> int:
        if failures:
            raise failures.pop()
        return 0

    monkeypatch.setattr(worker_hooks, "_TICKS", [fragile])
    limit = time.monotonic() + PATIENCE_SECONDS
    while failures:
        assert time.monotonic() < limit, "the worker makes no turn"
        time.sleep(0.02)
    note.enqueue("bonjour")
    wait_for_successes(1)
    assert len(calls) == 1
