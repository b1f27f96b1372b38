"""A worker killed at any moment loses nothing: its job is taken up again, and nothing is left half done."""

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.databases import shared_directory
from tests.faults.installation import Installation, drop_database, new_installation

pytestmark = [pytest.mark.faults, pytest.mark.django_db]
STATES = """
from django_tasks_db.models import DBTaskResult
jobs = DBTaskResult.objects.exclude(task_path__contains="schedule")
print(json.dumps(sorted(jobs.values_list("status", flat=True))))
"""


@pytest.fixture
def installation(db: None, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    shared = shared_directory(tmp_path_factory)
    made, name = new_installation(tmp_path, shared, BELVEDERE_LEASE_SECONDS="1", BELVEDERE_RETRY_SECONDS="0")
    yield made
    drop_database(name)


def until(condition: Callable[[], bool], *, seconds: float = 30) -> None:
    """Wait for a condition, or fail."""
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "it never came"
        time.sleep(0.02)


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split() if path.exists() else []


def test_job_of_a_killed_worker_is_taken_up_again(installation: Installation, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    installation.ask(f"from tests.faults.slow_jobs import work\nwork.enqueue({str(trace)!r}, 1.5)")
    killed = installation.start("-m", "belvedere", "worker")
    until(lambda: lines(trace) == ["begin"])
    killed.kill()
    killed.wait()
    other = installation.start("-m", "belvedere", "worker")
    try:
        until(lambda: lines(trace) == ["begin", "begin", "end"])
        until(lambda: installation.ask(STATES) == ["SUCCESSFUL"])
    finally:
        other.terminate()
        assert other.wait(timeout=20) == 0


def test_stopped_worker_finishes_its_job(installation: Installation, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    installation.ask(f"from tests.faults.slow_jobs import work\nwork.enqueue({str(trace)!r}, 2)")
    worker = installation.start("-m", "belvedere", "worker")
    until(lambda: lines(trace) == ["begin"])
    worker.terminate()
    assert worker.wait(timeout=20) == 0
    assert lines(trace) == ["begin", "end"]
    assert installation.ask(STATES) == ["SUCCESSFUL"]


def test_kills_at_any_moment(installation: Installation, tmp_path: Path) -> None:
    count, moments = 40, random.Random(2026)  # noqa: S311 -- the same moments at each run
    folder = tmp_path / "done"
    folder.mkdir()
    installation.ask(
        f"from tests.faults.slow_jobs import touch\n[touch.enqueue({str(folder)!r}, n) for n in range({count})]"
    )
    for _ in range(4):
        before = len(list(folder.iterdir()))
        worker = installation.start("-m", "belvedere", "worker")
        until(lambda before=before: len(list(folder.iterdir())) > before or before == count)
        time.sleep(moments.uniform(0, 0.2))
        worker.kill()
        worker.wait()
    last = installation.start("-m", "belvedere", "worker")
    try:
        until(lambda: installation.ask(STATES) == ["SUCCESSFUL"] * count)
    finally:
        last.terminate()
        last.wait(timeout=20)
    assert sorted(int(file.name) for file in folder.iterdir()) == list(range(count))
