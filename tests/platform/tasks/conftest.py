"""What the jobs of these tests did, forgotten at each test."""

from collections.abc import Iterator

import pytest

from belvedere.platform.tasks import worker_hooks
from tests.platform.tasks import jobs


@pytest.fixture(autouse=True)
def calls(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[object, ...]]]:
    monkeypatch.setattr(worker_hooks, "_TICKS", [])
    jobs.CALLS.clear()
    yield jobs.CALLS
    jobs.CALLS.clear()
