"""What the demonstration is made of: a territory, and days counted from today."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from belvedere.platform.territory.models import Territory


@dataclass(frozen=True)
class Demo:
    """The frame in which each context makes its part of the demonstration."""

    territory: Territory
    today: date

    def at(self, days: int, hour: int = 9) -> datetime:
        """Return the hour of a day counted from today; negative days are past."""
        return datetime.combine(self.today + timedelta(days=days), time(hour), tzinfo=ZoneInfo(settings.TIME_ZONE))
