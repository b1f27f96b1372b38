"""A job is run once, in its territory; it is retried, given up, or taken up again when its worker dies."""

import contextlib
import logging
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from belvedere.platform.tasks.actions import (
    complete_job,
    fail_job,
    give_up_overdue_jobs,
    prune_jobs,
    release_lost_jobs,
    renew_leases,
    take_job,
)
from belvedere.platform.tasks.models import Lease, Progress
from belvedere.platform.tasks.progress import progress, progress_of
from belvedere.platform.tasks.worker import JobFailed, run_pending
from belvedere.platform.territory.models import Territory
from tests.concurrency import run_at_once
from tests.platform.tasks.jobs import Suzanne, brief, fail, note, slow

SECOND = timedelta(seconds=1)


def state_of(job: object) -> tuple[str, int]:
    row = DBTaskResult.objects.get(pk=job.id)
    return row.status, len(row.worker_ids)


def test_runs_in_its_territory_at_the_hour_given(
    territory: Territory, now: datetime, calls: list[tuple[object, ...]]
) -> None:
    job = note.enqueue("bonjour")
    assert run_pending(now) == 1
    assert calls == [("bonjour", territory, now, job.id)]
    assert state_of(job) == (TaskResultStatus.SUCCESSFUL, 1)
    assert Lease.objects.count() == 0


def test_job_of_a_transaction_undone_does_not_exist(territory: Territory, now: datetime) -> None:
    with transaction.atomic():
        note.enqueue("bonjour")
        transaction.set_rollback(True)
    assert run_pending(now) == 0


