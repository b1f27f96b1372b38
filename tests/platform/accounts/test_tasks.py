"""What expired is forgotten; what still serves stays."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session

from belvedere.platform.accounts.models import CacheEntry
from belvedere.platform.accounts.tasks import forget


def test_expired_sessions_and_attempts_are_forgotten(db: None, now: datetime) -> None:
    for name, hours in (("past", -1), ("future", 1)):
        Session.objects.create(session_key=name, session_data="", expire_date=now + timedelta(hours=hours))
        CacheEntry.objects.create(cache_key=name, value="", expires=now + timedelta(hours=hours))
    forget(now)
    forget(now)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["future"]
    assert list(CacheEntry.objects.values_list("cache_key", flat=True)) == ["future"]
