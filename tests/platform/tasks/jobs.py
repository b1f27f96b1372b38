"""Jobs for the tests of the worker."""

from datetime import datetime

from django_scopes import get_scope
from django_tasks import task

from belvedere.platform.tasks.clock import job_time
from belvedere.platform.tasks.durations import lasts_at_most
from belvedere.platform.tasks.progress import progress
from belvedere.platform.tasks.running import current_job

CALLS: list[tuple[object, ...]] = []


class Suzanne(Exception):
    """An error whose message names someone."""


@task()
def note(word: str) -> None:
    CALLS.append((word, get_scope().get("territory"), job_time(), current_job()))


@task()
def fail() -> None:
    raise Suzanne("@".join(["suzanne", "exemple.fr"]))


@lasts_at_most(seconds=5)
@task()
def brief() -> None:
    """May last five seconds."""


@task()
def slow(total: int) -> None:
    with progress("Essai", total) as step:
        step(1)


def at_hour(now: datetime) -> None:
    CALLS.append(("periodic", get_scope().get("territory"), now))