def test_failure_is_retried_later_and_later_then_given_up(
    territory: Territory, now: datetime, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.JOB_ATTEMPTS, settings.RETRY_SECONDS = 3, 5
    job = fail.enqueue()
    for attempt, hour in enumerate((now, now + 5 * SECOND, now + 15 * SECOND), start=1):
        assert run_pending(hour - SECOND) == 0 if attempt > 1 else True
        with caplog.at_level(logging.ERROR), pytest.raises(JobFailed):
            run_pending(hour)
        assert state_of(job)[1] == attempt
    assert state_of(job) == (TaskResultStatus.FAILED, 3)
    row = DBTaskResult.objects.get(pk=job.id)
    assert row.exception_class_path == "tests.platform.tasks.jobs.Suzanne"
    assert "in fail" in row.traceback
    assert "suzanne@exemple.fr" not in row.traceback + caplog.text
    assert run_pending(now + timedelta(days=1)) == 0


def test_killed_worker_is_replaced_after_its_lease(
    territory: Territory, now: datetime, settings: Settings, calls: list[tuple[object, ...]]
) -> None:
    settings.LEASE_SECONDS, settings.RETRY_SECONDS = 30, 0
    job = note.enqueue("bonjour")
    taken = take_job(worker="killed", now=now)
    assert taken is not None
    assert release_lost_jobs(now=now + 29 * SECOND) == 0
    assert renew_leases(worker="killed", now=now + 29 * SECOND) == 1
    assert release_lost_jobs(now=now + 31 * SECOND) == 0
    assert release_lost_jobs(now=now + 60 * SECOND) == 1
    assert run_pending(now + 60 * SECOND) == 1
    assert state_of(job) == (TaskResultStatus.SUCCESSFUL, 2)
    assert len(calls) == 1


def test_worker_that_comes_back_too_late_changes_nothing(
    territory: Territory, now: datetime, settings: Settings
) -> None:
    settings.RETRY_SECONDS = 0
    job = note.enqueue("bonjour")
    take_job(worker="slept", now=now)
    release_lost_jobs(now=now + timedelta(hours=1))
    take_job(worker="other", now=now + timedelta(hours=1))
    assert complete_job(job_id=job.id, worker="slept", now=now) is False
    assert fail_job(job_id=job.id, worker="slept", now=now, error=Suzanne()) is False
    assert state_of(job) == (TaskResultStatus.RUNNING, 2)
    assert complete_job(job_id=job.id, worker="other", now=now) is True
    assert state_of(job) == (TaskResultStatus.SUCCESSFUL, 2)


def test_job_that_kills_its_workers_is_given_up(territory: Territory, now: datetime, settings: Settings) -> None:
    settings.JOB_ATTEMPTS, settings.RETRY_SECONDS = 2, 0
    job = note.enqueue("bonjour")
    for day in (0, 1):
        take_job(worker=f"killed-{day}", now=now + timedelta(days=day))
        release_lost_jobs(now=now + timedelta(days=day, hours=1))
    assert state_of(job) == (TaskResultStatus.FAILED, 2)


def test_job_whose_code_is_gone_fails_alone(territory: Territory, now: datetime) -> None:
    job = note.enqueue("bonjour")
    DBTaskResult.objects.filter(pk=job.id).update(task_path="tests.platform.tasks.jobs.gone")
    with pytest.raises(JobFailed):
        run_pending(now)
    assert state_of(job) == (TaskResultStatus.READY, 1)


def test_each_job_is_taken_by_one_worker(several_connections: None, now: datetime) -> None:
    wanted = {note.enqueue(str(number)).id for number in range(6)}

    def take_all(number: int) -> list[str]:
        taken = []
        for _ in range(20):
            job = take_job(worker=f"worker-{number}", now=now)
            if job is not None:
                taken.append(str(job.pk))
        return taken

    taken = [job for jobs in run_at_once(4, take_all) for job in jobs]
    assert sorted(taken) == sorted(wanted)


def test_old_successes_are_pruned_and_failures_stay(territory: Territory, now: datetime, settings: Settings) -> None:
    settings.JOB_ATTEMPTS = 1
    note.enqueue("bonjour")
    run_pending(now)
    failed = fail.enqueue()
    with pytest.raises(JobFailed):
        run_pending(now)
    assert prune_jobs(now=now + timedelta(days=14), keep_days=14) == 0
    assert prune_jobs(now=now + timedelta(days=15), keep_days=14) == 1
    assert list(DBTaskResult.objects.values_list("pk", flat=True)) == [DBTaskResult.objects.get(pk=failed.id).pk]


def test_progress_is_shown_by_the_id_of_the_job(territory: Territory, now: datetime) -> None:
    job = slow.enqueue(250)
    run_pending(now)
    row = progress_of(job.id)
    assert row is not None
    assert (row.label, row.done, row.total, row.state) == ("Essai", 250, 250, "done")


def test_progress_of_work_that_stops(territory: Territory) -> None:
    with contextlib.suppress(Suzanne), progress("Essai", 10, key="export") as step:
        step(4)
        raise Suzanne
    row = Progress.objects.get(key="export")
    assert (row.done, row.state) == (4, "failed")


def test_job_past_its_limit_is_given_up_and_says_why(territory: Territory, now: datetime, settings: Settings) -> None:
    settings.JOB_LIMIT_SECONDS, settings.LEASE_SECONDS = 60, 30
    long, short = note.enqueue("bonjour"), brief.enqueue()
    for _ in range(2):
        take_job(worker="hangs", now=now)
    given_up = []
    for seconds in (5, 6, 30, 60, 61):
        renew_leases(worker="hangs", now=now + seconds * SECOND)
        given_up.append(give_up_overdue_jobs(now=now + seconds * SECOND))
    assert given_up == [0, 1, 0, 0, 1]
    for job in (long, short):
        row = DBTaskResult.objects.get(pk=job.id)
        said = (row.status, row.exception_class_path)
        assert said == (TaskResultStatus.FAILED, "belvedere.platform.tasks.actions.TookTooLong")
        assert complete_job(job_id=job.id, worker="hangs", now=now + 70 * SECOND) is False


def test_job_of_a_dead_worker_is_not_past_its_limit(territory: Territory, now: datetime, settings: Settings) -> None:
    settings.JOB_LIMIT_SECONDS, settings.LEASE_SECONDS = 60, 30
    note.enqueue("bonjour")
    take_job(worker="killed", now=now)
    assert give_up_overdue_jobs(now=now + 120 * SECOND) == 0
    assert release_lost_jobs(now=now + 120 * SECOND) == 1
