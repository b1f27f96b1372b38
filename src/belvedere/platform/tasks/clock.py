"""The hour at which jobs run: now, unless someone runs them in process at another hour (demonstration, tests)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_FIXED: ContextVar[datetime | None] = ContextVar("fixed_hour", default=None)


def job_time() -> datetime:
    """Return the hour that a job gives to the action it calls."""
    return _FIXED.get() or timezone.now()


@contextmanager
def jobs_at(now: datetime | None) -> Iterator[None]:
    """Make jobs of this thread believe that it is ``now``."""
    token = _FIXED.set(now)
    try:
        yield
    finally:
        _FIXED.reset(token)
