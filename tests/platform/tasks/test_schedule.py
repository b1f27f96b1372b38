"""Periodic work is enqueued when due, for each territory, and never twice at once."""

from datetime import datetime, timedelta

import pytest

from belvedere.platform.tasks import schedule
from belvedere.platform.tasks.actions import take_job
from belvedere.platform.tasks.schedule import enqueue_due, every
from belvedere.platform.tasks.worker import run_pending
from belvedere.platform.territory.models import Territory
from tests.concurrency import run_at_once
from tests.factories import TerritoryFactory
from tests.platform.tasks.jobs import at_hour

MINUTE = timedelta(minutes=1)


@pytest.fixture
def hourly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "_SCHEDULE", {})
    every(seconds=3600, name="tests.hourly")(at_hour)


def test_first_at_once_then_every_hour(
    territory: Territory, now: datetime, hourly: None, calls: list[tuple[object, ...]]
) -> None:
    hours = [now, now + 59 * MINUTE, now + 60 * MINUTE]
    assert [(enqueue_due(hour), run_pending(hour)) for hour in hours] == [(1, 1), (0, 0), (1, 1)]
    assert calls == [("periodic", territory, now), ("periodic", territory, now + 60 * MINUTE)]


def test_not_while_the_last_run_is_going_on(territory: Territory, now: datetime, hourly: None) -> None:
    assert enqueue_due(now) == 1
    take_job(worker="busy", now=now)
    assert enqueue_due(now + 61 * MINUTE) == 0
    assert run_pending(now + 61 * MINUTE) == 0


def test_each_territory_has_its_appointment(territory: Territory, now: datetime, hourly: None) -> None:
    TerritoryFactory(slug="ailleurs", siren="200000000")
    assert enqueue_due(now) == 2


def test_enqueued_once_by_several_workers(several_connections: None, now: datetime, hourly: None) -> None:
    TerritoryFactory()
    assert sum(run_at_once(6, lambda _number: enqueue_due(now))) == 1


def test_name_is_registered_once(hourly: None) -> None:
    with pytest.raises(ValueError, match="registered twice"):
        every(seconds=1, name="tests.hourly")(at_hour)
