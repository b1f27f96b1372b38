"""Reactions follow the journal: each event once for each subscription, in order, in the territory's scope."""

from datetime import datetime

import pytest

from belvedere.platform.journal import subscriptions
from belvedere.platform.journal.models import Bookmark, Event
from belvedere.platform.journal.subscriptions import subscribe
from belvedere.platform.tasks.worker import run_pending
from belvedere.platform.territory.models import Territory
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
