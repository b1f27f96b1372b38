"""Reactions follow the journal: each event once for each subscription, in order, in the territory's scope."""

from datetime import datetime

import pytest
from django_scopes import scope
from pytest_django import Settings

from belvedere.platform.journal import dispatch, subscriptions
from belvedere.platform.journal.checks import subscribed_kinds_are_declared
from belvedere.platform.journal.dispatch import dispatch_events
from belvedere.platform.journal.models import Bookmark, Event
from belvedere.platform.journal.subscriptions import subscribe
from belvedere.platform.tasks.worker import JobFailed, run_pending
from belvedere.platform.territory.models import Territory
from tests.concurrency import run_at_once
from tests.factories import TerritoryFactory
from tests.platform.journal.writing import IGNORED, TRIED, write


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, datetime]]:
    """What a subscription to TRIED saw: the events' sequences and the hours given."""
    monkeypatch.setattr(subscriptions, "_SUBSCRIPTIONS", {})
    calls: list[tuple[int, datetime]] = []

    @subscribe("tests.see", ["tests.tried"])
    def see(event: Event, now: datetime) -> None:
        calls.append((Event.objects.get(pk=event.pk).sequence, now))

    return calls


def test_each_wanted_event_is_seen_once_in_order(
    territory: Territory, now: datetime, seen: list[tuple[int, datetime]]
) -> None:
    for number, kind in enumerate((TRIED, IGNORED, TRIED, TRIED), start=1):
        write(territory, now, number, kind=kind)
    assert run_pending(now) == 3
    assert run_pending(now) == 0
    write(territory, now, 5)
    assert run_pending(now) == 1
    assert seen == [(1, now), (3, now), (4, now), (5, now)]
    assert Bookmark.objects.get(name="tests.see").sequence == 5


def test_each_event_is_enqueued_once_by_several_workers(
    several_connections: None, now: datetime, seen: list[tuple[int, datetime]]
) -> None:
    territory = TerritoryFactory()
    with scope(territory=territory):
        for number in range(1, 4):
            write(territory, now, number)
    counts = run_at_once(5, lambda _number: dispatch_events(territory, now))
    assert sum(counts) == 3
    run_pending(now)
    assert [sequence for sequence, _ in seen] == [1, 2, 3]


def test_long_journal_is_followed_in_several_transactions(
    territory: Territory, now: datetime, seen: list[tuple[int, datetime]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatch, "_EVENTS_BY_TRANSACTION", 2)
    for number in range(1, 6):
        write(territory, now, number)
    assert dispatch_events(territory, now) == 5
    assert dispatch_events(territory, now) == 0
    assert Bookmark.objects.get(name="tests.see").sequence == 5


def test_reaction_that_fails_runs_again(
    territory: Territory, now: datetime, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.RETRY_SECONDS = 0
    monkeypatch.setattr(subscriptions, "_SUBSCRIPTIONS", {})
    failures, calls = [RuntimeError()], []

    @subscribe("tests.fragile", ["tests.tried"])
    def fragile(event: Event, _now: datetime) -> None:
        if failures:
            raise failures.pop()
        calls.append(event.sequence)

    write(territory, now, 1)
    with pytest.raises(JobFailed):
        run_pending(now)
    assert (run_pending(now), calls) == (1, [1])


def test_subscription_that_is_gone_is_passed(
    territory: Territory, now: datetime, seen: list[tuple[int, datetime]], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(territory, now, 1)
    dispatch_events(territory, now)
    monkeypatch.setattr(subscriptions, "_SUBSCRIPTIONS", {})
    assert run_pending(now) == 1
    assert seen == []


def test_undeclared_kind_is_refused_at_startup(seen: list[tuple[int, datetime]]) -> None:
    assert [fault.msg for fault in subscribed_kinds_are_declared()] == [
        "the subscription tests.see waits for tests.tried, which nobody declares"
    ]


def test_name_is_registered_once(seen: list[tuple[int, datetime]]) -> None:
    with pytest.raises(ValueError, match="registered twice"):
        subscribe("tests.see", ["tests.tried"])(lambda _event, _now: None)
