"""How far a long job is, readable by the page that waits for it.

>>> # with progress("Envoi des courriels", total=250) as step:
>>> #     step(100)
"""

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from belvedere.platform.tasks.backend import territory_in_scope
from belvedere.platform.tasks.models import Progress, ProgressState
from belvedere.platform.tasks.running import current_job

_SECONDS_BETWEEN_WRITES = 0.5


def _territory_id() -> int:
    territory_id = territory_in_scope()
    if territory_id is None:
        raise LookupError("progress is shown within a territory: open its scope")
    return territory_id


def progress_of(key: str) -> Progress | None:
    """Return the progress of a job of the territory in scope, by the job's id or by the key given to it."""
    return Progress.objects.filter(territory_id=_territory_id(), key=key).first()


@contextmanager
def progress(label: str, total: int, *, key: str = "") -> Iterator[Callable[[int], None]]:
    """Show how far a job is: ``step(done)`` inside. The key is the job's id unless one is given.

    Call it outside a transaction: what is not committed is not seen.
    """
    row, _ = Progress.objects.update_or_create(
        territory_id=_territory_id(),
        key=key or current_job() or str(uuid.uuid4()),
        defaults={"label": label, "total": total, "done": 0, "state": ProgressState.RUNNING},
    )
    written_at = time.monotonic()

    def step(done: int) -> None:
        nonlocal written_at
        row.done = done
        if time.monotonic() - written_at >= _SECONDS_BETWEEN_WRITES:
            row.save(update_fields=["done", "updated_at"])
            written_at = time.monotonic()

    row.state = ProgressState.FAILED
    try:
        yield step
        row.state, row.done = ProgressState.DONE, total
    finally:
        row.save(update_fields=["done", "state", "updated_at"])
