"""The demonstration's territory: real bodies and communes; what is invented says so in its source."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any  # a parsed file
from zoneinfo import ZoneInfo

from django.conf import settings

from belvedere.platform.territory.actions import plan_session, set_parameter
from belvedere.platform.territory.calendar import working_deadline
from belvedere.platform.territory.imports import import_territory
from belvedere.platform.territory.models import Body, Territory
from belvedere.platform.territory.states import BodyKind, Confidence


@dataclass(frozen=True)
class Demo:
    """The frame in which each context makes its part of the demonstration."""

    territory: Territory
    today: date

    def at(self, days: int, hour: int = 9) -> datetime:
        """Return the hour of a day counted from today; negative days are past."""
        return datetime.combine(self.today + timedelta(days=days), time(hour), tzinfo=ZoneInfo(settings.TIME_ZONE))

    @property
    def dawn(self) -> datetime:
        """Return the first hour of today, where stories end: none is in the future, whatever the hour of loading."""
        return self.at(days=0, hour=0)


DATA = Path(__file__).parent / "data"


def load(*, demo: Demo) -> None:
    """Make the territory, a règlement revised once, and the sessions of the councils; again, it changes nothing."""
    institutions = _read("institutions.json")
    bodies = import_territory(
        territory=demo.territory, communes=_read("clermont.json"), institutions=institutions, on=demo.today
    )
    _revise(institutions["regulation"], bodies, demo)
    _plan_sessions(institutions["council_sessions"], bodies, demo)


def _plan_sessions(sessions: dict[str, Any], bodies: dict[str, Body], demo: Demo) -> None:
    """Sessions counted from today, but for the year of the guide's worked example, whose dates are its own."""
    guide = sessions["year_of_the_guide"]
    for slug in sessions["bodies"]:
        for days in sessions["days_from_today"]:
            held_on = working_deadline(start=demo.at(days).date(), working_days=1)
            if (slug, held_on.year) != (guide["body"], guide["year"]):
                plan_session(body=bodies[slug], held_on=held_on, source=sessions["source"])
    for day in guide["days"]:
        held_on = date.fromisoformat(f"{guide['year']}-{day}")
        plan_session(body=bodies[guide["body"]], held_on=held_on, source=guide["source"])


def _read(name: str) -> Any:  # noqa: ANN401 -- a parsed file, checked by the columns that receive it
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def _revise(facts: dict[str, Any], bodies: dict[str, Body], demo: Demo) -> None:
    """A number that has changed since: what began before keeps the former one."""
    revision = facts["revision"]
    for body in bodies.values():
        if body.kind != BodyKind.COMMUNE:
            set_parameter(
                body=body,
                code=revision["code"],
                value=revision["value"],
                since=demo.at(revision["days_from_today"]).date(),
                source=revision["source"],
                confidence=Confidence(facts["confidence"]),
            )
